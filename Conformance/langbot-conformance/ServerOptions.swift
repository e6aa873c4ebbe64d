import CommandLineSupport
import Foundation
import LangBotConformance
import LangBotMock

/// What a command line says of the server and of how it is judged.
struct ServerOptions {
    let parsed: ParsedCommand

    /// The server that the command line names.
    ///
    /// - Throws: `UsageError` where there is none.
    func deployment() throws(UsageError) -> ConformanceOptions {
        guard let baseURL = parsed.value("base-url") else {
            throw UsageError("there is no server: name one with '--base-url', or in LANGBOT_BASE_URL")
        }
        guard let key = parsed.value("api-key") else {
            throw UsageError("there is no API key: give one with '--api-key', or in LANGBOT_API_KEY")
        }
        var options = ConformanceOptions(baseURL: baseURL, apiKey: key)
        options.account = try account()
        options.allowsWrites = parsed.flag("allow-writes")
        options.isAggressive = parsed.flag("aggressive")
        return try completed(options)
    }

    /// The mock server in this program, which may be written to.
    func embedded(_ mock: MockLangBot) throws(UsageError) -> ConformanceOptions {
        // A green run of the mock must not be taken for one of a server whose address was forgotten.
        let deployments = ["api-key", "user-token", "user", "password", "allow-writes", "aggressive"]
        for name in deployments where parsed.isGiven(name) {
            throw UsageError("option '--\(name)' needs '--base-url', the server to check")
        }
        var options = ConformanceOptions(baseURL: mock.baseURL.absoluteString, apiKey: mock.apiKey)
        options.account = .password(user: mock.user, password: mock.password)
        options.allowsWrites = true
        options.isAggressive = true
        return try completed(options)
    }

    /// The number that names and identifiers are made from.
    func seed() throws(UsageError) -> Int? {
        try parsed.integer("seed", in: 0...Int(Int32.max))
    }

    private func completed(_ given: ConformanceOptions) throws(UsageError) -> ConformanceOptions {
        var options = given
        options.failOn = parsed.value("fail-on").flatMap(Level.init) ?? .must
        options.contract = parsed.value("contract").flatMap(ContractChoice.init(named:)) ?? .documented
        options.only = parsed.values("only")
        options.skip = parsed.values("skip")
        options.jobs = try parsed.integer("jobs", in: 1...64) ?? options.jobs
        options.timeout = try parsed.seconds("timeout") ?? options.timeout
        options.seed = try seed()
        if let path = parsed.value("baseline") { options.baseline = try StoredFiles.baseline(path) }
        return options
    }

    private func account() throws(UsageError) -> ConformanceOptions.Account? {
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
}
