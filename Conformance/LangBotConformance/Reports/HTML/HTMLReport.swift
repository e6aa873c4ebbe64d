/// A run as a self-contained HTML page that is readable without scripts.
enum HTMLReport {
    /// - Returns: UTF-8.
    static func render(_ report: ConformanceReport) -> [UInt8] {
        let page = HTMLPage(title: "LangBot conformance · \(report.information.baseURL)")
        return page.render(
            [
                header(report), totals(report), findings(report), matrix(report), filter(report),
                checks(report), footer,
            ].joined(separator: "\n")
        )
    }

    private static func header(_ report: ConformanceReport) -> String {
        let information = report.information
        let facts = [
            ("Server", information.baseURL), ("Contract", contract(information)),
            ("Started", information.startedAt.replacing("T", with: " ").replacing("Z", with: " UTC")),
            ("Duration", "\(JSONReport.seconds(report.summary.duration)) s, \(mode(information))"),
            ("Run", information.runID),
        ].filter { !$0.1.isEmpty }
        let rows = facts.map { "<div><dt>\($0)</dt><dd>\(escape($1))</dd></div>" }.joined()
        let notes = information.notes.map { "<p class=\"note\">\(escape($0))</p>" }.joined()
        return """
            <header class="verdict \(report.tone)">
            <p class="product">LangBot conformance</p>
            <h1>\(escape(report.verdictSentence))</h1>
            <dl class="facts">\(rows)</dl>\(notes)
            </header>
            """
    }

    private static func contract(_ information: RunInformation) -> String {
        let document = "LangBot's documentation" + (information.edition.map { " (guide of \($0))" } ?? "")
        return information.contract.hasPrefix("documented")
            ? document : "\(document), with the known deviations of \(information.contract)"
    }

    private static func mode(_ information: RunInformation) -> String {
        let chosen = information.isFiltered ? ", selected checks" : ""
        return (information.allowsWrites ? "with writes" : "read-only") + chosen
    }

    private static func totals(_ report: ConformanceReport) -> String {
        let totals = report.summary.totals
        let present = Verdict.allCases.filter { totals[$0] > 0 }
        let bar = present.map { "<span class=\"\($0.style)\" style=\"flex-grow:\(totals[$0])\"></span>" }.joined()
        let tiles = present.map { verdict in
            """
            <button type="button" class="tile \(verdict.style)" data-verdict="\(verdict.style)" aria-pressed="false">\
            <b>\(totals[verdict])</b> \(verdict.words(for: totals[verdict]))</button>
            """
        }
        let gate = report.gateSentence.map { "<p class=\"note gate\">\(escape($0))</p>\n" } ?? ""
        return """
            <section aria-labelledby="totals-title">
            <h2 id="totals-title">\(escape(report.results.extent))</h2>
            <div class="bar" role="img" aria-label="\(escape(report.totalsSentence))">\(bar)</div>
            <div class="tiles">\(tiles.joined(separator: "\n"))</div>
            \(gate)</section>
            """
    }

    /// Why the run fails, which readers want to know first.
    private static func findings(_ report: ConformanceReport) -> String {
        let failing = CheckGroup.all(report.failures)
        let members = Dictionary(grouping: failing, by: \.first.id)
        var seen: Set<String> = []
        let checks = failing.map(\.first.id).filter { seen.insert($0).inserted }
        var items = checks.compactMap { members[$0].flatMap(finding) }
        items += report.summary.leftovers.map { "<li>Could not be removed: <code>\(escape($0))</code></li>" }
        items += report.summary.staleBaselineEntries.map { "<li>Stale baseline entry: <code>\(escape($0))</code></li>" }
        guard !items.isEmpty else { return "" }
        let notes = [report.mostFailures, report.hint].compactMap(\.self).map { "<p class=\"note\">\(escape($0))</p>" }
        return """
            <section aria-labelledby="findings-title">
            <h2 id="findings-title">Failures</h2>
            \(notes.joined(separator: "\n"))
            <ul class="findings">
            \(items.joined(separator: "\n"))
            </ul>
            </section>
            """
    }

    /// A failing check: what it expects, and what each group of operations answered instead.
    private static func finding(_ groups: [CheckGroup]) -> String? {
        guard let first = groups.first?.first else { return nil }
        let answers = groups.map { group in
            let operation = group.operations.first.map { name in
                let others = group.operations.count - 1
                return "<a href=\"#\(anchor(group.first))\">\(escape(name))\(others > 0 ? ", +\(others)" : "")</a>: "
            }
            return "<br><span class=\"got\">\(operation ?? "")\(escape(brief(group.first.actual)))</span>"
        }
        return """
            <li><span class="count">expected:</span> \
            <a href="#\(anchor(first))">\(escape(first.sentence))</a>\(answers.joined())</li>
            """
    }

    private static func brief(_ text: String) -> String {
        text.count > 160 ? text.prefix(160) + "…" : text
    }

    private static func matrix(_ report: ConformanceReport) -> String {
        HTMLMatrix(report.results).render()
    }

    private static func filter(_ report: ConformanceReport) -> String {
        let levels = Level.allCases.map { "<option value=\"\($0.rawValue)\">\($0.rawValue)</option>" }.joined()
        let verdicts = Verdict.allCases.filter { report.summary.totals[$0] > 0 }
            .map { "<option value=\"\($0.style)\">\($0.words)</option>" }.joined()
        return """
            <section aria-labelledby="checks-title">
            <h2 id="checks-title">All cases</h2>
            <form class="filter" role="search">
            <label>Find <input id="find" type="search" placeholder="check, operation or text" autocomplete="off"></label>
            <label>Verdict <select id="verdict"><option value="">any</option>\(verdicts)</select></label>
            <label>Level <select id="level"><option value="">any</option>\(levels)</select></label>
            <output id="shown">\(report.results.count) shown</output>
            </form>
            """
    }

    private static func checks(_ report: ConformanceReport) -> String {
        report.groups.map { name, results in
            let totals = Totals(results)
            let counts = Verdict.allCases.filter { totals[$0] > 0 }
                .map { "<span class=\"\($0.style)\">\(totals[$0]) \($0.words(for: totals[$0]))</span>" }
                .joined(separator: " ")
            let rows = results.map { HTMLCheck(result: $0, fails: report.information.fails($0)).render() }
            return """
                <section class="group" id="group-\(escape(name))">
                <h3>\(escape(name)) <span class="counts">\(counts)</span></h3>
                \(rows.joined(separator: "\n"))
                </section>
                """
        }.joined(separator: "\n") + "\n</section>"
    }

    private static let footer = """
        <footer><p>Made by langbot-conformance. <code>$LANGBOT_API_KEY</code> and <code>$LANGBOT_USER_TOKEN</code> \
        stand for the credentials of the run.</p></footer>
        """

    static func anchor(_ result: CheckResult) -> String { escape("check-" + result.key) }

    static func escape(_ text: String) -> String { Markup.escape(text, keepsLines: true) }
}

extension ConformanceReport {
    /// The style class of the overall result.
    fileprivate var tone: String {
        switch summary.exitCode {
        case .conforms: summary.passesWithDeviations ? "unsure" : "good"
        case .deviates, .staleBaseline, .internal: "bad"
        case .usage, .unreachable, .interrupted: "unsure"
        }
    }
}

extension Verdict {
    /// The style class of the verdict.
    var style: String { rawValue.replacing("_", with: "-") }
}
