import Foundation
import HTTPCore
import LangBot
import LangBotMock
import Testing

@testable import LangBotConformance

/// The command beside a result brings the same verdict about.
@Suite struct ReproductionTests {
    static func exists(_ tool: String) -> Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
        }
    }

    /// Every check is made twice: by the runner's own client, and with the printed command for each request.
    ///
    /// Each profile has every other check, and a check of many operations is made with one of them, each with another,
    /// so that each operation has its turn. `LANGBOT_TESTS=all` makes every check with every one.
    @Test(
        .enabled(if: exists("curl"), "curl is not installed"),
        arguments: zip([MockProfile.documented, .v4_5], [0, 20])
    )
    func everyCurlGivesTheSameVerdict(profile: MockProfile, first: Int) async throws {
        let mock = try await MockLangBot.start(profile: profile)
        let credentials = Credentials(apiKey: mock.apiKey, userToken: try await signIn(mock))
        let connector = try Connector(mock.baseURL.absoluteString)
        let printed = Locked<Set<String>>([])
        let chosen = Suite.checks.enumerated().filter { isThorough || $0.offset.isMultiple(of: 2) == (first == 0) }
        let checks = chosen.map { Self.sample($0.element, $0.offset + first) }
        let expected = try await run(checks, connector, credentials, connector.exchanger)
        let commands = expected.results.filter { $0.curl?.contains("curl ") == true }
        let keys = Set(commands.map(\.key))
        let shell = ShellExchanger(connector: connector, credentials: credentials, used: printed)
        let repeated = checks.filter { $0.executions.contains { keys.contains($0.key) } }
        let actual = try await run(repeated, connector, credentials, shell)
        await mock.stop(drain: .zero)

        let used = printed.withLock { $0 }
        #expect(commands.count > (isThorough ? 600 : 75))
        let results = Dictionary(actual.results.map { ($0.key, $0) }) { first, _ in first }
        for one in commands {
            let other = try #require(results[one.key])
            #expect(one.verdict == other.verdict, "\(one.key): \(other.actual): \(one.curl ?? "")")
            if let curl = other.curl, curl.contains("curl ") {
                let wasUsed = used.contains(curl)
                #expect(wasUsed, "\(one.key) was not made with \(curl)")
            }
        }
        #expect("\(profile)" == "documented" || commands.contains { $0.verdict == .deviates })
    }

    private func run(
        _ checks: [Check],
        _ connector: Connector,
        _ credentials: Credentials,
        _ exchanger: some Exchanger
    ) async throws -> ConformanceReport {
        let session = Session(
            connector,
            credentials: credentials,
            exchanger: exchanger,
            timeout: patience,
            ledger: Ledger(seed: 1)
        )
        var options = Runner.Options()
        options.allowsWrites = true
        options.jobs = 8
        return try await Runner(session, options).run(checks) { _ in }
    }

    private static func sample(_ check: Check, _ number: Int) -> Check {
        guard !isThorough, case .each(let all) = check.scope, !all.isEmpty else { return check }
        var sampled = check
        sampled.scope = .each([all[number % all.count]])
        return sampled
    }

    private func signIn(_ mock: MockLangBot) async throws -> String {
        let client = try LangBotClient(baseURL: mock.baseURL, credential: .none)
        return try await client.account.signIn(user: mock.user, password: mock.password).revealed()
    }

    /// Where one request does not bring a verdict about, the command makes the check again.
    @Test func aCheckOfSeveralRequestsIsRepeatedByTheRunner() async throws {
        let mock = try await MockLangBot.start(profile: .v4_5)
        var options = ConformanceOptions(baseURL: mock.baseURL.absoluteString, apiKey: mock.apiKey)
        options.account = .password(user: mock.user, password: mock.password)
        options.allowsWrites = true
        options.only = ["life", "keys"]
        options.timeout = patience
        let report = try await ConformanceRun(options).start()
        let chosen = report.results.filter { $0.curl?.hasPrefix("langbot-conformance ") == true }
        #expect(chosen.count > 30 && chosen.contains { $0.verdict == .deviates })
        let environment = [
            "PATH": Tool.directory.path + ":/usr/bin:/bin", "LANGBOT_API_KEY": mock.apiKey,
            "LANGBOT_USER": mock.user, "LANGBOT_PASSWORD": mock.password,
        ]
        let examples =
            chosen.filter { $0.verdict == .deviates }.prefix(3) + chosen.filter { $0.verdict == .conforms }.prefix(3)
        for result in examples {
            let again = try await Tool.shell("\(result.curl ?? "") --json -", environment: environment)
            let report = try ConformanceReport(reading: Array(again.output.utf8))
            #expect(report.results.map(\.key) == [result.key])
            #expect(report.results.map(\.verdict) == [result.verdict], "\(result.curl ?? "")")
        }
        await mock.stop(drain: .zero)
    }
}

/// Sends each request with the command that a report prints for it.
private struct ShellExchanger: Exchanger {
    let connector: Connector
    let credentials: Credentials
    let used: Locked<Set<String>>

    func exchange(_ message: Probe.Message, timeout: Duration) async throws(HTTPClientError) -> HTTPResponse {
        let command = message.probe.curl(to: connector.target)
        // A key that the check has made is not printed, and no report prints a command with it.
        if command.contains("<the key ") {
            return try await connector.exchanger.exchange(message, timeout: timeout)
        }
        used.withLock { _ = $0.insert(command) }
        let environment = [
            "LANGBOT_API_KEY": credentials.apiKey, "LANGBOT_USER_TOKEN": credentials.userToken ?? "",
            "no_proxy": "127.0.0.1",
        ]
        guard let result = try? await Tool.shell(command, environment: environment) else { throw .closed }
        guard let response = Self.response(result.output) else { throw .closed }
        return response
    }

    func exchange(_ request: HTTPRequest, timeout: Duration) async throws(HTTPClientError) -> HTTPResponse {
        try await connector.exchanger.exchange(request, timeout: timeout)
    }

    /// The answer as `curl -i` prints it, without the interim ones before it.
    private static func response(_ output: String) -> HTTPResponse? {
        var rest = output[...]
        while let end = rest.firstRange(of: "\r\n\r\n") {
            let lines = rest[..<end.lowerBound].components(separatedBy: "\r\n")
            rest = rest[end.upperBound...]
            guard let status = Int(lines[0].dropFirst(9).prefix(3)) else { return nil }
            if (100..<200).contains(status), status != 101 { continue }
            var fields = HTTPFields()
            for line in lines.dropFirst() {
                guard let colon = line.firstIndex(of: ":") else { continue }
                fields.append(
                    String(line[..<colon]),
                    line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
                )
            }
            return HTTPResponse(status: status, fields: fields, body: Array(rest.utf8))
        }
        return nil
    }
}
