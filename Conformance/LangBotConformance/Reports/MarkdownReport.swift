import Redaction

/// A run as Markdown for the summary of a CI job: the verdict, a table of groups, and the failures.
enum MarkdownReport {
    /// How many failures are described; GitHub limits a summary to 1 MiB.
    private static let limit = 50

    /// - Returns: UTF-8.
    static func render(_ report: ConformanceReport) -> [UInt8] {
        let information = report.information
        var lines = ["## LangBot conformance: \(report.verdictSentence)", ""]
        lines.append(
            "\(code(information.baseURL)) against the \(text(information.contractWords)). \(report.totalsSentence)"
        )
        for note in information.notes { lines += ["", text(note)] }
        lines += ["", header, separator] + report.groups.map(row)
        for leftover in report.summary.leftovers { lines += ["", "Could not be removed: \(code(leftover))"] }
        for entry in report.summary.staleBaselineEntries { lines += ["", "Stale baseline entry: \(code(entry))"] }
        let failing = CheckGroup.all(report.failures)
        if !failing.isEmpty { lines += ["", "### Failures"] }
        lines += [report.mostFailures, report.hint].compactMap(\.self).flatMap { ["", text($0)] }
        for group in failing.prefix(limit) { lines += ["", describe(group)] }
        if failing.count > limit { lines += ["", "And \(failing.count - limit) more; see the other reports."] }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static let header =
        "| group | cases | " + Verdict.allCases.map(\.words).joined(separator: " | ") + " |"

    private static let separator =
        "|---|---:|" + String(repeating: "---:|", count: Verdict.allCases.count)

    private static func row(_ group: (name: String, results: [CheckResult])) -> String {
        let totals = Totals(group.results)
        let counts = Verdict.allCases.map { totals[$0] == 0 ? "" : "\(totals[$0])" }
        return "| \(group.name) | \(totals.total) | \(counts.joined(separator: " | ")) |"
    }

    private static func describe(_ group: CheckGroup) -> String {
        let result = group.first
        var lines = ["<details><summary><b>\(result.id)</b> \(text(result.sentence))</summary>", ""]
        if !group.operations.isEmpty {
            lines.append("- operations: \(group.operations.map(code).joined(separator: ", "))")
        }
        lines.append("- source: \(text(result.source))")
        lines.append("- expected: \(code(result.expected))")
        lines.append("- actual: \(code(result.actual))")
        if let curl = result.curl { lines += ["", "```sh", line(curl).replacing("```", with: "'''"), "```"] }
        return (lines + ["", "</details>"]).joined(separator: "\n")
    }

    private static func line(_ text: String) -> String { VisibleText.escaped(text) }

    /// The text with all markup escaped.
    private static func text(_ text: String) -> String {
        var escaped = ""
        for character in Markup.escape(line(text)) {
            if "\\`*_[]|#".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }

    /// The text as inline code, in a longer fence than any in the text.
    private static func code(_ text: String) -> String {
        let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: longest + 1)
        let space = longest > 0 ? " " : ""
        return fence + space + line(text).replacing("|", with: "\\|") + space + fence
    }
}
