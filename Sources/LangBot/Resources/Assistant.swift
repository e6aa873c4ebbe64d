/// The assistant, which manages a workspace in conversations with its user; since 4.11.
///
/// Requires a user token.
///
/// ```swift
/// var conversation = try await client.assistant.create()
/// conversation = try await client.assistant.send(.text("Which bots are off?"), to: conversation)
/// if conversation.status == .approval {
///     conversation = try await client.assistant.send(.approve, to: conversation)
/// }
/// ```
///
/// Source: `/api/v1/assistant`.
public struct Assistant: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists the user's conversations without their messages, most recently changed first.
    public func list() async throws -> [AssistantConversation] {
        let operation = APIOperation("assistant.conversation.list", .get, "assistant/conversations")
        return try await core.answer(to: operation).list("conversations")
    }

    /// Begins a conversation.
    public func create() async throws -> AssistantConversation {
        let operation = APIOperation("assistant.conversation.create", .post, "assistant/conversations")
        return try await core.answer(to: operation).object()
    }

    /// Returns the conversation with the given identifier.
    public func get(_ id: AssistantConversation.ID) async throws -> AssistantConversation {
        let operation = APIOperation("assistant.conversation.get", .get, "assistant/conversations/\(id)")
        return try await core.answer(to: operation).object()
    }

    /// Says something, waits for the assistant, and returns the conversation as it is then.
    ///
    /// - Throws: `LangBotError` with the code `.conflict` if the conversation has gone on since it was read.
    public func send(
        _ turn: AssistantTurn,
        to conversation: AssistantConversation
    ) async throws -> AssistantConversation {
        let operation = self.operation("assistant.conversation.turn", "turn", turn, conversation)
        return try await core.answer(to: operation).object()
    }

    /// Says something and streams what the assistant does; the last frame is `.completed`.
    ///
    /// The turn goes on if nobody listens; ``stop(_:)`` ends it. A failed turn and a truncated stream throw
    /// `LangBotError`.
    public func stream(
        _ turn: AssistantTurn,
        to conversation: AssistantConversation
    ) async throws -> StreamedElements<AssistantFrame> {
        let operation = self.operation("assistant.conversation.turn_stream", "turn/stream", turn, conversation)
        let frames = try await core.lines(of: operation) { try AssistantFrame(line: $0, of: operation.name) }
        return frames.complete(operation.name) { if case .completed = $0 { true } else { false } }
    }

    /// Ends the turn that goes on, and returns the conversation as it is then.
    public func stop(_ conversation: AssistantConversation) async throws -> AssistantConversation {
        var operation = APIOperation(
            "assistant.conversation.stop",
            .post,
            "assistant/conversations/\(conversation.id)/stop"
        )
        operation.body = .json(["revision": .integer(Int64(conversation.revision))])
        return try await core.answer(to: operation).object()
    }

    /// Returns the model for new conversations that LangBot Space recommends.
    ///
    /// - Throws: `LangBotError` with the code `.serverError` if the server cannot reach the cloud service.
    public func recommendedModelID() async throws -> LLMModel.ID {
        let operation = APIOperation("assistant.recommended_model", .get, "assistant/recommended-model")
        return try await core.answer(to: operation).identifier()
    }

    private func operation(
        _ name: OperationName,
        _ path: String,
        _ turn: AssistantTurn,
        _ conversation: AssistantConversation
    ) -> APIOperation {
        let body = turn.members.merging(["revision": .integer(Int64(conversation.revision))]) { own, _ in own }
        return APIOperation(
            name,
            .post,
            "assistant/conversations/\(conversation.id)/\(segments: path)",
            body: .json(.object(body))
        )
    }
}

/// What a user says to the assistant.
public enum AssistantTurn: Hashable, Sendable {
    /// A text of up to 8,000 characters; the model answers this and later turns.
    case text(String, modelID: LLMModel.ID? = nil)
    /// The assistant may do what it asked for.
    case approve
    /// It may not.
    case decline

    fileprivate var members: JSONObject {
        switch self {
        case .text(let text, let model): JSONObject(given: ["text": .string(text), "model_uuid": JSONValue(model)])
        case .approve: ["approved": true]
        case .decline: ["approved": false]
        }
    }
}

/// What the assistant does in a turn.
public enum AssistantFrame: Hashable, Sendable {
    /// What it does, with `phase` and, for a tool, `tool`.
    case phase(JSONObject)
    /// The answer so far.
    case text(String)
    /// The conversation so far.
    case snapshot(AssistantConversation)
    /// The conversation at the end of the turn.
    case completed(AssistantConversation)

    /// Reads a line; nil for an unknown kind of line.
    fileprivate init?(line: JSONValue, of operation: OperationName) throws {
        let data = line["data"]?.objectValue ?? [:]
        do {
            switch line["kind"]?.stringValue {
            case "phase": self = .phase(data)
            case "text": self = .text(data["text"]?.stringValue ?? "")
            case "snapshot": self = .snapshot(try AssistantConversation(received: data))
            case "completed": self = .completed(try AssistantConversation(received: data))
            case "error":
                var error = LangBotError(.runFailed, operation: operation)
                error.serverCode = LangBotError.ServerCode(line["code"])
                throw error
            default: return nil
            }
        } catch let error as InvalidMember {
            throw LangBotError(.decoding, operation: operation, detail: error.sentence(about: "a conversation"))
        }
    }
}
