import Foundation

/// What the server is doing in the background.
///
/// Source: `/api/v1/system/tasks`, which the guide's last sentence opens to API keys. Up to 4.9 a user's token is asked
/// for.
public struct ServerTasks: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// The tasks that the server remembers.
    ///
    /// - Parameters:
    ///   - type: Who started them, `user` or `system`; nil for anybody.
    ///   - kind: What they are about, such as `mcp-operation`, since 4.9; nil for anything.
    public func list(type: String? = nil, kind: String? = nil) async throws -> [ServerTask] {
        var operation = APIOperation("task.list", .get, "system", "tasks")
        operation.query = [.init("type", type), .init("kind", kind)].compactMap(\.self)
        operation.knownParameters = Self.parameters
        return try await core.answer(to: operation).list("tasks")
    }

    /// The task of that identifier.
    public func get(_ id: ServerTask.ID) async throws -> ServerTask {
        try await core.answer(to: APIOperation("task.get", .get, "system", "tasks", id.description)).object()
    }

    /// Waits until a task is over, and returns it as it is then.
    ///
    /// It asks again after 0.2 seconds, then after half as long again each time, up to 5 seconds, and at the limit for
    /// the last time; that request has the deadline of any call.
    ///
    /// - Parameters:
    ///   - id: The task.
    ///   - limit: How long to wait in all; nil for as long as it takes. The task goes on in any case.
    /// - Throws: `LangBotError` with the code `.taskFailed` when the task failed or was ended, `.timeout` when `limit`
    ///   has passed. API keys are not told why a task failed.
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
                error.detail = "task \(id) \(outcome == .cancelled ? "was ended" : "failed")"
                throw error
            }
            // A clock that does not wait may not move either, but what was slept counts.
            let left = limit.map { $0 - max(slept, passed()) }
            if let limit, let left, left <= .zero {
                let detail = "task \(id) is still under way after \(limit.inSeconds) seconds"
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
