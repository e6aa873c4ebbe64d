import HTTPCore
import JSONCore
import LangBotContract

extension Behaviour {
    var tasks: [OperationID: LiveHandler] {
        [
            "task.list": { live, call throws(DomainError) in
                let world = live.now
                let chosen = chosenTasks(world, call)
                guard canShow(chosen.map(\.value), call) else { return Self.brokenOff }
                let tasks = JSONValue.array(chosen.map { .object(shown($0.value, $0.key, world, call)) })
                if traits.tasksAreBrief || call.hasKey { return .data(["tasks": tasks]) }
                return .data(["id_index": .integer(world.nextTask), "tasks": tasks])
            },
            "task.get": { live, call throws(DomainError) in
                let world = live.now
                let id = Int64(call.identifier)
                if traits.taskNumbersAreExact, id.map(String.init) != call.identifier { throw .notFound(.task) }
                guard let id else { throw .failure("invalid literal for int()") }
                guard let task = world.tasks[id] else { throw .notFound(.task) }
                guard canShow([task], call) else { return Self.brokenOff }
                return .data(.object(shown(task, id, world, call)))
            },
        ]
    }

    /// The answer of a request that ends with the task that it asks: no envelope, and no content.
    private static let brokenOff = LiveReply.response(HTTPResponse(status: 500))

    /// Whether the tasks can be shown: where LangBot shows a user the exception of one that was cancelled, it takes it
    /// for its own.
    private func canShow(_ tasks: [TaskRecord], _ call: Call) -> Bool {
        traits.tasksAreBrief || call.hasKey || !tasks.contains { $0.isCancelled }
    }

    /// The tasks that are asked for, the first ones first.
    private func chosenTasks(_ world: World, _ call: Call) -> [(key: Int64, value: TaskRecord)] {
        world.tasks.sorted { $0.key < $1.key }.filter { _, task in
            traits.taskFilters.allSatisfy { name, member in
                guard let value = call.query[name], !value.isEmpty else { return true }
                return (member == "kind" ? task.kind : task.type) == value
            }
        }
    }

    private func shown(_ task: TaskRecord, _ id: Int64, _ world: World, _ call: Call) -> JSONObject {
        if traits.tasksAreBrief { return documented(task, id) }
        return call.hasKey ? brief(task, id) : detailed(task, id, world)
    }

    private func documented(_ task: TaskRecord, _ id: Int64) -> JSONObject {
        let states = ["running": "running", "succeeded": "completed", "failed": "failed"]
        return [
            "id": .integer(id), "kind": .string(task.kind), "task_type": .string(task.type),
            "status": .string(states[task.status] ?? task.status),
            "created_at": traits.shown(task.createdAt),
            "runtime": [
                "done": .bool(task.end != nil), "state": task.end == nil ? "PENDING" : "FINISHED",
                "exception": task.exception, "result": task.result,
            ],
        ]
    }

    private func brief(_ task: TaskRecord, _ id: Int64) -> JSONObject {
        [
            "created_at": task.seconds,
            "error": task.error,
            "id": .integer(id), "kind": .string(task.kind), "result": task.result, "status": .string(task.status),
            "task_type": .string(task.type),
        ]
    }

    private func detailed(_ task: TaskRecord, _ id: Int64, _ world: World) -> JSONObject {
        var context: JSONObject = ["current_action": .string(task.action), "log": .string(task.log)]
        var shown: JSONObject = [
            "id": .integer(id), "kind": .string(task.kind), "label": .string(task.label), "name": .string(task.name),
            "runtime": [
                "done": .bool(task.end != nil), "exception": task.exception,
                "exception_traceback": task.exception.stringValue.map { .string("Traceback: \($0)\n") } ?? .null,
                "result": task.result, "state": task.end == nil ? "PENDING" : "FINISHED",
            ],
            "scopes": ["application"], "task_type": .string(task.type),
        ]
        if traits.tasksShowCreation {
            context["metadata"] = .object(task.metadata)
            shown["created_at"] = task.seconds
        }
        if traits.hasWorkspaces {
            shown["placement_generation"] = 1
            shown["workspace_uuid"] = .string(world.workspace)
        }
        shown["task_context"] = .object(context)
        return shown.sortedByName()
    }

    /// Adds a task that has succeeded.
    func addTask(_ kind: String, _ world: inout World, _ call: Call) -> Int64 {
        world.addDone(TaskRecord(kind: kind, name: kind, label: kind), call.surroundings)
    }

    /// Adds the task of a new installation.
    func addFirstTask(_ world: inout World, _ surroundings: Surroundings) {
        guard traits.hasWorkspaces else {
            var task = TaskRecord(kind: "system-task", name: "system-task", label: "system-task")
            task.type = "system"
            _ = world.addDone(task, surroundings)
            return
        }
        var task = TaskRecord(kind: "platform-adapter", name: "platform-adapter", label: "platform-adapter")
        task.type = "system"
        _ = world.begin(task, nil, surroundings)
    }

    /// Adds the task as which the adapter of a changed bot runs, where that goes on until the bot is stopped.
    func addTask(of bot: JSONObject, _ world: inout World, _ surroundings: Surroundings) {
        guard traits.hasWorkspaces, bot["enable"] == true, bot["adapter"] == "http_bot" else { return }
        let name = "platform-adapter-HttpBotAdapter"
        var task = TaskRecord(kind: "platform-adapter", name: name, label: name)
        task.type = "system"
        task.bot = bot["uuid"]?.stringValue
        _ = world.begin(task, nil, surroundings)
    }
}

extension TaskRecord {
    fileprivate var status: String {
        switch end {
        case nil: "running"
        case .succeeded: "succeeded"
        case .failed: "failed"
        case .cancelled: "cancelled"
        }
    }

    fileprivate var isCancelled: Bool { if case .cancelled = end { true } else { false } }

    /// What a key is told of a failure.
    fileprivate var error: JSONValue {
        switch end {
        case .failed: ["message": "Task execution failed", "type": "task_failed"]
        case .cancelled: ["message": "Task was cancelled", "type": "task_cancelled"]
        case .succeeded, nil: nil
        }
    }

    fileprivate var exception: JSONValue {
        if case .failed(let text) = end { .string(text) } else { nil }
    }

    fileprivate var result: JSONValue {
        if case .succeeded(let result) = end { result } else { nil }
    }

    /// The time of its creation, in seconds since 1970.
    fileprivate var seconds: JSONValue { .double(Double(createdAt.microseconds) / 1_000_000) }
}

extension Call {
    /// Whether the caller has an API key.
    var hasKey: Bool {
        if case .apiKey = principal { true } else { false }
    }
}
