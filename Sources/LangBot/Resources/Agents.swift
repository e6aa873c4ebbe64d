/// Agents; since 4.11.
///
/// The list includes pipelines; operations on one of those affect the pipeline itself. Source: `/api/v1/agents`.
public struct Agents: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// The history of agent runs.
    public var runs: AgentRuns { AgentRuns(client: client) }

    /// Lists all agents and pipelines without their settings, most recently changed first unless `sorting` is given.
    public func list(sorting: Sorting? = nil) async throws -> [Agent] {
        var operation = APIOperation("agent.list", .get, "agents")
        operation.query = sorting?.query ?? []
        return try await core.answer(to: operation).list("agents")
    }

    /// Creates an agent and returns its identifier.
    public func create(_ draft: Agent.Draft) async throws -> Agent.ID {
        try await core.answer(to: APIOperation("agent.create", .post, "agents", body: draft.body)).identifier()
    }

    /// Returns the agent with the given identifier, including its settings.
    public func get(_ id: Agent.ID) async throws -> Agent {
        try await core.answer(to: APIOperation("agent.get", .get, "agents/\(id)")).object("agent")
    }

    /// Sends what was changed of an agent since it was read, or nothing if nothing was.
    ///
    /// Everything else stays as it is on the server.
    public func update(_ agent: Agent) async throws {
        let changes = agent.changes
        if !changes.fields.isEmpty { try await update(agent.id, changes) }
    }

    /// Updates the members that `changes` contains and leaves the rest.
    public func update(_ id: Agent.ID, _ changes: Agent.Changes) async throws {
        try await core.perform(APIOperation("agent.update", .put, "agents/\(id)", body: changes.body))
    }

    /// Deletes an agent.
    ///
    /// - Throws: `LangBotError` with the code `.serverError` if the agent does not exist.
    public func delete(_ id: Agent.ID) async throws {
        try await core.perform(APIOperation("agent.delete", .delete, "agents/\(id)"))
    }

    /// The building blocks of agents.
    public func metadata() async throws -> AgentMetadata {
        try await core.answer(to: APIOperation("agent.metadata", .get, "agents/_/metadata")).object()
    }

    /// Runs an agent on an event and waits for the result.
    public func debug(_ id: Agent.ID, _ event: AgentDebugEvent) async throws -> AgentDebugResult {
        try await core.answer(to: APIOperation("agent.debug", .post, "agents/\(id)/debug", body: event.body)).object()
    }

    /// Runs an agent on an event and streams what it does.
    ///
    /// ```swift
    /// for try await frame in try await client.agents.debugStream(agent, .message("Hello")) {
    ///     if case .result(let result) = frame, let text = result.textDelta { print(text, terminator: "") }
    /// }
    /// ```
    ///
    /// Leaving the loop or cancelling the task ends the run. The last frame is `.completed`. A failed run and a
    /// truncated stream throw `LangBotError`.
    public func debugStream(
        _ id: Agent.ID,
        _ event: AgentDebugEvent
    ) async throws -> StreamedElements<AgentDebugFrame> {
        let operation = APIOperation("agent.debug_stream", .post, "agents/\(id)/debug/stream", body: event.body)
        return try await core.lines(of: operation, AgentDebugFrame.init(line:)).complete(operation.name) {
            if case .completed = $0 { true } else { false }
        }
    }
}
