/// A command, its options and its subcommands.
package struct CommandSpecification: Sendable {
    package let name: String
    package let summary: String
    package let options: [OptionSpecification]
    /// The names of the positional arguments, all of which are required.
    package let arguments: [String]
    package let subcommands: [CommandSpecification]
    /// The subcommand that runs if none is named.
    package let defaultSubcommand: String?
    /// Names that people try for options that are called otherwise; the error names the option.
    package let synonyms: [String: String]
    /// Command lines for the help, each with a comment after a `#`.
    package let examples: [String]

    package init(
        _ name: String,
        _ summary: String,
        examples: [String] = [],
        options: [OptionSpecification] = [],
        synonyms: [String: String] = [:],
        arguments: [String] = [],
        subcommands: [CommandSpecification] = [],
        defaultSubcommand: String? = nil
    ) {
        self.name = name
        self.summary = summary
        self.examples = examples
        self.options = options
        self.synonyms = synonyms
        self.arguments = arguments
        self.subcommands = subcommands
        self.defaultSubcommand = defaultSubcommand
    }

    /// Parses the arguments of a process, without its name.
    ///
    /// - Throws: ``UsageError`` for arguments that the specification does not allow.
    package func parse(_ words: [String], environment: [String: String]) throws(UsageError) -> ParsedCommand {
        var rest = words[...]
        var command = self
        if let first = rest.first, !subcommands.isEmpty {
            if let named = subcommands.first(where: { $0.name == first }) {
                command = named
                rest = rest.dropFirst()
            } else if first == "--help" || first == "-h" {
                return ParsedCommand(self, wantsHelp: true)
            } else if first == "--version" {
                return ParsedCommand(self, wantsVersion: true)
            } else if first == "help" {
                return ParsedCommand(try topic(rest.dropFirst().first), wantsHelp: true)
            } else if !first.hasPrefix("-") {
                throw unknownCommand(first)
            }
        }
        if command.name == name, let fallback = subcommands.first(where: { $0.name == defaultSubcommand }) {
            command = fallback
        }
        var parser = ArgumentParser(command)
        return try parser.parse(rest, environment: environment)
    }

    /// The error for a first word that is not a command; a URL belongs to the default command's option for one.
    private func unknownCommand(_ word: String) -> UsageError {
        let fallback = subcommands.first { $0.name == defaultSubcommand }
        if word.contains("://"), let option = fallback?.options.first(where: { $0.placeholder == "URL" }) {
            return UsageError("unknown command '\(word)'; did you mean --\(option.name) \(word)?")
        }
        return .unknown("command", word, among: subcommands.map(\.name))
    }

    /// The command that `help NAME` is about.
    private func topic(_ name: String?) throws(UsageError) -> CommandSpecification {
        guard let name else { return self }
        guard let command = subcommands.first(where: { $0.name == name }) else {
            throw UsageError.unknown("command", name, among: subcommands.map(\.name))
        }
        return command
    }
}
