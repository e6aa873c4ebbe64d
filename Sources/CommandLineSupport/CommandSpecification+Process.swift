import Foundation

extension CommandSpecification {
    /// The commands that every program with commands has; ``parseOrExit()`` carries them out.
    package static let common = [
        CommandSpecification(
            "completions",
            "Print a script that completes this program's words in bash, zsh or fish.",
            arguments: ["SHELL"]
        ),
        CommandSpecification("manual", "Print the manual page, for 'man -l -'."),
    ]

    /// Parses the command line of this process.
    ///
    /// Prints the help, the version or what a ``common`` command is asked for, and exits with 0; prints what is wrong and
    /// exits with 2 on a usage error.
    package func parseOrExit() -> ParsedCommand {
        StandardStream.ignoreClosedPipes()
        let process = ProcessInfo.processInfo
        let words = Array(process.arguments.dropFirst())
        do throws(UsageError) {
            let parsed = try parse(words, environment: process.environment)
            if parsed.wantsVersion {
                try? StandardStream.output.write("\(name) \(packageVersion)\n")
                exit(0)
            }
            guard parsed.wantsHelp else {
                guard let text = try common(parsed) else { return parsed }
                try? StandardStream.output.write(text)
                exit(0)
            }
            let parents = parsed.command.name == name ? [] : [name]
            let width = min(100, StandardStream.output.width)
            try? StandardStream.output.write(parsed.command.help(parents: parents, width: width))
            exit(0)
        } catch {
            fail(error, in: subcommands.first { $0.name == words.first })
        }
    }

    /// What a common command prints; nil for every other command.
    private func common(_ parsed: ParsedCommand) throws(UsageError) -> String? {
        switch parsed.command.name {
        case "completions":
            let word = parsed.positionals[0]
            guard let shell = Shell(rawValue: word) else {
                throw .unknown("shell", word, among: Shell.allCases.map(\.rawValue))
            }
            return completions(for: shell)
        case "manual": return manual(version: packageVersion)
        default: return nil
        }
    }

    /// Prints a usage error, with the help to read, and exits with 2.
    ///
    /// - Parameter command: the command that is used wrongly; nil for the program, whose help has the default command's.
    package func fail(_ error: UsageError, in command: CommandSpecification? = nil) -> Never {
        let words = [name] + [command?.name].compactMap(\.self).filter { $0 != defaultSubcommand && $0 != name }
        try? StandardStream.error.write("\(name): \(error)\nTry '\(words.joined(separator: " ")) --help'.\n")
        exit(2)
    }
}
