import JSONCore
import LangBotContract

/// What is installed besides LangBot: plugins, MCP servers and skills in one list.
extension Behaviour {
    var extensions: [OperationID: Handler] {
        [
            "extension.list": { world, call throws(DomainError) in
                var rows: [(key: String, row: JSONValue)] = []
                if hasPluginRuntime(call) {
                    rows += world.plugins.running.reversed().map { plugin in
                        (plugin.name.lowercased(), ["plugin": shown(plugin), "type": "plugin"])
                    }
                }
                rows += world.records(.mcpServer).map { record in
                    let name = record["name"]?.stringValue ?? ""
                    return (name.lowercased(), ["server": .object(shownServer(record, world)), "type": "mcp"])
                }
                rows += listedSkills(world, call).map { skill in
                    let shown = shown(skill, world)
                    let name = shown["display_name"]?.stringValue ?? ""
                    return (
                        (name.isEmpty ? skill.name : name).lowercased(), ["skill": .object(shown), "type": "skill"]
                    )
                }
                // The order of the kinds stays among equal names.
                let sorted = rows.enumerated().sorted { first, second in
                    (first.element.key, first.offset) < (second.element.key, second.offset)
                }
                return ["extensions": .array(sorted.map(\.element.row))]
            }
        ]
    }
}
