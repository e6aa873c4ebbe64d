import Foundation

extension Bots {
    /// Returns what talks to a bot of the adapter HTTP Bot; since 4.10.
    ///
    /// It sends no credential of the client, so `.none` is enough: the signature is what the bot accepts.
    ///
    /// - Parameters:
    ///   - id: The bot's identifier.
    ///   - secret: The bot's inbound secret; nil for a bot that requires no signature.
    public func httpBot(_ id: Bot.ID, secret: HTTPBotSecret?) -> HTTPBot {
        HTTPBot(client: client.authenticated(with: .none), id: id, secret: secret)
    }
}

/// Talks to a bot of the adapter HTTP Bot, as any program can that knows its secret; since 4.10.
///
/// ```swift
/// let bot = client.bots.httpBot(id, secret: "…")
/// let reply = try await bot.ask("When do you open?", in: .person("ticket-10293"))
/// print(reply.text)
/// ```
///
/// Each person or group is a conversation of its own, whatever the program calls it. Source: `/bots/{uuid}`.
public struct HTTPBot: Sendable {
    /// Who says something, for the pipeline and its plugins.
    public struct Sender: Hashable, Sendable {
        /// The identifier, which counts in groups.
        public var id: String?
        /// The name.
        public var name: String?
        /// The name of the group.
        public var groupName: String?

        /// Creates a sender.
        public init(id: String? = nil, name: String? = nil, groupName: String? = nil) {
            self.id = id
            self.name = name
            self.groupName = groupName
        }
    }

    /// The bot's identifier.
    public let id: Bot.ID
    private let client: LangBotClient
    private let secret: HTTPBotSecret?

    init(client: LangBotClient, id: Bot.ID, secret: HTTPBotSecret?) {
        self.client = client
        self.id = id
        self.secret = secret
    }

    /// Returns the bot with other options, such as a longer deadline.
    public func with(_ options: CallOptions) -> HTTPBot {
        HTTPBot(client: client.with(options), id: id, secret: secret)
    }

    /// Sends a text, whose reply LangBot posts to the bot's callback URL; see ``HTTPBotCallback``.
    ///
    /// A pipeline that aggregates messages answers several of a conversation at once.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - conversation: The person or group, by any name.
    ///   - sender: Who says it.
    ///   - key: A key of this message: sending it again within ten minutes is a ``LangBotError/Code/conflict``, so that a
    ///     message whose fate is not known can be sent again.
    public func send(
        _ text: String,
        in conversation: Conversation,
        from sender: Sender? = nil,
        idempotencyKey key: String? = nil
    ) async throws -> HTTPBotMessage {
        try await send([.text(text)], in: conversation, from: sender, idempotencyKey: key)
    }

    /// Sends a message of several parts, whose reply LangBot posts to the bot's callback URL.
    ///
    /// - Throws: `LangBotError`, with the code `.unauthorized` if the secret or the clock is wrong, `.conflict` for a key
    ///   that was used, and `.invalidRequest` for more than 1 MiB.
    public func send(
        _ message: [BotMessage.Component],
        in conversation: Conversation,
        from sender: Sender? = nil,
        idempotencyKey key: String? = nil
    ) async throws -> HTTPBotMessage {
        let fields = Self.fields(conversation, message, sender)
        return try await post("bot.inbound.post", [], fields, key).object()
    }

    /// Sends a text, and waits for the whole reply.
    ///
    /// LangBot waits for four times as long as the bot's callback may take, a minute by default, and then returns what
    /// there is, so the deadline must be longer. Only one question at a time may be waiting in a conversation; another one
    /// is a ``LangBotError/Code/conflict``.
    public func ask(
        _ text: String,
        in conversation: Conversation,
        from sender: Sender? = nil,
        idempotencyKey key: String? = nil
    ) async throws -> HTTPBotReply {
        try await ask([.text(text)], in: conversation, from: sender, idempotencyKey: key)
    }

    /// Sends a message of several parts, and waits for the whole reply.
    public func ask(
        _ message: [BotMessage.Component],
        in conversation: Conversation,
        from sender: Sender? = nil,
        idempotencyKey key: String? = nil
    ) async throws -> HTTPBotReply {
        let fields = Self.fields(conversation, message, sender)
        return try await post("bot.inbound.post_path", ["sync"], fields, key).object()
    }

    /// Forgets what was said in a conversation.
    ///
    /// As documented; 4.10.11 and 4.11.2 fail with status 500.
    public func reset(_ conversation: Conversation) async throws {
        _ = try await post("bot.inbound.post_path", ["reset"], Self.fields(conversation), nil)
    }

    private static func fields(_ conversation: Conversation) -> JSONObject {
        ["session_id": .string(conversation.id), "session_type": .string(conversation.kind.rawValue)]
    }

    private static func fields(
        _ conversation: Conversation,
        _ message: [BotMessage.Component],
        _ sender: Sender?
    ) -> JSONObject {
        var fields = fields(conversation)
        fields["message"] = .array(message.map { .object($0.fields) })
        if let sender {
            let members = ["id": sender.id, "name": sender.name, "group_name": sender.groupName]
            fields["sender"] = .object(members.compactMapValues { $0.map(JSONValue.string) })
        }
        return fields
    }

    /// Posts a signed message.
    private func post(
        _ name: OperationName,
        _ path: [String],
        _ fields: JSONObject,
        _ key: String?
    ) async throws -> Answer {
        var operation = APIOperation(name, .post, path: ["bots", id.rawValue] + path)
        let body = try JSONValue.object(fields).json()
        operation.body = .data(body, contentType: "application/json")
        if let secret {
            let signature = HTTPBotSignature(of: body, secret: secret)
            operation.headers[HTTPBotSignature.timestampField] = signature.timestamp
            operation.headers[HTTPBotSignature.signatureField] = signature.signature
        }
        if let key { operation.headers["X-LB-Idempotency-Key"] = key }
        return try await client.core.answer(to: operation)
    }
}
