import JSONCore
import LangBotContract

/// Agents, which answer events without a pipeline; lists show pipelines among them.
extension Behaviour {
    var agents: [OperationID: Handler] {
        [
            "agent.list": { world, call throws(DomainError) in
                let agents = world.records(.agent).map { shownAgent($0, withConfiguration: false) }
                let pipelines = world.records(.pipeline).map { shownPipeline(listed($0), withConfiguration: false) }
                return ["agents": .array(sorted(agents + pipelines, call).map(JSONValue.object))]
            },
            "agent.create": { world, call throws(DomainError) in try createAgent(&world, call) },
            "agent.metadata": { world, _ throws(DomainError) in agentMetadata(world) },
            "agent.get": { world, call throws(DomainError) in
                if let agent = world.tables[.agent]?[call.identifier] {
                    return ["agent": .object(shownAgent(agent, withConfiguration: true))]
                }
                guard let pipeline = world.tables[.pipeline]?[call.identifier] else { throw .notFound(.agent) }
                return ["agent": .object(shownPipeline(pipeline, withConfiguration: true))]
            },
            "agent.update": { world, call throws(DomainError) in
                try require(.resourceManage, world, call)
                try updateAgent(&world, call)
                return .null
            },
            "agent.delete": { world, call throws(DomainError) in
                try require(.resourceManage, world, call)
                for resource in [Resource.agent, .pipeline]
                where world.tables[resource]?.contains(call.identifier) == true {
                    try world.remove(resource, call.identifier)
                    return .null
                }
                throw .notFound(.agent)
            },
            "agent.run.list": { world, call throws(DomainError) in try runs(world, call) },
            "agent.run.events": { world, call throws(DomainError) in try runEvents(world, call) },
        ]
    }

    private func require(_ permission: Permission, _ world: World, _ call: Call) throws(DomainError) {
        guard world.permits(permission, call.principal) else { throw .missingPermission(permission) }
    }

    private func shownAgent(_ record: JSONObject, withConfiguration: Bool) -> JSONObject {
        let patterns = record["supported_event_patterns"] ?? ["*"]
        var shown = record.merging([
            "capability": [
                "message_only": false, "supported_event_patterns": patterns.arrayValue == nil ? ["*"] : patterns,
            ]
        ])
        if !withConfiguration { shown["config"] = nil }
        return shown.sortedByName()
    }

    private func shownPipeline(_ record: JSONObject, withConfiguration: Bool) -> JSONObject {
        let patterns: JSONValue = ["message.received"]
        var shown = record.merging([
            "capability": ["message_only": true, "supported_event_patterns": patterns], "component_ref": "pipeline",
            "kind": "pipeline", "supported_event_patterns": patterns,
        ])
        if !withConfiguration { shown["config"] = nil }
        return shown.sortedByName()
    }

    private func sorted(_ records: [JSONObject], _ call: Call) -> [JSONObject] {
        let given = call.query["sort_by"] ?? ""
        let member = ["created_at", "updated_at"].contains(given) ? given : "updated_at"
        let isDescending = (call.query["sort_order"] ?? "DESC") == "DESC"
        let sorted = records.enumerated().sorted { first, second in
            let (a, b) = (first.element[member]?.stringValue ?? "", second.element[member]?.stringValue ?? "")
            if a == b { return first.offset < second.offset }
            return isDescending ? a > b : a < b
        }
        return sorted.map(\.element)
    }
}

/// Changes of agents.
extension Behaviour {
    private static let changeable = ["name", "description", "emoji", "config", "supported_event_patterns"]

    private func text(_ members: JSONObject, _ name: String, _ initial: String) -> JSONValue {
        isBlank(members[name]) ? .string(initial) : members[name] ?? .null
    }

    private func createAgent(_ world: inout World, _ call: Call) throws(DomainError) -> JSONValue {
        try require(.resourceManage, world, call)
        let members = try content(call)
        let given = text(members, "kind", "agent")
        guard given.arrayValue == nil, given.objectValue == nil else {
            throw .failure("unhashable type: '\(PythonText.type(given))'")
        }
        let kind = PythonText.str(given)
        var record: JSONObject = [
            "description": text(members, "description", ""), "kind": .string(kind),
            "name": text(members, "name", kind == "pipeline" ? "New Pipeline" : "New Agent"),
        ]
        switch kind {
        case "pipeline":
            record["kind"] = nil
            record["emoji"] = text(members, "emoji", "⚙️")
            return ["kind": .string(kind), "uuid": .string(try createPipeline(record, &world, call))]
        case "agent":
            let configuration = members["config"] ?? defaultConfiguration(world)
            let runner = try runner(of: configuration, world)
            record.merge([
                "component_ref": runner.map(JSONValue.string) ?? .null, "config": configuration,
                "emoji": text(members, "emoji", "🤖"),
                "supported_event_patterns": members["supported_event_patterns"] ?? ["*"],
            ])
        case "event_processor":
            record.merge(try processor(members, nil, world))
            record["emoji"] = text(members, "emoji", "🧩")
        default: throw .invalid("Unsupported agent kind: \(kind)")
        }
        return ["kind": .string(kind), "uuid": .string(try world.insert(.agent, record, traits, call.surroundings))]
    }

    private func defaultConfiguration(_ world: World) -> JSONValue {
        guard let runner = runners(world).first(where: { $0.usages.contains("agent") }) else {
            return ["runner": ["expire-time": 0, "id": ""], "runner_config": [:]]
        }
        return [
            "runner": ["expire-time": 0, "id": .string(runner.id)],
            "runner_config": .object([runner.id: .object(runner.defaults)]),
        ]
    }

    /// The runner that an agent's configuration chooses, which must be installed.
    private func runner(of configuration: JSONValue, _ world: World) throws(DomainError) -> String? {
        try checkAgent(configuration)
        guard let id = configuration["runner"]?["id"]?.stringValue, !id.isEmpty else { return nil }
        guard let runner = runners(world).first(where: { $0.id == id }) else {
            throw .failure("Agent runner not found: \(id)")
        }
        guard runner.usages.contains("agent") else {
            throw .invalid("The selected Runner does not support agent usage")
        }
        return id
    }

    /// The members of an event processor, which a component of a plugin runs.
    private func processor(
        _ members: JSONObject,
        _ existing: JSONObject?,
        _ world: World
    ) throws(DomainError) -> JSONObject {
        guard var configuration = (members["config"] ?? existing?["config"] ?? [:]).objectValue else {
            throw .invalid("Processor configuration must be an object")
        }
        let component = isBlank(members["component_ref"]) ? existing?["component_ref"] : members["component_ref"]
        if component?.isNull ?? true, configuration.isEmpty, isBlank(members["parameters"]) {
            return ["component_ref": nil, "config": [:], "supported_event_patterns": []]
        }
        guard let id = component?.stringValue, id.hasPrefix("plugin:") else {
            throw .invalid("Select an installed Runner component")
        }
        guard let runner = runners(world).first(where: { $0.id == id }) else {
            throw .invalid("Runner component is unavailable")
        }
        guard runner.usages.contains("event") else { throw .invalid("The component does not declare supported events") }
        let given = members["parameters"] ?? configuration["runner_config"]?[id] ?? .object(runner.defaults)
        guard given.objectValue != nil else { throw .invalid("Processor parameters must be an object") }
        configuration["runner"] = ["id": .string(id)]
        configuration["runner_config"] = .object([id: given])
        let isDraft = existing == nil && members["config"] == nil && members["parameters"] == nil
        return [
            "component_ref": .string(id), "config": .object(configuration),
            "supported_event_patterns": isDraft ? [] : ["*"],
        ]
    }

    private func updateAgent(_ world: inout World, _ call: Call) throws(DomainError) {
        guard let agent = world.tables[.agent]?[call.identifier] else {
            guard world.tables[.pipeline]?.contains(call.identifier) == true else {
                throw .invalid("Agent \(call.identifier) not found")
            }
            return try updatePipeline(&world, call)
        }
        // What is no object, but can be asked for members, has none of them.
        let given = try call.json()
        let members = PythonDictionary.sequence(given) == nil ? try content(call) : given.objectValue ?? [:]
        var changes = JSONObject()
        for name in Self.changeable { if let value = members[name] { changes[name] = value } }
        if agent["kind"] == "event_processor" {
            let names = ["config", "component_ref", "parameters", "supported_event_patterns"]
            if names.contains(where: { members[$0] != nil }) { changes.merge(try processor(members, agent, world)) }
        } else {
            let runner = try runner(of: changes["config"] ?? agent["config"] ?? .null, world)
            changes["component_ref"] = runner.map(JSONValue.string) ?? .null
        }
        try world.change(.agent, call.identifier, changes, traits, call.surroundings)
    }
}

/// What agents did.
extension Behaviour {
    private static let pageSize = 50
    private static let eventPageSize = 100

    private func number(_ name: String, _ call: Call) throws(DomainError) -> Int64? {
        guard let text = call.query[name], !text.isEmpty else { return nil }
        guard case .number(let number) = pythonInteger(text) else {
            throw .invalid("invalid literal for int() with base 10: '\(text)'")
        }
        return number
    }

    private func checkProcessor(_ world: World, _ call: Call) throws(DomainError) {
        guard world.tables[.agent]?.contains(call.identifier) == true else { throw .invalid("Processor not found") }
    }

    private func runs(_ world: World, _ call: Call) throws(DomainError) -> JSONValue {
        let before = try number("before_id", call)
        try checkProcessor(world, call)
        let all = world.runs.runs.map(\.record).filter { $0["agent_id"]?.stringValue == call.identifier }
        let older = all.reversed().filter { record in
            before.map { (record["id"]?.integerValue ?? 0) < $0 } ?? true
        }
        let page = older.prefix(Self.pageSize)
        let hasMore = older.count > page.count
        return [
            "has_more": .bool(hasMore), "items": .array(page.map(JSONValue.object)),
            "next_cursor": hasMore ? page.last?["id"] ?? nil : nil, "total": .integer(Int64(all.count)),
        ]
    }

    private func runEvents(_ world: World, _ call: Call) throws(DomainError) -> JSONValue {
        let after = try number("after_sequence", call) ?? 0
        try checkProcessor(world, call)
        guard let run = world.runs.run(call.parameters["run_id"] ?? ""),
            run.record["agent_id"]?.stringValue == call.identifier
        else { throw .invalid("Processor run not found") }
        let rest = run.events.filter { ($0["sequence"]?.integerValue ?? 0) > after }
        let page = rest.prefix(Self.eventPageSize)
        let hasMore = rest.count > page.count
        return [
            "has_more": .bool(hasMore), "items": .array(Array(page)),
            "next_cursor": hasMore ? page.last?["sequence"] ?? nil : nil, "run": .object(run.record),
        ]
    }
}
