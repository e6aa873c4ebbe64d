/// A run on the terminal: progress while it runs, then the groups, the deviations and the totals.
package struct TerminalReport: Sendable {
    /// How the report is drawn.
    package struct Style: Sendable {
        package var isColored: Bool
        /// Whether only the totals and the failures are shown.
        package var isQuiet: Bool
        /// Whether lines may be overwritten, as on a terminal.
        package var showsProgress: Bool
        package var width: Int

        package init(isColored: Bool, isQuiet: Bool, showsProgress: Bool, width: Int = 80) {
            self.isColored = isColored
            self.isQuiet = isQuiet
            self.showsProgress = showsProgress
            self.width = width
        }
    }

    private let style: Style
    private var information: RunInformation?
    private var results: [CheckResult] = []
    private var deviating = 0

    package init(_ style: Style) {
        self.style = style
    }

    static func render(_ report: ConformanceReport) -> [UInt8] {
        var terminal = TerminalReport(Style(isColored: false, isQuiet: false, showsProgress: false))
        return report.events.flatMap { Array(terminal.text(for: $0).utf8) }
    }

    /// The text that an event adds.
    package mutating func text(for event: RunEvent) -> String {
        switch event {
        case .started(let information):
            self.information = information
            return style.isQuiet ? "" : heading(information)
        case .began(let key):
            return style.showsProgress ? progress(key) : ""
        case .finished(let result):
            results.append(result)
            if result.verdict == .deviates { deviating += 1 }
            return style.showsProgress ? progress(result.key) : ""
        case .ended(let summary):
            let beginning = style.showsProgress ? "\r\u{1B}[K" : ""
            return beginning + (style.isQuiet ? "" : groups) + body + known + ending(summary)
        }
    }

    private func heading(_ information: RunInformation) -> String {
        let writes = information.allowsWrites ? "with writes" : "read-only"
        let notes = information.notes.map { wrap($0, indent: "").joined(separator: "\n") + "\n" }.joined()
        let what =
            "\(information.extent) against the \(information.contractWords), \(writes), run \(information.runID)"
        return "langbot-conformance \(information.baseURL)\n\(notes)"
            + wrap(what, indent: "").joined(separator: "\n") + "\n\n"
    }

    private func progress(_ key: String) -> String {
        let count = "\(results.count)/\(information?.executions ?? 0)"
        let deviations = deviating == 0 ? "" : "  \(deviating) \(Verdict.deviates.words(for: deviating))"
        return "\r\u{1B}[K" + "\(count)\(deviations)  \(key)".prefix(style.width - 1)
    }

    private var gate: Level { max(information?.failOn ?? .must, .harden) }

    private func fails(_ result: CheckResult) -> Bool { information?.fails(result) ?? false }
}

extension TerminalReport {
    /// One line for each group of checks, with the number of cases by verdict.
    private var groups: String {
        guard !results.isEmpty else { return "" }
        let totals = Totals(results)
        let verdicts = Verdict.allCases.filter { totals[$0] > 0 }
        let members = Dictionary(grouping: results, by: \.group)
        var seen: Set<String> = []
        let names = results.map(\.group).filter { seen.insert($0).inserted }
        let nameWidth = max(5, names.map(\.count).max() ?? 0)
        let widths = verdicts.map { max($0.shortWords.count, 3) }
        var header = "group".padded(to: nameWidth) + "   cases"
        for (verdict, width) in zip(verdicts, widths) {
            header += "  " + verdict.shortWords.padded(to: width, left: true)
        }
        var lines = [paint(header, .bold)]
        for name in names {
            let group = Totals(members[name] ?? [])
            var line = name.padded(to: nameWidth) + "  " + "\(group.total)".padded(to: 6, left: true)
            for (verdict, width) in zip(verdicts, widths) {
                let count = (group[verdict] == 0 ? "·" : "\(group[verdict])").padded(to: width, left: true)
                line += "  " + (group[verdict] > 0 ? verdict.color.map { paint(count, $0) } ?? count : count)
            }
            lines.append(line)
        }
        return lines.joined(separator: "\n") + "\n\n"
    }

    /// Deviations and errors by level; failures in full.
    private var body: String {
        let shown = results.filter { result in
            result.verdict == .error || (result.verdict == .deviates && (!style.isQuiet || fails(result)))
        }
        let levels = Level.allCases.map { level in (level, shown.filter { $0.level == level }) }
        return levels.filter { !$0.1.isEmpty }.map { level, results in
            let title = "\(level.rawValue.uppercased())\(level >= gate ? "" : " (does not fail this run)")"
            return paint(title, .bold) + "\n\n" + CheckGroup.all(results).map(describe).joined()
        }.joined()
    }

    /// Known and accepted deviations, one or two lines for each check.
    private var known: String {
        guard !style.isQuiet else { return "" }
        return [Verdict.knownDeviation, .accepted].map { verdict in
            let known = results.filter { $0.verdict == verdict }
            guard !known.isEmpty else { return "" }
            let operations = Dictionary(grouping: known.filter { $0.operation != nil }, by: \.id).mapValues(\.count)
            var seen: Set<String> = []
            let lines = known.filter { seen.insert($0.id).inserted }.flatMap { result in
                let count = operations[result.id].map { " (\(counted($0, "operation")))" } ?? ""
                return wrap("\(result.id)\(count): \(result.sentence)", indent: "  ")
            }
            return paint(verdict.words.uppercased(), .bold) + "\n\n" + lines.joined(separator: "\n") + "\n\n"
        }.joined()
    }

    private func describe(_ group: CheckGroup) -> String {
        let result = group.first
        let color: TerminalColor = result.verdict == .error ? .yellow : .red
        var lines = ["\(paint(result.verdict.rawValue, color)) \(paint(result.id, .bold))"]
        lines += wrap(result.sentence, indent: "  ")
        if !group.operations.isEmpty {
            let more = group.operations.count - 3
            let names = group.operations.prefix(3).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
            lines += wrap("operations: \(names)", indent: "  ")
        }
        lines += wrap("source:   \(result.source)", indent: "  ")
        lines += wrap("expected: \(result.expected)", indent: "  ")
        lines += wrap("actual:   \(result.actual)", indent: "  ")
        if group.others > 0 {
            lines += wrap(
                "and \(counted(group.others, "answer")) with other content; see the JSON report",
                indent: "    "
            )
        }
        if fails(result), let exchange = result.exchange { lines += wire(exchange) }
        if let curl = result.curl { lines.append("  " + curl) }
        return lines.joined(separator: "\n") + "\n\n"
    }

    /// The exchange, at most twelve lines in each direction.
    private func wire(_ exchange: ExchangeRecord) -> [String] {
        [("> ", exchange.requestLines), ("< ", exchange.answerLines)].flatMap { mark, text in
            let lines = text.filter { !$0.isEmpty }.flatMap { wrap($0, indent: "    " + mark) }
            return lines.count > 12 ? lines.prefix(11) + ["    \(mark)… \(lines.count - 11) more lines"] : lines[...]
        }
    }

    private func ending(_ summary: RunSummary) -> String {
        var lines: [String] = []
        if summary.isInterrupted { lines.append("The run was interrupted after \(counted(results.count, "case")).") }
        for leftover in summary.leftovers { lines += wrap("Could not be removed: \(leftover)", indent: "") }
        if !summary.leftovers.isEmpty { lines.append("'langbot-conformance cleanup' removes what runs left behind.") }
        for entry in summary.staleBaselineEntries { lines += wrap("Stale baseline entry: \(entry)", indent: "") }
        for verdict in [Verdict.untestable, .notApplicable] {
            let reasons = Dictionary(grouping: results.filter { $0.verdict == verdict }, by: \.actual)
            for (reason, results) in reasons.sorted(by: { $0.key < $1.key }) where !style.isQuiet {
                lines += wrap("\(results.count) \(verdict.words(for: results.count)): \(reason)", indent: "")
            }
        }
        if let hint = results.filter(fails).hint { lines += wrap(hint, indent: "") }
        let counts = results.isEmpty ? "" : ": \(summary.totals.words)"
        let slow = summary.limitedAnswers
        let reason = slow == 0 ? "" : ", slowed down by \(counted(slow, "answer")) with status 429"
        lines += wrap("\(results.extent)\(counts) in \(JSONReport.seconds(summary.duration)) s\(reason)", indent: "")
        let color: TerminalColor =
            switch summary.exitCode {
            case .conforms: summary.passesWithDeviations ? .yellow : .green
            case .interrupted, .usage, .unreachable: .yellow
            case .deviates, .staleBaseline, .internal: .red
            }
        lines.append(paint(summary.verdictSentence(failOn: information?.failOn ?? .must), color))
        return lines.joined(separator: "\n") + "\n"
    }

    private func paint(_ text: String, _ color: TerminalColor) -> String {
        style.isColored ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
    }

    private func wrap(_ text: String, indent: String) -> [String] {
        TextWrapping.wrap(text, width: style.width, indent: indent)
    }
}

private enum TerminalColor: String {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case bold = "1"
}

extension Verdict {
    /// A short form of the verdict, so that all columns fit on a line.
    fileprivate var shortWords: String {
        switch self {
        case .knownDeviation: "known"
        case .notApplicable: "n/a"
        default: rawValue
        }
    }

    fileprivate var color: TerminalColor? {
        switch self {
        case .conforms: .green
        case .deviates: .red
        case .untestable, .error, .knownDeviation, .accepted: .yellow
        case .notApplicable: nil
        }
    }
}

extension String {
    /// The text, padded with spaces to a width; `left` puts the spaces before it.
    func padded(to width: Int, left: Bool = false) -> String {
        let spaces = String(repeating: " ", count: max(0, width - count))
        return left ? spaces + self : self + spaces
    }
}
