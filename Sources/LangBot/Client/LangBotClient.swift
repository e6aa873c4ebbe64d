public import Foundation

/// A client of one LangBot server.
///
/// ```swift
/// let client = try LangBotClient(baseURL: url, credential: .environment("LANGBOT_API_KEY"))
/// for bot in try await client.bots.list() { print(bot.name) }
/// ```
///
/// A client is a value that shares its transport with its copies; make one and keep it. Methods throw `LangBotError`,
/// or Swift's `CancellationError` when the calling task is cancelled.
public struct LangBotClient: Sendable {
    var core: ClientCore

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - baseURL: Where the server is, such as `http://127.0.0.1:5300`; a path in front of `/api` is kept.
    ///   - credential: How the client proves who it is.
    ///   - configuration: Deadline, repetitions, limits.
    ///   - transport: What carries the requests; by default a URL session of its own with six connections.
    /// - Throws: `LangBotError` with the code `.invalidBaseURL` unless the URL is http or https, has a host, and has
    ///   neither user name nor query.
    public init(
        baseURL: URL,
        credential: Credential,
        configuration: ClientConfiguration = ClientConfiguration(),
        transport: any Transport = URLSessionTransport()
    ) throws {
        core = ClientCore(
            base: try BaseURL(baseURL),
            credential: credential,
            transport: transport,
            learner: ReleaseLearner(),
            gate: ConcurrencyGate(),
            configuration: configuration
        )
    }

    /// The same client with other options, for a few calls.
    public func with(_ options: CallOptions) -> LangBotClient {
        configured { $0.apply(options) }
    }

    /// A client of the same server and transport that behaves otherwise, for a single call for example.
    ///
    /// ```swift
    /// try await client.configured { $0.deadline = .seconds(1) }.system.health()
    /// ```
    public func configured(_ change: (inout ClientConfiguration) -> Void) -> LangBotClient {
        var copy = self
        change(&copy.core.configuration)
        return copy
    }

    /// The same server and transport with another credential, such as the token of a user who signed in.
    public func authenticated(with credential: Credential) -> LangBotClient {
        var copy = self
        copy.core = ClientCore(
            base: core.base,
            credential: credential,
            transport: core.transport,
            learner: core.learner,
            gate: core.gate,
            configuration: core.configuration
        )
        return copy
    }

    /// The release of the server, asked for once and then remembered by all copies of this client.
    ///
    /// - Returns: nil when the server does not tell, or when the configuration says not to ask.
    public func release() async throws -> ServerRelease? {
        try await core.release()
    }

    /// Ends what is under way, for all copies of this client, and frees the transport.
    public func close() {
        core.transport.close()
    }

    /// Performs an operation of the caller's making, with credential, repetitions and envelope like any other.
    ///
    /// - Returns: The member `data` of the answer, or `null`.
    public func perform(_ operation: APIOperation) async throws -> JSONValue {
        try await core.answer(to: operation).data
    }

    /// Performs an operation whose successful answer is read as it arrives, without an envelope.
    ///
    /// The deadline ends with the head. An answer that does not say success is an error as for any other operation.
    public func stream(_ operation: APIOperation) async throws -> TransportStream {
        try await core.stream(operation)
    }
}
