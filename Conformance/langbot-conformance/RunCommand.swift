import CommandLineSupport
import Foundation
import LangBotConformance
import LangBotMock

/// Runs the checks.
struct RunCommand: Sendable {
    private let parsed: ParsedCommand

    init(_ parsed: ParsedCommand) {
        self.parsed = parsed
    }

    /// Runs the checks against the server on the command line, or against the mock in this program.
    ///
    /// - Parameter change: a change to the options, for commands that build on a run.
    /// - Returns: the report, or the exit code if there is none.
    func run(
        until trap: SignalTrap?,
        change: (inout ConformanceOptions) -> Void = { _ in }
    ) async -> Result<ConformanceReport, Failure> {
        do {
            let server = ServerOptions(parsed: parsed)
            let mock = parsed.value("base-url") == nil ? try await start(seed: server.seed()) : nil
            var options = try mock.map(server.embedded) ?? server.deployment()
            change(&options)
            let run = try ConformanceRun(options)
            let reports = try ReportFiles(parsed)
            if mock != nil { Console.note("no --base-url given: checking the mock server in this program") }
            let result = await finish(run, reports, trap)
            await mock?.stop()
            return result
        } catch {
            return .failure(fail(error))
        }
    }

    /// The exit code of a process without a report.
    struct Failure: Error {
        let code: ExitCode
    }

    private func start(seed: Int?) async throws -> MockLangBot {
        var options = MockLangBot.Options()
        options.seed = seed.map { UInt64($0) }
        return try await MockLangBot.start(options)
    }

    private func finish(
        _ run: ConformanceRun,
        _ reports: ReportFiles,
        _ trap: SignalTrap?
    ) async -> Result<ConformanceReport, Failure> {
        let console = Console(parsed, stream: reports.takesOutput ? .error : .output)
        let task = Task {
            try await run.start { event in
                console.show(event)
                reports.receive(event)
            }
        }
        let stopping = Task {
            var arrived = 0
            for await _ in trap?.signals ?? AsyncStream(unfolding: { nil }) {
                arrived += 1
                guard arrived == 1 else {
                    for leftover in run.leftovers { console.interject("left on the server: \(leftover)") }
                    exit(ExitCode.interrupted.rawValue)
                }
                console.interject("stopping, and removing what the run created; interrupt again to skip that")
                task.cancel()
            }
        }
        defer { stopping.cancel() }
        do {
            let report = try await task.value
            if parsed.flag("github") { console.show(String(decoding: report.rendered(as: .github), as: UTF8.self)) }
            try reports.write(report)
            return .success(report)
        } catch {
            reports.discard()
            if task.isCancelled {
                Console.note("stopped before the first check")
                return .failure(Failure(code: .interrupted))
            }
            return .failure(error is ReportFileError ? note(error, .internal) : fail(error))
        }
    }

    private func fail(_ error: any Error) -> Failure {
        switch error {
        case let error as UsageError: ConformanceCommand.specification.fail(error, in: parsed.command)
        case let error as ConformanceError where error.kind == .usage:
            ConformanceCommand.specification.fail(UsageError(error.description), in: parsed.command)
        case is ConformanceError: note(error, .unreachable)
        case is ReportFileError: note(error, .usage)
        default: note(error, .internal)
        }
    }

    private func note(_ error: any Error, _ code: ExitCode) -> Failure {
        Console.note("\(error)")
        return Failure(code: code)
    }
}

extension Result where Success == ConformanceReport, Failure == RunCommand.Failure {
    /// The exit status.
    var code: ExitCode {
        switch self {
        case .success(let report): report.summary.exitCode
        case .failure(let failure): failure.code
        }
    }
}
