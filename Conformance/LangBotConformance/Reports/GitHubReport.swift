import Redaction

/// Annotations of GitHub Actions: an error for what fails the run, a warning for what deviates without failing it.
///
/// Results that are alike are one annotation, because GitHub shows ten of each kind.
enum GitHubReport {
    /// - Returns: lines for standard output or standard error of a step.
    static func render(_ report: ConformanceReport) -> [UInt8] {
        let shown = report.results.filter { $0.verdict == .deviates || $0.verdict == .error }
        let groups = CheckGroup.all(shown)
        let failing = groups.filter { report.information.fails($0.first) }
        let others = groups.filter { !report.information.fails($0.first) }
        var lines = failing.map { line("error", $0) } + others.map { line("warning", $0) }
        if let warning = report.information.warning { lines.append(line("warning", "LangBot conformance", warning)) }
        lines += report.summary.leftovers.map { line("warning", "Left behind", "Could not be removed: \($0)") }
        lines += report.summary.staleBaselineEntries.map {
            line("error", "Stale baseline entry", "\($0) conforms, or is no check; take it out of the baseline")
        }
        let against = "Against the \(report.information.contractWords)."
        lines.append(
            line("notice", "LangBot conformance", "\(report.verdictSentence) \(report.totalsSentence) \(against)")
        )
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static func line(_ command: String, _ group: CheckGroup) -> String {
        let result = group.first
        var text = [result.sentence]
        if !group.operations.isEmpty { text.append("operations: " + group.operations.joined(separator: ", ")) }
        text += ["source: \(result.source)", "expected: \(result.expected)", "actual: \(result.actual)"]
        if let curl = result.curl { text.append(curl) }
        return line(command, "\(result.level.rawValue) \(result.id)", text.joined(separator: "\n"))
    }

    private static func line(_ command: String, _ title: String, _ message: String) -> String {
        let property = escape(VisibleText.escaped(title)).replacing(":", with: "%3A").replacing(",", with: "%2C")
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
        return "::\(command) title=\(property)::"
            + escape(lines.map { VisibleText.escaped(String($0)) }.joined(separator: "\n"))
    }

    /// A line break would end the command, and let an answer begin another.
    private static func escape(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.flatMap(encode)))
    }

    private static func encode(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        switch scalar {
        case "%": ["%", "2", "5"]
        case "\n": ["%", "0", "A"]
        case "\r": ["%", "0", "D"]
        case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): [" "]
        default: [scalar]
        }
    }
}
