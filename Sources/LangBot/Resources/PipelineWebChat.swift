/// A pipeline's conversations in the web interface; since 4.6, with an API key since 4.10.
///
/// Source: `/api/v1/pipelines/{uuid}/ws/*`. The conversations themselves use a WebSocket, which only signed-in users
/// can open.
public struct PipelineWebChat: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Returns the messages of the given kind of conversation.
    public func messages(_ kind: Conversation.Kind, of pipelineUUID: String) async throws -> [ChatMessage] {
        try await core.answer(to: operation("messages", .get, pipelineUUID, ["messages", kind.rawValue]))
            .list("messages")
    }

    /// Clears the messages of the given kind of conversation.
    public func reset(_ kind: Conversation.Kind, of pipelineUUID: String) async throws {
        try await core.perform(operation("reset", .post, pipelineUUID, ["reset", kind.rawValue]))
    }

    /// Lists the open connections to a pipeline.
    public func connections(of pipelineUUID: String) async throws -> WebChatConnections {
        try await core.answer(to: operation("connections", .get, pipelineUUID, ["connections"])).object()
    }

    /// Sends a message to everyone connected to a pipeline.
    public func broadcast(_ message: JSONValue, of pipelineUUID: String) async throws {
        let body = APIOperation.Body.json(["message": message])
        try await core.perform(operation("broadcast", .post, pipelineUUID, ["broadcast"], body: body))
    }

    private func operation(
        _ action: String,
        _ method: HTTPMethod,
        _ pipelineUUID: String,
        _ path: [String],
        body: APIOperation.Body = .none
    ) -> APIOperation {
        APIOperation(
            OperationName(rawValue: "pipeline.websocket.\(action)"),
            method,
            path: ["api", "v1", "pipelines", pipelineUUID, "ws"] + path,
            body: body
        )
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
