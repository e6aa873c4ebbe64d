import CommandLineSupport
import LangBotConformance

/// Removes what killed runs left on a server.
struct CleanupCommand {
    let parsed: ParsedCommand

    func run() async throws(UsageError) -> ExitCode {
        let runID = parsed.value("run")
        if let runID, runID.wholeMatch(of: /[0-9a-f]{8}/) == nil {
            throw UsageError("'\(runID)' is not a run ID; use the eight hexadecimal digits of a run, such as 1f3c09ab")
        }
        let isDry = parsed.flag("dry-run")
        let options = try ServerOptions(parsed: parsed).deployment()
        do throws(ConformanceError) {
            let run = try ConformanceRun(options)
            return show(try await run.cleanUp(runID: runID, isDry: isDry), isDry)
        } catch {
            if error.kind == .usage { throw UsageError(error.description) }
            Console.note(error.description)
            return .unreachable
        }
    }

    private func show(_ outcome: Cleanup.Outcome, _ isDry: Bool) -> ExitCode {
        for leftover in outcome.found { print("\(isDry ? "found" : "removing") \(leftover)") }
        for failure in outcome.failures { Console.note("could not be removed: \(failure)") }
        for collection in outcome.unseen { Console.note("not searched: \(collection)") }
        let removed = outcome.found.count - outcome.failures.count
        print(isDry ? "\(outcome.found.count) found, nothing removed" : "\(removed) removed")
        // What was not searched may hold something, such as keys where there is no user token.
        return outcome.failures.isEmpty && outcome.unseen.isEmpty ? .conforms : .deviates
    }

    private func print(_ line: String) {
        try? StandardStream.output.write(line + "\n")
    }
}
