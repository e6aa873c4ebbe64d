/// A pipeline's conversations in the web interface; since 4.6, with an API key since 4.10.
///
/// Source: `/api/v1/pipelines/{uuid}/ws/*`. The conversations themselves use a websocket, which
/// ``Pipelines/chat(with:as:)`` opens.
public struct PipelineWebChat: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Returns the messages of the given kind of conversation.
    public func messages(_ kind: Conversation.Kind, of pipelineID: Pipeline.ID) async throws -> [ChatMessage] {
        let operation = APIOperation(
            "pipeline.websocket.messages",
            .get,
            "pipelines/\(pipelineID)/ws/messages/\(kind.rawValue)"
        )
        return try await core.answer(to: operation)
            .list("messages")
    }

    /// Clears the messages of the given kind of conversation.
    public func reset(_ kind: Conversation.Kind, of pipelineID: Pipeline.ID) async throws {
        let operation = APIOperation(
            "pipeline.websocket.reset",
            .post,
            "pipelines/\(pipelineID)/ws/reset/\(kind.rawValue)"
        )
        try await core.perform(operation)
    }

    /// Lists the open connections to a pipeline.
    public func connections(of pipelineID: Pipeline.ID) async throws -> WebChatConnections {
        let operation = APIOperation("pipeline.websocket.connections", .get, "pipelines/\(pipelineID)/ws/connections")
        return try await core.answer(to: operation).object()
    }

    /// Sends a message to everyone connected to a pipeline.
    public func broadcast(_ message: JSONValue, of pipelineID: Pipeline.ID) async throws {
        let body = APIOperation.Body.json(["message": message])
        var operation = APIOperation("pipeline.websocket.broadcast", .post, "pipelines/\(pipelineID)/ws/broadcast")
        operation.body = body
        try await core.perform(operation)
    }
}

/// The connections to a pipeline through the web interface.
public struct WebChatConnections: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The connections, each with `connection_id`, `session_type` and `is_active`.
    public var connections: [JSONValue] { self[array: "connections"] ?? [] }
    /// Connection counts; up to 4.9 for the whole server.
    public var statistics: JSONObject { self[object: "stats"] ?? [:] }
}
