import JSONCore
import LangBotContract

extension ReleaseHandlers {
    var pipelines: [OperationID: Handler] {
        [
            "pipeline.list": { world, call throws(DomainError) in
                ["pipelines": .array(sorted(world.tables[.pipeline]?.records ?? [], call).map(JSONValue.object))]
            },
            "pipeline.metadata": { _, _ throws(DomainError) in ["configs": traits.pipelines.metadata] },
            "pipeline.create": { world, call throws(DomainError) in
                let members = try object(call)
                try checkNewPipeline(members)
                let uuid = try world.insert(.pipeline, newPipeline(members), traits, call)
                try load(try world.record(.pipeline, uuid))
                return ["uuid": .string(uuid)]
            },
            "pipeline.get": { world, call throws(DomainError) in
                ["pipeline": .object(try world.record(.pipeline, call.identifier))]
            },
            "pipeline.update": { world, call throws(DomainError) in
                try updatePipeline(&world, call)
                return .null
            },
            "pipeline.delete": { world, call throws(DomainError) in
                try world.remove(.pipeline, call.identifier)
                return .null
            },
            "pipeline.copy": { world, call throws(DomainError) in
                ["uuid": .string(try copyPipeline(&world, call))]
            },
            "pipeline.extensions.get": { world, call throws(DomainError) in
                shownExtensions(try world.record(.pipeline, call.identifier), world)
            },
            "pipeline.extensions.update": { world, call throws(DomainError) in
                try updateExtensions(&world, call)
                return .null
            },
            "pipeline.run": { world, call throws(DomainError) in try run(world, call) },
        ]
    }

    /// The row of a new pipeline, with the configuration and stages of the release.
    func newPipeline(_ members: JSONObject) -> JSONObject {
        var members = members
        if traits.descriptionIsOptional, members["description"] == nil { members["description"] = "" }
        if members["extensions_preferences"] == nil {
            members["extensions_preferences"] = .object(traits.pipelines.preferences)
        }
        let given = traits.checksContents && members["config"] != [:] ? members["config"] : nil
        return members.merging([
            "config": given ?? traits.pipelines.configuration, "for_version": .string("v" + traits.release.rawValue),
            "is_default": false, "stages": ["PreProcessor", "MessageProcessor", "SendResponseBackStage"],
        ])
    }

    private func sorted(_ records: [JSONObject], _ call: Call) -> [JSONObject] {
        let member = call.query["sort_by"] ?? "created_at"
        guard ["created_at", "updated_at"].contains(member) else { return records }
        let isDescending = (call.query["sort_order"] ?? "DESC") == "DESC"
        let enumerated = records.enumerated().sorted { first, second in
            let (a, b) = (first.element[member]?.stringValue ?? "", second.element[member]?.stringValue ?? "")
            if a == b { return first.offset < second.offset }
            return isDescending ? a > b : a < b
        }
        return enumerated.map(\.element)
    }

    private static let own = ["uuid", "workspace_uuid", "for_version", "stages", "is_default"]

    private func updatePipeline(_ world: inout World, _ call: Call) throws(DomainError) {
        let members = JSONObject(try object(call).filter { !Self.own.contains($0.name) }.map { ($0.name, $0.value) })
        if traits.checksContents, members["config"] != nil || members["extensions_preferences"] != nil {
            _ = try world.record(.pipeline, call.identifier)
            try checkPipeline(members)
        }
        try world.change(.pipeline, call.identifier, members, traits, call)
        let record = try world.record(.pipeline, call.identifier)
        // Bots repeat the name as the database has stored it.
        if members["name"] != nil, let name = record["name"], !traits.botsBindEvents {
            for bot in world.tables[.bot]?.records ?? [] where bot["use_pipeline_uuid"]?.stringValue == call.identifier
            {
                let uuid = bot["uuid"]?.stringValue ?? ""
                world.tables[.bot]?[uuid] = bot.merging(["use_pipeline_name": name])
            }
        }
        try load(record)
    }

    /// - Throws: a failure if the pipeline is stored but unusable.
    private func load(_ record: JSONObject) throws(DomainError) {
        guard traits.pipelines.accepts(record["config"] ?? .null) else { throw .failure("'ai'") }
        guard let preferences = record["extensions_preferences"]?.objectValue,
            (preferences["plugins"] ?? []).arrayValue != nil
        else { throw .failure("The preferences cannot be read") }
    }

    private func copyPipeline(_ world: inout World, _ call: Call) throws(DomainError) -> String {
        let original: JSONObject
        do {
            original = try world.record(.pipeline, call.identifier)
        } catch  where !traits.looksFirst {
            throw .notFoundByName("Pipeline \(call.identifier)")
        }
        var members: JSONObject = [:]
        for name in ["config", "description", "extensions_preferences", "stages", "for_version"] {
            members[name] = original[name]
        }
        if original["extensions_preferences"] == [:] {
            members["extensions_preferences"] = .object(traits.pipelines.preferences)
        }
        if traits.completesPreferences, var preferences = members["extensions_preferences"]?.objectValue {
            for row in traits.pipelines.extensions where preferences[row.preference] == nil {
                preferences[row.preference] = row.initial
            }
            members["extensions_preferences"] = .object(preferences)
        }
        members["name"] = .string("\(original["name"]?.stringValue ?? "") (Copy)")
        let uuid = try world.insert(.pipeline, members, traits, call)
        try load(try world.record(.pipeline, uuid))
        return uuid
    }

    private func shownExtensions(_ record: JSONObject, _ world: World) -> JSONValue {
        let preferences = record["extensions_preferences"]?.objectValue ?? [:]
        var shown = JSONObject()
        for name in traits.pipelines.available { shown[name] = [] }
        let servers = world.tables[.mcpServer]?.records ?? []
        shown["available_mcp_servers"] = .array(servers.map { .object(shownServer($0, world)) })
        for row in traits.pipelines.extensions { shown[row.shown] = preferences[row.preference] ?? row.initial }
        return .object(shown.sortedByName())
    }

    private func updateExtensions(_ world: inout World, _ call: Call) throws(DomainError) {
        let members = try object(call)
        var record = try world.record(.pipeline, call.identifier)
        var preferences = record["extensions_preferences"]?.objectValue ?? [:]
        for row in traits.pipelines.extensions {
            guard let value = members[row.shown] else {
                if !row.stays { preferences[row.preference] = row.initial }
                continue
            }
            if traits.checksContents, value.kind != row.initial.kind {
                let kind = row.initial.kind == "array" ? "list" : row.initial.kind
                throw .invalid("Pipeline extension field '\(row.shown)' must be a \(kind)")
            }
            preferences[row.preference] = value
        }
        record["extensions_preferences"] = .object(preferences)
        world.tables[.pipeline]?[call.identifier] = record
        try load(record)
    }

    /// The reply repeats the message, because nothing is behind the pipelines of a mock.
    private func run(_ world: World, _ call: Call) throws(DomainError) -> JSONValue {
        guard let members = try call.json().objectValue, members.names == ["message"], let message = members["message"]
        else { throw .invalid("Expected an object containing message") }
        guard let text = message.stringValue, text.contains(where: { !$0.isWhitespace }),
            text.unicodeScalars.count <= 100_000
        else { throw .invalid("message must contain 1..100000 characters") }
        _ = try world.record(.pipeline, call.identifier)
        let reply = JSONValue.string("You said: \(text)")
        let session = "person_websocket_\(call.identifier):\(call.surroundings.uuid())"
        return [
            "message_id": .null, "pipeline_uuid": .string(call.identifier),
            "query_id": .string(call.surroundings.uuid()),
            "replies": [["content": reply, "role": "assistant"]], "reply": reply,
            "session_id": .string(session), "status": "completed",
        ]
    }
}
