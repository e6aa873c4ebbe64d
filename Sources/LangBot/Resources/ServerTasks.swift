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
    ///   - type: Who started the tasks: `user`, `system`, or nil for either.
    ///   - kind: The kind of task, such as `mcp-operation`, since 4.9; nil for all.
    public func list(type: String? = nil, kind: String? = nil) async throws -> [ServerTask] {
        var operation = APIOperation("task.list", .get, "system/tasks", query: ["type": type, "kind": kind])
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
        let clock = core.configuration.clock
        let passed = stopwatch(clock)
        var slept = Duration.zero
        var delay = Duration.milliseconds(200)
        while true {
            let task = try await get(id)
            if let outcome = task.outcome {
                guard outcome != .succeeded else { return task }
                var error = LangBotError(.taskFailed, operation: "task.get", serverMessage: task.failure)
                error.detail = "task \(id) \(outcome == .cancelled ? "was cancelled" : "failed")"
                throw error
            }
            // A clock that does not wait may not advance either, so the time slept counts too.
            let left = limit.map { $0 - max(slept, passed()) }
            if let limit, let left, left <= .zero {
                let detail = "task \(id) is still in progress after \(limit.inSeconds) seconds; wait for it again"
                throw LangBotError(.timeout, operation: "task.get", detail: detail)
            }
            let pause = min(delay, left ?? delay)
            try await clock.sleep(for: pause)
            slept += pause
            delay = min(delay * 3 / 2, .seconds(5))
        }
    }

    private static let parameters = FieldTable([.always("type"), .after(ServerRelease(4, 8, 7), "kind")])
}
