extension CommandSpecification {
    /// The manual page of the program (section 1), for `man`.
    package func manual(version: String) -> String {
        var lines = [
            ".TH \(name.uppercased()) 1 \"\" \"\(name) \(Self.roff(version))\"",
            ".SH NAME", "\(Self.roff(name)) \\- \(Self.roff(summary))",
            ".SH SYNOPSIS", ".B \(Self.roff(name))",
            subcommands.isEmpty ? "[OPTIONS]" : defaultSubcommand == nil ? "COMMAND [OPTIONS]" : "[COMMAND] [OPTIONS]",
        ]
        let commands = subcommands.isEmpty ? [self] : subcommands
        if !subcommands.isEmpty { lines.append(".SH COMMANDS") }
        for command in commands where !subcommands.isEmpty {
            let isDefault = command.name == defaultSubcommand ? " (default)" : ""
            lines += [".TP", ".B \(Self.roff(([command.name] + command.arguments).joined(separator: " ")))"]
            lines.append(Self.roff(command.summary + isDefault))
        }
        for command in commands where !command.options.isEmpty {
            lines.append(".SH OPTIONS" + (subcommands.isEmpty ? "" : " OF \(command.name.uppercased())"))
            var group: String?
            for option in command.options {
                if let next = option.group, next != group { lines.append(".SS \(Self.roff(next))") }
                group = option.group
                lines += Self.entry(option)
            }
        }
        let examples = self.examples + subcommands.flatMap(\.examples)
        if !examples.isEmpty { lines += [".SH EXAMPLES", ".nf"] + examples.map(Self.roff) + [".fi"] }
        let variables = commands.flatMap(\.options).compactMap { option in option.environment.map { ($0, option.name) }
        }
        if !variables.isEmpty { lines.append(".SH ENVIRONMENT") }
        var seen: Set<String> = []
        for (variable, option) in variables where seen.insert(variable).inserted {
            lines += [".TP", ".B \(Self.roff(variable))", Self.roff("Stands for --\(option) where that is not given.")]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func entry(_ option: OptionSpecification) -> [String] {
        let value = option.placeholder.map { " \\fI\(roff($0))\\fR" } ?? ""
        let allowed = option.allowed.isEmpty ? "" : " One of \(option.allowed.joined(separator: ", "))."
        let text = option.summary + allowed + (option.isRepeatable ? " Repeatable." : "")
        return [".TP", "\\fB\(roff("--" + option.name))\\fR\(value)", roff(text)]
    }

    /// A line of text that roff prints as it is.
    private static func roff(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("…", with: "...")
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }
}
