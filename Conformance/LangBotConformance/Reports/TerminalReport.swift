/// A run for the eyes: progress while it runs, then what deviates, then the totals.
package struct TerminalReport: Sendable {
    /// How the report is drawn.
    package struct Style: Sendable {
        package var isColored: Bool
        /// Whether only the totals and what fails the run are shown.
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

    package init(_ style: Style) {
        self.style = style
    }

    /// The text that an event adds.
    package mutating func text(for event: RunEvent) -> String {
        switch event {
        case .started(let information):
            self.information = information
            return style.isQuiet ? "" : heading(information)
        case .finished(let result):
            results.append(result)
            return style.showsProgress ? progress(result) : ""
        case .ended(let summary):
            return (style.showsProgress ? "\r\u{1B}[K" : "") + body + ending(summary)
        }
    }

    private func heading(_ information: RunInformation) -> String {
        let writes = information.allowsWrites ? "with writes" : "read-only"
        let identification = information.identification.map { wrap($0, indent: "").joined(separator: "\n") + "\n" }
        return "langbot-conformance \(information.baseURL)\n\(identification ?? "")\(information.executions) checks "
            + "against the \(information.contract) contract, \(writes), run \(information.runID)\n\n"
    }

    private func progress(_ result: CheckResult) -> String {
        let count = "\(results.count)/\(information?.executions ?? 0)"
        let text = "\(count) \(result.key)"
        return "\r\u{1B}[K" + text.prefix(style.width - 1)
    }

    private var body: String {
        let gate = max(information?.failOn ?? .must, .harden)
        let shown = results.filter { result in
            switch result.verdict {
            case .deviates, .knownDeviation, .error: !style.isQuiet || result.level >= gate || result.verdict == .error
            case .conforms, .untestable, .notApplicable: false
            }
        }
        let groups = Level.allCases.map { level in (level, shown.filter { $0.level == level }) }.filter {
            !$0.1.isEmpty
        }
        return groups.map { level, results in
            let title = "\(level.rawValue.uppercased())\(level >= gate ? "" : " (does not fail this run)")"
            return paint(title, .bold) + "\n\n" + condensed(results).map(describe).joined()
        }.joined()
    }

    /// What came of one check with operations that were answered in the same way.
    private struct Group {
        let first: CheckResult
        var operations: [String]
        /// How many of them were answered with other content.
        var others = 0

        /// The verdict and the status, which is what an answer begins with.
        func takes(_ result: CheckResult) -> Bool {
            first.id == result.id && first.verdict == result.verdict
                && first.actual.prefix { $0 != " " } == result.actual.prefix { $0 != " " }
        }
    }

    /// Results of one check with the same kind of answer are shown as one, with their operations.
    private func condensed(_ results: [CheckResult]) -> [Group] {
        var groups: [Group] = []
        for result in results {
            let operation = [result.operation].compactMap(\.self)
            if let index = groups.firstIndex(where: { $0.takes(result) }) {
                groups[index].operations += operation
                groups[index].others += groups[index].first.actual == result.actual ? 0 : 1
            } else {
                groups.append(Group(first: result, operations: operation))
            }
        }
        return groups
    }

    private func describe(_ group: Group) -> String {
        let result = group.first
        let color: Color = result.verdict == .error ? .yellow : .red
        var lines = ["\(paint(result.verdict.rawValue, color)) \(paint(result.id, .bold))"]
        lines += wrap(result.sentence, indent: "  ")
        if !group.operations.isEmpty {
            lines += wrap("operations: " + group.operations.joined(separator: ", "), indent: "  ")
        }
        lines += wrap("source:   \(result.source)", indent: "  ")
        lines += wrap("expected: \(result.expected)", indent: "  ")
        lines += wrap("actual:   \(result.actual)", indent: "  ")
        if group.others > 0 {
            lines += wrap("and \(group.others) answers with other content, which the JSON report shows", indent: "    ")
        }
        if let curl = result.curl { lines.append("  " + curl) }
        return lines.joined(separator: "\n") + "\n\n"
    }

    private func ending(_ summary: RunSummary) -> String {
        var lines: [String] = []
        if summary.isInterrupted { lines.append("The run was interrupted; \(results.count) checks were made.") }
        for leftover in summary.leftovers { lines.append("Could not be removed: \(leftover)") }
        for (verdict, word) in [(Verdict.untestable, "untestable"), (.notApplicable, "not applicable")] {
            let reasons = Dictionary(grouping: results.filter { $0.verdict == verdict }, by: \.actual)
            for (reason, results) in reasons.sorted(by: { $0.key < $1.key }) where !style.isQuiet {
                lines += wrap("\(results.count) \(word): \(reason)", indent: "")
            }
        }
        let totals = Verdict.allCases.map { "\(summary.totals[$0]) \($0.rawValue)" }.joined(separator: ", ")
        lines += wrap("\(totals) in \(JSONReport.seconds(summary.duration)) s", indent: "")
        let verdict: (String, Color) =
            switch summary.exitCode {
            case .conforms: ("The server conforms.", .green)
            case .interrupted: ("Nothing is said about the server.", .yellow)
            case .usage: ("No check could be carried out.", .yellow)
            case .unreachable: ("Some checks could not be carried out.", .yellow)
            default: ("The server does not conform.", .red)
            }
        lines.append(paint(verdict.0, verdict.1))
        return lines.joined(separator: "\n") + "\n"
    }
}

extension TerminalReport {
    private enum Color: String {
        case red = "31"
        case green = "32"
        case yellow = "33"
        case bold = "1"
    }

    private func paint(_ text: String, _ color: Color) -> String {
        style.isColored ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
    }

    private func wrap(_ text: String, indent: String) -> [String] {
        TextWrapping.wrap(text, width: style.width, indent: indent)
    }
}
