import Foundation

extension CommandSpecification {
    /// Parses the command line of this process.
    ///
    /// Prints the help and exits with 0 if it is asked for; prints what is wrong and exits with 2 on a usage error.
    package func parseOrExit() -> ParsedCommand {
        StandardStream.ignoreClosedPipes()
        let process = ProcessInfo.processInfo
        do throws(UsageError) {
            let parsed = try parse(Array(process.arguments.dropFirst()), environment: process.environment)
            guard parsed.wantsHelp else { return parsed }
            let parents = parsed.command.name == name ? [] : [name]
            let width = min(100, StandardStream.output.width)
            try? StandardStream.output.write(parsed.command.help(parents: parents, width: width))
            exit(0)
        } catch {
            fail(error)
        }
    }

    /// Prints a usage error and exits with 2.
    package func fail(_ error: UsageError) -> Never {
        try? StandardStream.error.write("\(name): \(error)\nTry '\(name) --help'.\n")
        exit(2)
    }
}
