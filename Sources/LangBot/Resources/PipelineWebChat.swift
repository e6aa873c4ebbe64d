/// The conversations that people have with a pipeline in the web interface; since 4.6, with an API key since 4.10.
///
/// Source: `/api/v1/pipelines/{uuid}/ws/*`. The conversations themselves go over a websocket, for signed-in users
/// alone.
public struct PipelineWebChat: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// What has been said in the conversation of that kind.
    public func messages(_ kind: Conversation.Kind, of pipelineUUID: String) async throws -> [ChatMessage] {
        try await core.answer(to: operation("messages", .get, pipelineUUID, ["messages", kind.rawValue]))
            .list("messages")
    }

    /// Forgets what has been said in the conversation of that kind.
    public func reset(_ kind: Conversation.Kind, of pipelineUUID: String) async throws {
        try await core.perform(operation("reset", .post, pipelineUUID, ["reset", kind.rawValue]))
    }

    /// Who is connected.
    public func connections(of pipelineUUID: String) async throws -> WebChatConnections {
        try await core.answer(to: operation("connections", .get, pipelineUUID, ["connections"])).object()
    }

    /// Says something to all who are connected.
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

/// Who is connected to a pipeline through the web interface.
public struct WebChatConnections: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a report of members.
    public init(members: ServerMembers) { self.members = members }

    /// The connections, each with `connection_id`, `session_type` and `is_active`.
    public var connections: [JSONValue] { self[array: "connections"] ?? [] }
    /// Counts of connections; up to 4.9 of the whole server.
    public var statistics: JSONObject { self[object: "stats"] ?? [:] }
}
