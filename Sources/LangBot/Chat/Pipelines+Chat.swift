extension Pipelines {
    /// Opens the chat with a pipeline, as the web interface does to try it; since 4.6.
    ///
    /// Since 4.10 it needs a user's token, before none. The deadline covers the time until the chat is open.
    ///
    /// - Parameters:
    ///   - id: The pipeline's identifier. Up to 4.9, LangBot also opens a chat with a pipeline that does not exist.
    ///   - kind: Whether the pipeline gets messages as if from one person or from a group.
    /// - Throws: `LangBotError` with the code `.invalidCredential` if the server wants a user's token, and the client has
    ///   another credential.
    public func chat(with id: Pipeline.ID, as kind: Conversation.Kind = .person) async throws -> PipelineChat {
        let path: APIOperation.Path = "pipelines/\(id)/ws/connect"
        let query: KeyValuePairs<String, (any QueryValue)?> = ["session_type": kind.rawValue]
        let operation = APIOperation("pipeline.websocket.connect", .get, path, query: query)
        return try await core.onBehalf(of: operation.name) {
            let workspace = try await workspaceOfChats()
            let deadline = core.configuration.deadline
            do {
                return try await core.socket(operation) { socket, attempt in
                    try await PipelineChat(opening: socket, attempt, workspace: workspace, deadline: deadline)
                }
            } catch let error as LangBotError where error.code == .serverError && workspace != nil {
                // Most likely there is no such pipeline, but the server may say so in any language.
                _ = try await get(id)
                throw error
            }
        }
    }

    /// The workspace that the server wants to be told before it lets a user chat; nil if it lets everybody.
    private func workspaceOfChats() async throws -> String? {
        if let release = try await core.release(), release < .chatsNeedUsers { return nil }
        let operation = APIOperation("workspace.current", .get, "workspaces/current")
        return try await core.answer(to: operation).member("workspace") { $0["uuid"]?.stringValue }
    }
}
