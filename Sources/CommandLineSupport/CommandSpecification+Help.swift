extension CommandSpecification {
    /// The help text: usage, summary, examples, commands, and the options by group.
    ///
    /// - Parameters:
    ///   - parents: the names of the parent commands, for the usage line.
    ///   - width: the columns of a line.
    package func help(parents: [String] = [], width: Int = 80) -> String {
        let path = (parents + [name]).joined(separator: " ")
        var sections = [
            wrap("Usage: \(path)\(usage)", width: width, indent: 4), wrap(summary, width: width, indent: 0),
        ]
        if !examples.isEmpty {
            sections.append("Examples:\n" + examples.map { "  " + $0 }.joined(separator: "\n"))
        }
        if !subcommands.isEmpty {
            let rows = subcommands.map { command in
                (command.name, command.summary + (command.name == defaultSubcommand ? " (default)" : ""))
            }
            sections.append("Commands:\n" + table(rows, width: width))
        }
        sections += optionSections(width: width)
        if !subcommands.isEmpty { sections.append("See '\(path) COMMAND --help' for the options of a command.") }
        return sections.joined(separator: "\n\n") + "\n"
    }

    /// A section for each group of options; those without a group come last, with the help option.
    private func optionSections(width: Int) -> [String] {
        let fallback = subcommands.first { $0.name == defaultSubcommand }
        let options = (fallback ?? self).options
        let groups = options.compactMap(\.group).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let owner = fallback.map { " of '\($0.name)'" } ?? ""
        func rows(_ group: String?) -> [(String, String)] {
            options.filter { $0.group == group }.map { (Self.label($0), Self.detail($0)) }
        }
        let others = table(rows(nil) + [Self.help] + (subcommands.isEmpty ? [] : [Self.version]), width: width)
        guard !groups.isEmpty else { return ["Options\(owner):\n" + others] }
        let heading = fallback.map { ["Options of '\($0.name)', the default command:"] } ?? []
        return heading + groups.map { "\($0):\n" + table(rows($0), width: width) } + ["Other options:\n" + others]
    }

    private var usage: String {
        (subcommands.isEmpty ? "" : defaultSubcommand == nil ? " COMMAND" : " [COMMAND]")
            + " [OPTIONS]" + arguments.map { " \($0)" }.joined()
    }

    private static let help = ("-h, --help", "Show this help.")
    private static let version = ("--version", "Show the version.")

    private static func label(_ option: OptionSpecification) -> String {
        "--\(option.name)" + (option.placeholder.map { " \($0)" } ?? "")
    }

    private static func detail(_ option: OptionSpecification) -> String {
        option.summary + (option.allowed.isEmpty ? "" : " One of \(option.allowed.joined(separator: ", ")).")
            + (option.isRepeatable ? " Repeatable." : "")
            + (option.environment.map { " Environment: \($0)." } ?? "")
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

    /// Wraps a text between words; lines after the first are indented.
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
