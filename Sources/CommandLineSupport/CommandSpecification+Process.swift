import Foundation

extension CommandSpecification {
    /// Understands the command line of this process.
    ///
    /// Where there is nothing to carry out, it prints the help or what is wrong, and ends the process with 0 or 2.
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

    /// Ends the process because of a wrong command line.
    package func fail(_ error: UsageError) -> Never {
        try? StandardStream.error.write("\(name): \(error)\nTry '\(name) --help'.\n")
        exit(2)
    }
}
