import Foundation

extension CommandSpecification {
    /// Parses the command line of this process.
    ///
    /// Prints the help or the version and exits with 0 if it is asked for; prints what is wrong and exits with 2 on a usage error.
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
            guard parsed.wantsHelp else { return parsed }
            let parents = parsed.command.name == name ? [] : [name]
            let width = min(100, StandardStream.output.width)
            try? StandardStream.output.write(parsed.command.help(parents: parents, width: width))
            exit(0)
        } catch {
            fail(error, in: subcommands.first { $0.name == words.first })
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
