import JSONCore

/// What the forms for agents are built from.
extension Behaviour {
    func agentMetadata(_ world: World) -> JSONValue {
        let sections = traits.pipelines.metadata.arrayValue ?? []
        let tools = conversationParts.flatMap { $0.tools(world, [:]) }.sorted { $0.name < $1.name }
        let shown = tools.map { tool -> JSONValue in
            [
                "description": .string(tool.description), "human_desc": .string(tool.description),
                "name": .string(tool.name), "parameters": tool.parameters, "source": .string(tool.source),
                "source_name": .string(tool.owner),
            ]
        }
        return [
            "event_processors": [], "host_tools": .array(shown), "kinds": Self.kinds,
            "platform_tools": PlatformTools.json, "runner_config": sections.first { $0["name"] == "ai" } ?? .null,
        ]
    }

    private static let kinds: JSONValue = [
        ["message_only": false, "name": "agent", "supported_event_patterns": ["*"]],
        ["message_only": true, "name": "pipeline", "supported_event_patterns": ["message.received"]],
        ["message_only": false, "name": "event_processor", "supported_event_patterns": ["*"]],
    ]
}
