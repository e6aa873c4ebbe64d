import Redaction

extension RunMatrix {
    /// The table as Markdown.
    package var markdown: String {
        var lines = ["# Conformance of each run", ""]
        lines += ["✓ conforms · ✗ deviates, with the share of deviating operations · – untested or not applicable", ""]
        lines += [row("conforming checks, of those tested", names.map { $0 }), separator(right: true)]
        if !editions.isEmpty { lines.append(row("edition of LangBot's guide", editions)) }
        for level in levels {
            lines.append(row("**\(level.rawValue)**", conforming(level).map { "\($0.conforming) of \($0.tried)" }))
        }
        for level in levels {
            let rows = deviating(level)
            guard !rows.isEmpty else { continue }
            lines += ["", "## \(level.title)", "", row("check", names.map { $0 }), separator(right: false)]
            lines += rows.map { row("`\($0.check.id)`<br>\(Self.plain($0.check.sentence))", $0.cells.map(\.text)) }
            let others = self.rows.count { $0.level == level } - rows.count
            if others > 0 { lines += ["", "No run deviates in the other \(counted(others, "check")) of this level."] }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func row(_ head: String, _ cells: [String]) -> String {
        "| " + ([head] + cells).joined(separator: " | ") + " |"
    }

    private func separator(right: Bool) -> String {
        "|---|" + String(repeating: right ? "---:|" : ":---:|", count: names.count)
    }

    private static func plain(_ text: String) -> String {
        Markup.escape(VisibleText.escaped(text)).replacing("|", with: "\\|").replacing("*", with: "\\*")
    }
}
