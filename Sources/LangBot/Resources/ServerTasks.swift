import Foundation

/// Background tasks of the server.
///
/// Source: `/api/v1/system/tasks`, which API keys can access according to the last sentence of the API key guide.
/// Releases up to 4.9 require a user token.
public struct ServerTasks: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists the tasks that the server remembers.
    ///
    /// - Parameters:
    ///   - origin: Who started the tasks; nil for either.
    ///   - kind: What the tasks do, since 4.9; nil for all.
    public func list(origin: ServerTask.Origin? = nil, kind: ServerTask.Kind? = nil) async throws -> [ServerTask] {
        var operation = APIOperation("task.list", .get, "system/tasks")
        operation.query = .init(given: ["type": origin?.rawValue, "kind": kind?.rawValue])
        operation.knownParameters = Self.parameters
        return try await core.answer(to: operation).list("tasks")
    }

    /// Returns the task with the given identifier.
    public func get(_ id: ServerTask.ID) async throws -> ServerTask {
        try await core.answer(to: APIOperation("task.get", .get, "system/tasks/\(id.description)")).object()
    }

    /// Waits for a task to finish and returns its final state.
    ///
    /// It polls after 0.2 seconds, then at intervals that grow by half each time up to 5 seconds, and a last time at
    /// the limit. That last request has a call's usual deadline.
    ///
    /// - Parameters:
    ///   - id: The task's identifier.
    ///   - limit: The maximum time to wait; nil for no limit. The task itself continues after the limit.
    /// - Throws: `LangBotError` with the code `.taskFailed` if the task failed or was cancelled, `.timeout` if it was
    ///   still in progress at `limit`. With an API key, the server does not say why a task failed.
    @discardableResult
    public func wait(for id: ServerTask.ID, atMost limit: Duration? = nil) async throws -> ServerTask {
        try await core.poll(atMost: limit, "task.get", "task \(id)") {
            let task = try await get(id)
            guard let outcome = task.outcome else { return nil }
            guard outcome != .succeeded else { return task }
            var error = LangBotError(.taskFailed, operation: "task.get", serverMessage: task.failure)
            error.detail = "task \(id) \(outcome == .cancelled ? "was cancelled" : "failed")"
            throw error
        }
    }

    private static let parameters = FieldTable([.always("type"), .after(ServerRelease(4, 8, 7), "kind")])
}
