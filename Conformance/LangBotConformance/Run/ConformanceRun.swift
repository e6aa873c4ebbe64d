import Foundation
import LangBotContract
import Redaction

/// A run of the suite against one server.
///
/// ```swift
/// let run = try ConformanceRun(ConformanceOptions(baseURL: "http://127.0.0.1:5300", apiKey: key))
/// let report = try await run.start()
/// print(report.summary.totals[.deviates])
/// ```
public struct ConformanceRun: Sendable {
    private let options: ConformanceOptions
    private let connector: Connector
    private let ledger: Ledger

    /// Prepares a run.
    ///
    /// - Throws: ``ConformanceError`` of the kind `usage` if an option is invalid.
    public init(_ options: ConformanceOptions) throws(ConformanceError) {
        connector = try Connector(options.baseURL, options.connection)
        try Self.check("API key", options.apiKey)
        if let key = options.globalKey { try Self.check("global key", key) }
        if case .token(let token)? = options.account { try Self.check("user token", token) }
        let filter = Filter(only: options.only, skip: options.skip)
        if let pattern = filter.unmatched(Suite.checks.flatMap(\.executions)).first {
            let sentence = "the pattern '\(pattern)' matches no check; 'langbot-conformance list' shows them all"
            throw ConformanceError(kind: .usage, description: sentence)
        }
        guard let contract = ContractChoice(named: options.contract.name) else {
            let names = ContractChoice.names.joined(separator: ", ")
            let sentence = "there is no contract '\(options.contract.name)'; use one of \(names)"
            throw ConformanceError(kind: .usage, description: sentence)
        }
        var chosen = options
        chosen.contract = contract
        self.options = chosen
        ledger = Ledger(seed: options.seed)
    }

    /// Runs the checks.
    ///
    /// If its task is cancelled, the run starts no further check, removes what it created and reports the results so
    /// far.
    ///
    /// - Parameter onEvent: receives every step as it happens, on one task.
    /// - Throws: ``ConformanceError`` of the kind `unreachable` where there is no LangBot that takes the credentials.
    public func start(
        onEvent: @Sendable (RunEvent) -> Void = { _ in }
    ) async throws(ConformanceError) -> ConformanceReport {
        try await withSession { session throws(Canary.Failure) in
            var runnerOptions = Runner.Options()
            runnerOptions.allowsWrites = options.allowsWrites
            runnerOptions.failOn = options.failOn
            runnerOptions.jobs = options.jobs
            runnerOptions.seed = options.seed
            runnerOptions.recordsConforming = options.recordsConforming
            runnerOptions.baseline = options.baseline
            runnerOptions.isAggressive = options.isAggressive
            runnerOptions.contract = options.contract
            runnerOptions.filter = Filter(only: options.only, skip: options.skip)
            return try await Runner(session, runnerOptions).run(Suite.checks, report: onEvent)
        }
    }

    /// What the run has created and not yet removed, by name and path of the collection.
    public var leftovers: [String] {
        ledger.remaining.map { "\($0.entry.name) in \($0.entry.collection)" }
    }

    /// Signs in if the options say so, and runs `body` with the session.
    func withSession<Value: Sendable>(
        _ body: (Session) async throws(Canary.Failure) -> Value
    ) async throws(ConformanceError) -> Value {
        do throws(Canary.Failure) {
            return try await body(try await session())
        } catch {
            throw ConformanceError(kind: .unreachable, description: presentable(error.description))
        }
    }

    /// The sentence without credentials and control characters.
    func presentable(_ sentence: String) -> String {
        VisibleText.escaped(Redactor(secrets).known(in: sentence))
    }

    private var secrets: [String] {
        let account: [String] =
            switch options.account {
            case nil: []
            case .token(let token): [token]
            case .password(_, let password): [password]
            }
        return [options.apiKey] + [options.globalKey].compactMap(\.self) + account + options.connection.secrets
    }

    private func session() async throws(Canary.Failure) -> Session {
        switch options.account {
        case nil: return session(credentials())
        case .token(let token): return session(credentials(token))
        case .password(let user, let password):
            let before = session(credentials(account: (user, password)))
            let token = try await SignIn.token(user: user, password: password, before)
            return session(credentials(token, account: (user, password)))
        }
    }

    private func credentials(_ token: String? = nil, account: (user: String, password: String)? = nil) -> Credentials {
        Credentials(apiKey: options.apiKey, userToken: token, globalKey: options.globalKey, account: account)
    }

    private func session(_ credentials: Credentials) -> Session {
        var patience = Patience.Options()
        patience.rate = options.rate
        patience.retries = options.retries
        return Session(
            connector,
            credentials: credentials,
            timeout: options.timeout,
            ledger: ledger,
            patience: Patience(patience)
        )
    }

    /// Refuses credentials that cannot be sent; the error does not repeat them, because they may be secrets with a
    /// typo.
    private static func check(_ what: String, _ value: String) throws(ConformanceError) {
        guard !value.isEmpty, value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            let sentence = "the \(what) is empty, or has a character that is neither visible nor ASCII"
            throw ConformanceError(kind: .usage, description: sentence)
        }
    }
}

/// Why a run cannot start, without any credential.
public struct ConformanceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What has to change.
    public enum Kind: Hashable, Sendable {
        /// The options.
        case usage
        /// The server, or the credentials for it.
        case unreachable
    }

    /// What has to change.
    public let kind: Kind
    /// What is wrong.
    public let description: String
}
