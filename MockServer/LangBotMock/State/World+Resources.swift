import JSONCore
import LangBotContract

extension World {
    /// The record with the given identifier.
    func record(_ resource: Resource, _ identifier: String) throws(DomainError) -> JSONObject {
        guard let record = tables[resource]?[identifier] else { throw .notFound(resource) }
        return record
    }

    mutating func create(_ resource: Resource, _ call: Call) throws(DomainError) -> JSONValue {
        var record = try schema(resource).created(call.body)
        let uuid = call.surroundings.uuid()
        let identifier = resource.identifier == .name ? record["name"]?.stringValue ?? "" : uuid
        if resource.identifier == .name {
            guard tables[resource]?.contains(identifier) != true else {
                throw .conflict("'\(identifier)' already exists")
            }
        }
        let now = JSONValue.string(call.surroundings.now().text)
        record["uuid"] = .string(uuid)
        record["created_at"] = now
        record["updated_at"] = now
        tables[resource, default: RecordTable()][identifier] = record
        return ["uuid": .string(uuid)]
    }

    mutating func update(_ resource: Resource, _ call: Call) throws(DomainError) -> JSONValue {
        let record = try record(resource, call.identifier)
        var updated = try schema(resource).updated(record, call.body)
        // The identifier of a resource cannot change.
        if resource.identifier == .name { updated["name"] = record["name"] }
        updated["updated_at"] = .string(call.surroundings.now().text)
        tables[resource]?[call.identifier] = updated
        return .null
    }

    mutating func delete(_ resource: Resource, _ call: Call) throws(DomainError) -> JSONValue {
        _ = try record(resource, call.identifier)
        tables[resource]?[call.identifier] = nil
        return .null
    }

    private func schema(_ resource: Resource) throws(DomainError) -> ResourceSchema {
        guard let schema = ResourceSchema.all[resource] else { throw .notFound(resource) }
        return schema
    }

    /// Records with the members that are computed when they are shown.
    func shown(_ records: [JSONObject], _ resource: Resource) -> [JSONValue] {
        switch resource {
        case .bot: return shownBots(records)
        case .mcpServer:
            let runtime: JSONObject = ["runtime_info": ["status": "connecting", "tool_count": 0, "tools": []]]
            return records.map { .object($0.merging(runtime)) }
        default: return records.map(JSONValue.object)
        }
    }

    /// Bots with their pipeline: the one that a bot names, or the default one.
    private func shownBots(_ bots: [JSONObject]) -> [JSONValue] {
        let pipelines = tables[.pipeline]
        let standard = pipelines?.first { $0["is_default"] == true }
        return bots.map { bot in
            var shown = bot
            shown.reserve(2)
            let uuid = bot["use_pipeline_uuid"]
            if uuid == nil { shown["use_pipeline_uuid"] = standard?["uuid"] ?? .null }
            let named = uuid?.stringValue.flatMap { pipelines?[$0] } ?? standard
            shown["use_pipeline_name"] = named?["name"] ?? .null
            return .object(shown)
        }
    }

    /// Adds a task that is already done.
    mutating func completeTask(_ kind: String, _ call: Call) -> JSONValue {
        let id = nextNumber()
        tasks[id] = [
            "id": .integer(id), "kind": .string(kind), "task_type": "user", "status": "completed",
            "created_at": .string(call.surroundings.now().text),
            "runtime": ["done": true, "state": "FINISHED", "exception": nil, "result": nil],
        ]
        return .object(["task_id": .integer(id)])
    }
}
