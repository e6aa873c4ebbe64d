import CommandLineSupport
import Foundation
import LangBotConformance
import LangBotMock

/// Carries out a run.
struct RunCommand: Sendable {
    private let parsed: ParsedCommand
    private let console: Console

    init(_ parsed: ParsedCommand) {
        self.parsed = parsed
        console = Console(parsed)
    }

    /// - Returns: the exit status.
    func run(until trap: SignalTrap?) async -> ExitCode {
        do {
            let mock = parsed.value("base-url") == nil ? try await MockLangBot.start() : nil
            let run = try ConformanceRun(options(mock))
            let reports = try ReportFiles(json: parsed.value("json"), junit: parsed.value("junit"))
            if mock != nil { console.note("no base URL: checking the mock server in this program") }
            let code = await finish(run, reports, trap)
            await mock?.stop()
            return code
        } catch {
            return fail(error)
        }
    }

    private func finish(_ run: ConformanceRun, _ reports: ReportFiles, _ trap: SignalTrap?) async -> ExitCode {
        let task = Task { [console] in try await run.start { console.show($0) } }
        let stopping = Task { [console] in
            var arrived = 0
            for await _ in trap?.signals ?? AsyncStream(unfolding: { nil }) {
                arrived += 1
                guard arrived == 1 else { exit(ExitCode.interrupted.rawValue) }
                console.note("stopping, and removing what was made; once more to leave it")
                task.cancel()
            }
        }
        defer { stopping.cancel() }
        do {
            let report = try await task.value
            try reports.write(report)
            return report.summary.exitCode
        } catch {
            reports.discard()
            return error is ReportFileError ? note(error, .internal) : fail(error)
        }
    }

    private func options(_ mock: MockLangBot?) throws -> ConformanceOptions {
        var options = try mock.map(embedded) ?? deployment()
        options.failOn = parsed.value("fail-on").flatMap(Level.init) ?? .must
        options.contract = parsed.value("contract").flatMap(ContractChoice.init(named:)) ?? .documented
        options.only = parsed.values("only")
        options.skip = parsed.values("skip")
        options.jobs = try parsed.integer("jobs", in: 1...64) ?? options.jobs
        options.timeout = try parsed.seconds("timeout") ?? options.timeout
        return options
    }

    private func embedded(_ mock: MockLangBot) throws -> ConformanceOptions {
        // A green run of the mock must not be taken for one of a server whose address was forgotten.
        let deployments = ["api-key", "user-token", "user", "password", "allow-writes", "aggressive"]
        for name in deployments where parsed.isGiven(name) {
            throw UsageError("option '--\(name)' needs '--base-url', the server to check")
        }
        var options = ConformanceOptions(baseURL: mock.baseURL.absoluteString, apiKey: mock.apiKey)
        options.account = .password(user: mock.user, password: mock.password)
        options.allowsWrites = true
        options.isAggressive = true
        return options
    }

    private func deployment() throws -> ConformanceOptions {
        guard let baseURL = parsed.value("base-url"), let key = parsed.value("api-key") else {
            throw UsageError("there is no API key: give one with '--api-key', or in LANGBOT_API_KEY")
        }
        var options = ConformanceOptions(baseURL: baseURL, apiKey: key)
        options.account = try account()
        options.allowsWrites = parsed.flag("allow-writes")
        options.isAggressive = parsed.flag("aggressive")
        return options
    }

    private func account() throws -> ConformanceOptions.Account? {
        if parsed.isGiven("user-token"), parsed.isGiven("user") {
            throw UsageError("'--user-token' and '--user' are two ways to do the same: give one of them")
        }
        let wantsToken = parsed.isGiven("user-token") || !parsed.isGiven("user")
        if wantsToken, let token = parsed.value("user-token") { return .token(token) }
        switch (parsed.value("user"), parsed.value("password")) {
        case (nil, nil): return nil
        case (let user?, let password?): return .password(user: user, password: password)
        default: throw UsageError("'--user' and '--password' belong together: give both")
        }
    }

    private func fail(_ error: any Error) -> ExitCode {
        switch error {
        case let error as UsageError: ConformanceCommand.specification.fail(error)
        case let error as ConformanceError where error.kind == .usage:
            ConformanceCommand.specification.fail(UsageError(error.description))
        case is ConformanceError: note(error, .unreachable)
        case is ReportFileError: note(error, .usage)
        default: note(error, .internal)
        }
    }

    private func note(_ error: any Error, _ code: ExitCode) -> ExitCode {
        console.note("\(error)")
        return code
    }
}
