import JSONCore

/// What the forms for agents are built from.
extension Behaviour {
    func agentMetadata(_ world: World) -> JSONValue {
        let sections = pipelineMetadata(world).arrayValue ?? []
        let tools = allTools(world, hasPlugins: true, hasSandbox: true) + HostTools.resources
        return [
            "event_processors": [], "host_tools": .array(tools.map(JSONValue.object)), "kinds": Self.kinds,
            "platform_tools": PlatformTools.json, "runner_config": sections.first { $0["name"] == "ai" } ?? .null,
        ]
    }

    private static let kinds: JSONValue = [
        ["message_only": false, "name": "agent", "supported_event_patterns": ["*"]],
        ["message_only": true, "name": "pipeline", "supported_event_patterns": ["message.received"]],
        ["message_only": false, "name": "event_processor", "supported_event_patterns": ["*"]],
    ]

    /// The description of a pipeline's configuration, with the runners that are installed.
    func pipelineMetadata(_ world: World) -> JSONValue {
        let installed = runners(world)
        guard traits.runnersArePlugins, !installed.isEmpty else { return traits.pipelines.metadata }
        let sections = (traits.pipelines.metadata.arrayValue ?? []).map { section -> JSONValue in
            guard section["name"] == "ai", let known = section.objectValue else { return section }
            let stages = (known["stages"]?.arrayValue ?? []).map { offering(installed, in: $0) }
            return .object(known.merging(["stages": .array(stages + installed.map(stage))]))
        }
        return .array(sections)
    }

    /// The choice of a runner, among those installed.
    private func offering(_ runners: [ConversationPart.Runner], in stage: JSONValue) -> JSONValue {
        guard stage["name"] == "runner", let known = stage.objectValue else { return stage }
        let options = runners.map { runner -> JSONValue in
            ["description": runner.description, "label": runner.label, "name": .string(runner.id)]
        }
        let fields = (known["config"]?.arrayValue ?? []).map { field -> JSONValue in
            guard field["name"] == "id", let members = field.objectValue else { return field }
            let chosen: JSONObject = ["default": .string(runners.first?.id ?? ""), "options": .array(options)]
            return .object(members.merging(chosen))
        }
        return .object(known.merging(["config": .array(fields)]))
    }

    private func stage(_ runner: ConversationPart.Runner) -> JSONValue {
        let fields = runner.fields.map { field -> JSONValue in
            let known: JSONObject = [
                "allow_custom": false, "default": nil, "description": nil,
                "id": .string("\(runner.id).\(field["name"]?.stringValue ?? "")"), "label": nil, "name": nil,
                "options": nil, "required": false, "type": "string",
            ]
            return .object(known.merging(field.objectValue ?? [:]))
        }
        return [
            "config": .array(fields), "description": runner.description, "label": runner.label,
            "name": .string(runner.id),
        ]
    }
}
