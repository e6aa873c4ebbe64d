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
    ///   - transport: What carries the requests; by default a URL session of its own.
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
            configuration: configuration
        )
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
            configuration: core.configuration
        )
        return copy
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

extension LangBotClient {
    /// Language models and embedding models.
    public var models: Models { Models(core: core) }
    /// Bots on messaging platforms.
    public var bots: Bots { Bots(core: core) }
    /// Pipelines, which decide how messages are handled.
    public var pipelines: Pipelines { Pipelines(core: core) }
    /// Knowledge bases and the documents in them.
    public var knowledge: Knowledge { Knowledge(core: core) }
    /// Servers of the Model Context Protocol.
    public var mcp: MCP { MCP(core: core) }
    /// Uploads.
    public var files: Files { Files(core: core) }
    /// What the server is doing in the background.
    public var tasks: ServerTasks { ServerTasks(core: core) }
    /// The server itself; needs no credential.
    public var system: ServerSystem { ServerSystem(core: core) }
    /// API keys; needs a user's token.
    public var apiKeys: APIKeys { APIKeys(core: core) }
    /// Signing in.
    public var account: Account { Account(core: core) }
}
