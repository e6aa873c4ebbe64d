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
                return .object(shown(task, call))
            },
        ]
    }

    /// The tasks, with less detail for a key than for a user.
    private func tasks(_ world: World, _ call: Call) -> JSONValue {
        let chosen = world.tasks.sorted { $0.key < $1.key }.filter { _, task in
            traits.taskFilters.allSatisfy { name, member in
                guard let value = call.query[name], !value.isEmpty else { return true }
                return task[member]?.stringValue == value
            }
        }
        let tasks = JSONValue.array(chosen.map { .object(shown($0.value, call)) })
        if traits.tasksAreBrief || call.hasKey { return ["tasks": tasks] }
        return ["id_index": .integer(Int64(world.tasks.count)), "tasks": tasks]
    }

    private func shown(_ task: JSONObject, _ call: Call) -> JSONObject {
        guard call.hasKey, !traits.tasksAreBrief else { return task }
        let isDone = task["runtime"]?["done"] == true
        return [
            "created_at": task["created_at"] ?? 0, "error": nil, "id": task["id"] ?? 0, "kind": task["kind"] ?? "",
            "result": nil, "status": isDone ? "completed" : "running", "task_type": task["task_type"] ?? "",
        ]
    }

    /// Adds a task that is already done.
    func addTask(_ kind: String, _ world: inout World, _ call: Call) -> Int64 {
        guard traits.tasksAreBrief else { return addTask(kind, "user", isDone: true, &world, call.surroundings) }
        let id = world.nextNumber()
        world.tasks[id] = [
            "id": .integer(id), "kind": .string(kind), "task_type": "user", "status": "completed",
            "created_at": traits.shown(call.surroundings.now()),
            "runtime": ["done": true, "state": "FINISHED", "exception": nil, "result": nil],
        ]
        return id
    }

    /// Adds the task of a new installation.
    func addFirstTask(_ world: inout World, _ surroundings: Surroundings) {
        let (kind, isDone) = traits.hasWorkspaces ? ("platform-adapter", false) : ("system-task", true)
        _ = addTask(kind, "system", isDone: isDone, &world, surroundings)
    }

    private func addTask(
        _ kind: String,
        _ type: String,
        isDone: Bool,
        _ world: inout World,
        _ surroundings: Surroundings
    ) -> Int64 {
        let id = Int64(world.tasks.count)
        var context: JSONObject = ["current_action": "default", "log": ""]
        var task: JSONObject = [
            "id": .integer(id), "kind": .string(kind), "label": .string(kind), "name": .string(kind),
            "runtime": [
                "done": .bool(isDone), "exception": nil, "exception_traceback": nil, "result": nil,
                "state": isDone ? "FINISHED" : "PENDING",
            ],
            "scopes": ["application"], "task_type": .string(type),
        ]
        if traits.tasksShowCreation {
            context["metadata"] = [:]
            task["created_at"] = .double(Double(surroundings.now().microseconds) / 1_000_000)
        }
        if traits.hasWorkspaces {
            task["placement_generation"] = 1
            task["workspace_uuid"] = .string(world.workspace)
        }
        task["task_context"] = .object(context)
        world.tasks[id] = task.sortedByName()
        return id
    }
}

extension Call {
    fileprivate var hasKey: Bool {
        if case .apiKey = principal { true } else { false }
    }
}
