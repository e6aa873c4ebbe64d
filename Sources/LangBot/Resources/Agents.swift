/// Agents; since 4.11.
///
/// The list names pipelines too, and what is done to one of them here is done to the pipeline. Source: `/api/v1/agents`.
public struct Agents: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// What agents have done.
    public var runs: AgentRuns { AgentRuns(client: client) }

    /// All agents and pipelines, without their settings; without `sorting` those changed last first.
    public func list(sorting: Pipelines.Sorting? = nil) async throws -> [Agent] {
        var operation = operation("agent.list", .get)
        operation.query = sorting?.query ?? []
        return try await core.answer(to: operation).list("agents")
    }

    /// Adds an agent and returns its identifier.
    public func create(_ draft: Agent.Draft) async throws -> String {
        try await core.answer(to: operation("agent.create", .post, body: draft.body)).text("uuid")
    }

    /// The agent of that identifier, with its settings.
    public func get(_ uuid: String) async throws -> Agent {
        try await core.answer(to: operation("agent.get", .get, [uuid])).object("agent")
    }

    /// Changes what `changes` names of an agent and leaves the rest.
    public func update(_ uuid: String, _ changes: Agent.Changes) async throws {
        try await core.perform(operation("agent.update", .put, [uuid], body: changes.body))
    }

    /// Deletes an agent.
    ///
    /// - Throws: `LangBotError` with the code `.serverError` when there is none.
    public func delete(_ uuid: String) async throws {
        try await core.perform(operation("agent.delete", .delete, [uuid]))
    }

    /// What agents can be made of.
    public func metadata() async throws -> AgentMetadata {
        try await core.answer(to: operation("agent.metadata", .get, ["_", "metadata"])).object()
    }

    /// Has an agent handle an event, and waits until it has.
    public func debug(_ uuid: String, _ event: AgentDebugEvent) async throws -> AgentDebugResult {
        try await core.answer(to: operation("agent.debug", .post, [uuid, "debug"], body: event.body)).object()
    }

    /// Has an agent handle an event, and tells what it does as it does it.
    ///
    /// ```swift
    /// for try await frame in try await client.agents.debugStream(id, .message("Hello")) {
    ///     if case .result(let result) = frame, let text = result.textDelta { print(text, terminator: "") }
    /// }
    /// ```
    ///
    /// Ending the loop, or the task, ends the run. The last frame is `.completed`; a run that fails, and a stream that
    /// ends before its end, throw `LangBotError`.
    public func debugStream(
        _ uuid: String,
        _ event: AgentDebugEvent
    ) async throws -> StreamedElements<AgentDebugFrame> {
        let operation = operation("agent.debug_stream", .post, [uuid, "debug", "stream"], body: event.body)
        let frames = try await core.lines(of: operation, AgentDebugFrame.init(line:))
        let isComplete = Locked(false)
        return StreamedElements {
            var iterator = frames.makeAsyncIterator()
            guard let frame = try await iterator.next() else {
                if isComplete.withLock(\.self) { return nil }
                throw LangBotError(.transport, operation: operation.name, detail: "it ended before the run was over")
            }
            if case .completed = frame { isComplete.withLock { $0 = true } }
            return frame
        }
    }

    private func operation(
        _ name: OperationName,
        _ method: HTTPMethod,
        _ path: [String] = [],
        body: APIOperation.Body = .none
    ) -> APIOperation {
        APIOperation(name, method, path: ["api", "v1", "agents"] + path, body: body)
    }
}
