import JSONCore
import LangBotContract

extension World {
    /// The record of that identifier.
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
                throw .conflict("There is one of that name already: \(identifier)")
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
        // What a resource is addressed by stays what it is.
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

    /// A record with what is only known when it is shown.
    func shown(_ record: JSONObject, _ resource: Resource) -> JSONObject {
        switch resource {
        case .bot: shownBot(record)
        case .mcpServer: record.merging(["runtime_info": ["status": "connecting", "tool_count": 0, "tools": []]])
        default: record
        }
    }

    /// A bot with the pipeline it uses: the one it names, or the default one.
    private func shownBot(_ record: JSONObject) -> JSONObject {
        let pipelines = tables[.pipeline]
        let named = record["use_pipeline_uuid"]?.stringValue.flatMap { pipelines?[$0] }
        let pipeline = named ?? pipelines?.records.first { $0["is_default"] == true }
        var shown = record
        shown["use_pipeline_uuid"] = record["use_pipeline_uuid"] ?? pipeline?["uuid"] ?? .null
        shown["use_pipeline_name"] = pipeline?["name"] ?? .null
        return shown
    }

    /// A task that is done as soon as it is there.
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
