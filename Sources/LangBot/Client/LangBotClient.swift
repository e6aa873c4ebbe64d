public import Foundation

/// A client for one LangBot server.
///
/// ```swift
/// let client = try LangBotClient(baseURL: url, credential: .environment("LANGBOT_API_KEY"))
/// for bot in try await client.bots.list() { print(bot.name) }
/// ```
///
/// A client is a value that shares its transport with its copies: create one and keep it. Methods throw `LangBotError`,
/// or Swift's `CancellationError` if the calling task is cancelled.
public struct LangBotClient: Sendable {
    var core: ClientCore

    /// Creates a client.
    ///
    /// - Parameters:
    ///   - baseURL: The URL of the server, such as `http://127.0.0.1:5300`. A path before `/api` is kept.
    ///   - credential: The credential to send with each request.
    ///   - configuration: Deadline, retries, limits and other settings.
    ///   - transport: What carries the requests; nil for a new one with six connections, ``SocketTransport`` on Linux
    ///     and ``URLSessionTransport`` elsewhere.
    /// - Throws: `LangBotError` with the code `.invalidBaseURL` unless the URL has the scheme http or https and a host,
    ///   and neither user name nor query.
    public init(
        baseURL: URL,
        credential: Credential,
        configuration: ClientConfiguration = ClientConfiguration(),
        transport: (any Transport)? = nil
    ) throws {
        core = ClientCore(
            base: try BaseURL(baseURL),
            credential: credential,
            transport: transport ?? DefaultTransport.make(),
            learner: ReleaseLearner(),
            gate: ConcurrencyGate(),
            configuration: configuration
        )
    }

    /// Returns the client with other options, for some calls.
    public func with(_ options: CallOptions) -> LangBotClient {
        configured { $0.apply(options) }
    }

    /// Returns a client for the same server and transport with a changed configuration.
    ///
    /// ```swift
    /// try await client.configured { $0.deadline = .seconds(1) }.system.health()
    /// ```
    public func configured(_ change: (inout ClientConfiguration) -> Void) -> LangBotClient {
        var copy = self
        change(&copy.core.configuration)
        return copy
    }

    /// Returns a client for the same server and transport with another credential, such as a user token.
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

    /// Returns the release of the server, which is requested once and shared by all copies of this client.
    ///
    /// - Returns: The release; nil if the server does not report it or the configuration says not to ask.
    public func release() async throws -> ServerRelease? {
        try await core.release()
    }

    /// Cancels the calls in progress, for all copies of this client, and closes the transport.
    public func close() {
        core.transport.close()
    }

    /// Performs a custom operation, with the client's credential, retries and error handling.
    ///
    /// - Returns: The member `data` of the response, or `null`.
    public func perform(_ operation: APIOperation) async throws -> JSONValue {
        try await core.answer(to: operation).data
    }

    /// Performs an operation and streams its response as it arrives, without an envelope.
    ///
    /// The deadline covers the time until the head arrives. A response that does not report success throws, as for any
    /// other operation.
    public func stream(_ operation: APIOperation) async throws -> TransportStream {
        try await core.stream(operation)
    }
}

extension LangBotClient: CustomStringConvertible, CustomReflectable {
    /// The server; the credential is left out, and so is what the transport holds.
    public var description: String { "LangBotClient(\(core.base.origin))" }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["server": "\(core.base.origin)"]) }
}
