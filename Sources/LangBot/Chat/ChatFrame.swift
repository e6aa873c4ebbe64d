/// A frame of the chat with a pipeline: a JSON object with `type`.
enum ChatFrame {
    /// The first one, with the identifier of the connection.
    case connected(String)
    case event(PipelineChat.Event)
    /// The answer to a ping.
    case pong

    /// Reads a frame.
    ///
    /// - Parameters:
    ///   - text: The frame.
    ///   - failure: What a failure means that is told in other words than those of `refusals`.
    /// - Throws: `LangBotError` if it is none, or if it says that something failed.
    init(_ text: String, failure: LangBotError.Code = .serverError) throws {
        guard let fields = try? JSONParser.parse(text.utf8).objectValue, let type = fields["type"]?.stringValue else {
            throw LangBotError(.unexpectedResponse, detail: "a frame of the chat is not a JSON object with a type")
        }
        switch type {
        case "connected":
            guard let id = fields["connection_id"]?.stringValue, !id.isEmpty else {
                throw LangBotError(.decoding, detail: "the first frame of the chat has no \"connection_id\"")
            }
            self = .connected(id)
        case "user_message": self = .event(.message(try Self.message(fields)))
        case "response":
            let reply = try Self.message(fields)
            self = .event(reply.isFinal ? .reply(reply) : .partialReply(reply))
        case "broadcast": self = .event(.broadcast(fields["message"] ?? .null))
        case "pong": self = .pong
        case "error":
            let sentence = fields["message"]?.stringValue
            throw LangBotError(sentence.flatMap { Self.refusals[$0] } ?? failure, serverMessage: sentence)
        default: self = .event(.other(fields))
        }
    }

    /// What releases say before they end a chat; since 4.11 in the language of the workspace.
    private static let refusals: [String: LangBotError.Code] = [
        "Unauthorized": .unauthorized, "Pipeline not found": .notFound,
        "session_type must be person or group": .invalidRequest,
    ]

    private static func message(_ fields: JSONObject) throws -> ChatMessage {
        do {
            return try ChatMessage(received: fields["data"]?.objectValue ?? [:])
        } catch let error as InvalidMember {
            throw LangBotError(.decoding, detail: error.sentence(about: "a message of the chat"))
        }
    }

    /// The frame that says who chats.
    static func authentication(_ token: String, workspace: String) -> JSONValue {
        ["type": "authenticate", "token": .string(token), "workspace_uuid": .string(workspace)]
    }

    /// The frame with a message to the pipeline.
    static func message(_ components: [BotMessage.Component], streams: Bool) -> JSONValue {
        [
            "type": "message", "message": .array(components.map { .object($0.fields) }), "stream": .bool(streams),
        ]
    }
}
