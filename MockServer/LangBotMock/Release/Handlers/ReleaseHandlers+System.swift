import JSONCore
import LangBotContract

extension ReleaseHandlers {
    var system: [OperationID: Handler] {
        [
            "system.info": { _, call throws(DomainError) in information(version: call.version) },
            "system.health": { _, _ throws(DomainError) in .object(traits.hasWorkspaces ? ["resources": [:]] : [:]) },
            "system.capabilities": { _, _ throws(DomainError) in
                let rows = Contract.capabilities(of: traits.release).map { operation in
                    (operation.rawValue, JSONValue.object(["supported": true]))
                }
                return ["operations": .object(JSONObject(rows)), "schema_version": 1]
            },
            "system.context": { world, call throws(DomainError) in
                guard case .apiKey(let id) = call.principal, let key = world.keys[id] else { throw .invalidCredential }
                return [
                    "api_key_id": .string(key.uuid), "instance_uuid": .string("instance_\(world.workspace)"),
                    "permissions": .array((key.scopes ?? Permission.all).map { .string($0.rawValue) }),
                    "workspace_uuid": .string(world.workspace),
                ]
            },
            "system.plugin_status": { _, _ throws(DomainError) in
                [
                    "is_connected": false, "is_enable": false,
                    "plugin_connector_error": "Plugin runtime is not connected",
                ]
            },
            "system.logs": { _, call throws(DomainError) in
                for name in ["start_page_number", "start_offset"] {
                    if let text = call.query[name], case .none = pythonInteger(text) {
                        throw .noInteger(text)
                    }
                }
                return ["end_offset": 0, "end_page_number": 1, "logs": ""]
            },
            "task.list": { world, call throws(DomainError) in tasks(world, call) },
            "task.get": { world, call throws(DomainError) in
                let id = Int64(call.identifier)
                if traits.looksFirst, id.map(String.init) != call.identifier { throw .notFound(.task) }
                guard let id else { throw .failure("invalid literal for int()") }
                guard let task = world.tasks[id] else { throw .notFound(.task) }
                return .object(shownTask(task, call))
            },
        ]
    }

    func information(version: String) -> JSONValue {
        let shown = traits.information.merging([
            "cloud_service_url": "https://space.langbot.app", "debug": false, "enable_marketplace": true,
            "version": .string(version),
        ])
        return .object(shown.sortedByName())
    }

    /// The tasks, with less detail for a key than for a user.
    private func tasks(_ world: World, _ call: Call) -> JSONValue {
        let wanted = [("type", "task_type"), ("kind", "kind")].filter { name, _ in
            Contract.operation("task.list")?.request.query.contains {
                $0.name == name && $0.isTaken(by: traits.release)
            } ?? false
        }
        let chosen = world.tasks.sorted { $0.key < $1.key }.filter { _, task in
            wanted.allSatisfy { name, member in
                guard let value = call.query[name], !value.isEmpty else { return true }
                return task[member]?.stringValue == value
            }
        }
        let tasks = chosen.map { JSONValue.object(shownTask($0.value, call)) }
        if case .apiKey = call.principal { return ["tasks": .array(tasks)] }
        return ["id_index": .integer(Int64(world.tasks.count)), "tasks": .array(tasks)]
    }

    private func shownTask(_ task: JSONObject, _ call: Call) -> JSONObject {
        guard case .apiKey = call.principal else { return task }
        let isDone = task["runtime"]?["done"] == true
        return [
            "created_at": task["created_at"] ?? 0, "error": nil, "id": task["id"] ?? 0, "kind": task["kind"] ?? "",
            "result": nil, "status": isDone ? "completed" : "running", "task_type": task["task_type"] ?? "",
        ]
    }
}

extension World {
    /// Adds a task that is already done.
    mutating func addTask(_ kind: String, _ traits: ReleaseTraits, _ call: Call) -> Int64 {
        addTask(kind, "user", isDone: true, traits, call.surroundings)
    }

    /// Adds the tasks that a release runs from the start.
    mutating func addRunningTasks(_ traits: ReleaseTraits, _ surroundings: Surroundings) {
        if traits.hasWorkspaces {
            _ = addTask("platform-adapter", "system", isDone: false, traits, surroundings)
        } else {
            _ = addTask("system-task", "system", isDone: true, traits, surroundings)
        }
    }

    private mutating func addTask(
        _ kind: String,
        _ type: String,
        isDone: Bool,
        _ traits: ReleaseTraits,
        _ surroundings: Surroundings
    ) -> Int64 {
        let id = Int64(tasks.count)
        var context: JSONObject = ["current_action": "default", "log": ""]
        var task: JSONObject = [
            "id": .integer(id), "kind": .string(kind), "label": .string(kind), "name": .string(kind),
            "runtime": [
                "done": .bool(isDone), "exception": nil, "exception_traceback": nil, "result": nil,
                "state": isDone ? "FINISHED" : "PENDING",
            ],
            "scopes": ["application"], "task_type": .string(type),
        ]
        if traits.tasksTellMore {
            context["metadata"] = [:]
            task["created_at"] = .double(Double(surroundings.now().microseconds) / 1_000_000)
        }
        if traits.hasWorkspaces {
            task["placement_generation"] = 1
            task["workspace_uuid"] = .string(workspace)
        }
        task["task_context"] = .object(context)
        tasks[id] = task.sortedByName()
        return id
    }
}
