extension CommandSpecification {
    /// The help text.
    ///
    /// - Parameters:
    ///   - parents: the commands that precede this one in the usage line.
    ///   - width: the line width in columns.
    package func help(parents: [String] = [], width: Int = 80) -> String {
        let path = (parents + [name]).joined(separator: " ")
        var sections = [
            wrap("Usage: \(path)\(usage)", width: width, indent: 4), wrap(summary, width: width, indent: 0),
        ]
        if !subcommands.isEmpty {
            let rows = subcommands.map { command in
                (command.name, command.summary + (command.name == defaultSubcommand ? " (default)" : ""))
            }
            sections.append("Commands:\n" + table(rows, width: width))
        }
        let fallback = subcommands.first { $0.name == defaultSubcommand }
        let rows = (fallback ?? self).options.map { (Self.label($0), Self.detail($0)) } + [Self.help]
        sections.append("Options\(fallback.map { " of '\($0.name)'" } ?? ""):\n" + table(rows, width: width))
        if !subcommands.isEmpty { sections.append("Run '\(path) COMMAND --help' for help on a command.") }
        return sections.joined(separator: "\n\n") + "\n"
    }

    private var usage: String {
        (subcommands.isEmpty ? "" : defaultSubcommand == nil ? " COMMAND" : " [COMMAND]")
            + " [OPTIONS]" + arguments.map { " \($0)" }.joined()
    }

    private static let help = ("-h, --help", "Show this help.")

    private static func label(_ option: OptionSpecification) -> String {
        "--\(option.name)" + (option.placeholder.map { " \($0)" } ?? "")
    }

    private static func detail(_ option: OptionSpecification) -> String {
        option.summary + (option.allowed.isEmpty ? "" : " One of \(option.allowed.joined(separator: ", ")).")
            + (option.isRepeatable ? " Can be given more than once." : "")
            + (option.environment.map { " Default: the environment variable \($0)." } ?? "")
    }

    private func table(_ rows: [(String, String)], width: Int) -> String {
        let column = min(28, (rows.map(\.0.count).max() ?? 0) + 4)
        return rows.map { label, detail in
            let lines = wrap(detail, width: width - column, indent: 0).split(separator: "\n").map(String.init)
            let padding = String(repeating: " ", count: column)
            let head = "  " + label
            let fits = head.count + 2 <= column
            let first = fits ? head + padding.dropFirst(head.count) + (lines.first ?? "") : head
            return ([first] + lines.dropFirst(fits ? 1 : 0).map { padding + $0 }).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// Wraps a text between words, and indents all lines but the first.
    private func wrap(_ text: String, width: Int, indent: Int) -> String {
        var lines = [""]
        for word in text.split(separator: " ") {
            let line = lines[lines.count - 1]
            if line.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if line.count + 1 + word.count <= width {
                lines[lines.count - 1] = line + " " + word
            } else {
                lines.append(String(repeating: " ", count: indent) + word)
            }
        }
        return lines.joined(separator: "\n")
    }
}
