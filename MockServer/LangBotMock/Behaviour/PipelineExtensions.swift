import JSONCore
import LangBotContract

extension Behaviour {
    var pipelineExtensions: [OperationID: Handler] {
        [
            "pipeline.extensions.get": { world, call throws(DomainError) in
                try shownExtensions(try world.record(.pipeline, call.identifier), world, call)
            },
            "pipeline.extensions.update": { world, call throws(DomainError) in
                try updateExtensions(&world, call)
                return .null
            },
        ]
    }

    private func shownExtensions(
        _ record: JSONObject,
        _ world: World,
        _ call: Call
    ) throws(DomainError) -> JSONValue {
        let preferences = try shownPreferences(record)
        var shown = JSONObject()
        for row in traits.pipelines.extensions { shown[row.shown] = preferences[row.preference] ?? row.initial }
        for name in traits.pipelines.available { shown[name] = .array(available(name, world, call)) }
        return .object(traits.arranged(shown))
    }

    private func available(_ name: String, _ world: World, _ call: Call) -> [JSONValue] {
        switch name {
        case "available_mcp_servers":
            return world.records(.mcpServer).map { server in
                .object(traits.pipelines.showsServerState ? shownServer(server, world) : server)
            }
        case "available_skills": return listedSkills(world, call).map { .object(shown($0, world)) }
        default:
            guard hasPluginRuntime(call) else { return [] }
            return world.plugins.running.reversed().filter { plugin in
                !traits.pipelinesNeedComponents
                    || plugin.components.contains { ["Tool", "Command", "EventListener"].contains($0.kind) }
            }.map { shown($0) }
        }
    }

    private func updateExtensions(_ world: inout World, _ call: Call) throws(DomainError) {
        try findFirst(.pipeline, world, call)
        let members = try content(call)
        if traits.pipelines.checksExtensions {
            try checkExtensions(members, traits.pipelines.extensionComplaint, \.shown)
        }
        var record = try world.record(.pipeline, call.identifier)
        var preferences = try storedPreferences(record)
        for row in traits.pipelines.extensions {
            if row.nullStays, members[row.shown]?.isNull == true { continue }
            guard let value = members[row.shown] else {
                if !row.stays { preferences[row.preference] = row.initial }
                continue
            }
            preferences[row.preference] = value
        }
        record[traits.pipelines.preferencesMember] = .object(preferences)
        world.tables[.pipeline]?[call.identifier] = record
        try reload(record, &world)
    }
}
