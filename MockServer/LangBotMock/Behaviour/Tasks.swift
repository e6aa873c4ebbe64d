import JSONCore
import LangBotContract

extension Behaviour {
    var tasks: [OperationID: Handler] {
        [
            "task.list": { world, call throws(DomainError) in tasks(world, call) },
            "task.get": { world, call throws(DomainError) in
                let id = Int64(call.identifier)
                if traits.taskNumbersAreExact, id.map(String.init) != call.identifier { throw .notFound(.task) }
                guard let id else { throw .failure("invalid literal for int()") }
                guard let task = world.tasks[id] else { throw .notFound(.task) }
                return .object(shown(task, id, world, call))
            },
        ]
    }

    /// The tasks, with less detail for a key than for a user.
    private func tasks(_ world: World, _ call: Call) -> JSONValue {
        let chosen = world.tasks.sorted { $0.key < $1.key }.filter { _, task in
            traits.taskFilters.allSatisfy { name, member in
                guard let value = call.query[name], !value.isEmpty else { return true }
                return (member == "kind" ? task.kind : task.type) == value
            }
        }
        let tasks = JSONValue.array(chosen.map { .object(shown($0.value, $0.key, world, call)) })
        if traits.tasksAreBrief || call.hasKey { return ["tasks": tasks] }
        return ["id_index": .integer(world.nextTask), "tasks": tasks]
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
            "error": task.exception.isNull ? nil : ["message": "Task execution failed", "type": "task_failed"],
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
}

extension TaskRecord {
    fileprivate var status: String {
        switch end {
        case nil: "running"
        case .succeeded: "succeeded"
        case .failed: "failed"
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
