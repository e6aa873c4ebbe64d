import CommandLineSupport
import Foundation
import LangBotConformance
import LangBotMock

/// The options on the command line about the server and the run.
struct ServerOptions {
    let parsed: ParsedCommand

    /// The options for the server on the command line.
    ///
    /// - Throws: `UsageError` if the server or the key is missing.
    func deployment() throws(UsageError) -> ConformanceOptions {
        guard let baseURL = parsed.value("base-url") else {
            throw UsageError("no server given; use '--base-url' or set LANGBOT_BASE_URL")
        }
        guard let key = parsed.value("api-key") else {
            throw UsageError("no API key given; use '--api-key' or set LANGBOT_API_KEY")
        }
        var options = ConformanceOptions(baseURL: baseURL, apiKey: key)
        options.account = try account()
        options.globalKey = parsed.value("global-key")
        options.allowsWrites = parsed.flag("allow-writes")
        options.isAggressive = parsed.flag("aggressive")
        options.connection = try connection()
        return try completed(options)
    }

    /// How to reach the server.
    func connection() throws(UsageError) -> ConformanceOptions.Connection {
        var connection = ConformanceOptions.Connection()
        connection.authorities = parsed.value("ca-file")
        connection.certificate = parsed.value("client-cert")
        connection.privateKey = parsed.value("client-key")
        connection.verifiesServer = !parsed.flag("insecure")
        connection.proxy = parsed.value("proxy")
        connection.address = parsed.value("resolve")
        for text in parsed.values("header") {
            // The text may be a secret alone.
            guard let colon = text.firstIndex(of: ":") else {
                throw UsageError("'--header' takes a name and a value, such as 'X-Gateway-Key: …'")
            }
            let value = text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            connection.fields.append(ConformanceOptions.Field(String(text[..<colon]), value))
        }
        if connection.privateKey != nil, connection.certificate == nil {
            throw UsageError("'--client-key' belongs to '--client-cert'; give both")
        }
        return connection
    }

    /// The options for the mock server in this program, with writes.
    func embedded(_ mock: MockLangBot) throws(UsageError) -> ConformanceOptions {
        // A passing run of the mock must not be mistaken for one of a server whose URL was forgotten.
        let deployments =
            ["api-key", "global-key", "user-token", "user", "password", "allow-writes", "aggressive"]
            + ConformanceCommand.connection.map(\.name)
        for name in deployments where parsed.isGiven(name) {
            throw UsageError("option '--\(name)' needs '--base-url', the server to check")
        }
        var options = ConformanceOptions(baseURL: mock.baseURL.absoluteString, apiKey: mock.apiKey)
        options.account = .password(user: mock.user, password: mock.password)
        options.allowsWrites = true
        options.isAggressive = true
        return try completed(options)
    }

    /// The seed of names and identifiers.
    func seed() throws(UsageError) -> Int? {
        try parsed.integer("seed", in: 0...Int(Int32.max))
    }

    private func completed(_ given: ConformanceOptions) throws(UsageError) -> ConformanceOptions {
        var options = given
        options.failOn = parsed.value("fail-on").flatMap(Level.init) ?? .must
        options.contract = parsed.value("contract").flatMap(ContractChoice.init(named:)) ?? .documented
        options.only = try patterns("only")
        options.skip = try patterns("skip")
        options.jobs = try parsed.integer("jobs", in: 1...64) ?? options.jobs
        options.rate = try parsed.integer("rate", in: 1...100_000)
        options.retries = try parsed.integer("retries", in: 0...100) ?? options.retries
        options.timeout = try parsed.seconds("timeout") ?? options.timeout
        options.seed = try seed()
        options.recordsConforming = ReportFiles.formats.contains { format in
            format.showsConforming && parsed.isGiven(format.rawValue)
        }
        if let path = parsed.value("baseline") { options.baseline = try StoredFiles.baseline(path) }
        return options
    }

    /// The patterns of an option; one that matches nothing is refused, with a guess of what was meant.
    private func patterns(_ option: String) throws(UsageError) -> [String] {
        let patterns = parsed.values(option)
        let executions = Suite.checks.flatMap(\.executions)
        guard let pattern = Filter(only: patterns).unmatched(executions).first else { return patterns }
        let known =
            pattern.hasPrefix("@")
            ? Set(executions.compactMap { execution in execution.key.firstIndex(of: "@").map { execution.key[$0...] } })
            : Set(Suite.checks.flatMap { Self.beginnings($0.id) })
        let guess = Nearest.to(pattern, among: known.sorted().map(String.init)).map { "did you mean '\($0)'?" }
        let hint = guess ?? "'langbot-conformance list' shows them all"
        throw UsageError("the pattern '\(pattern)' matches no check; \(hint)")
    }

    /// A slug and its beginnings up to each dot.
    private static func beginnings(_ slug: String) -> [Substring] {
        [slug[...]] + slug.indices.filter { slug[$0] == "." }.map { slug[..<$0] }
    }

    private func account() throws(UsageError) -> ConformanceOptions.Account? {
        if parsed.isGiven("user-token"), parsed.isGiven("user") {
            throw UsageError("'--user-token' and '--user' exclude each other; use one of them")
        }
        let wantsToken = parsed.isGiven("user-token") || !parsed.isGiven("user")
        if wantsToken, let token = parsed.value("user-token") { return .token(token) }
        switch (parsed.value("user"), parsed.value("password")) {
        case (nil, nil): return nil
        case (let user?, let password?): return .password(user: user, password: password)
        default: throw UsageError("'--user' and '--password' belong together; give both")
        }
    }
}
