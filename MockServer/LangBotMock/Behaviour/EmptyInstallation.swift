import JSONCore
import LangBotContract

/// The operations of an installation without plugins, skills, agents and monitoring data.
extension Behaviour {
    var emptyInstallation: [OperationID: Handler] {
        var handlers = emptyLists.mapValues(giving)
        for (operation, complaint) in complaints { handlers[operation] = complaining(complaint) }
        for (resource, operations) in members {
            for operation in operations { handlers[operation] = failing(.notFound(resource)) }
        }
        return handlers.merging(workspace) { $1 }.merging(monitoring) { $1 }
    }

    private func giving(_ data: JSONValue) -> Handler { { _, _ throws(DomainError) in data } }

    private func failing(_ error: DomainError) -> Handler { { _, _ throws(DomainError) in throw error } }

    private func complaining(_ complaint: String) -> Handler {
        { _, call throws(DomainError) in
            try call.checkContent()
            throw .invalid(complaint)
        }
    }

    /// The operations that answer with empty data.
    var emptyLists: [OperationID: JSONValue] {
        [
            "agent.list": ["agents": []],
            "agent.metadata": agentMetadata,
        ]
    }

    /// The operations that always report a missing or invalid parameter.
    var complaints: [OperationID: String] {
        [
            "agent.create": "The mock cannot create agents"
        ]
    }

    /// The operations on resources that never exist here.
    var members: [Resource: [OperationID]] {
        [
            .agent: [
                "agent.get", "agent.update", "agent.delete", "agent.debug", "agent.debug_stream", "agent.run.list",
                "agent.run.events",
            ],
            .system: ["monitoring.message_details"],
        ]
    }

    private static let languages: [JSONValue] = [
        "en_US", "zh_Hans", "zh_Hant", "ja_JP", "es_ES", "ru_RU", "th_TH", "vi_VN",
    ]

    private var workspace: [OperationID: Handler] {
        [
            "workspace.language.get": { _, _ throws(DomainError) in
                ["language": Self.languages[0], "supported_languages": .array(Self.languages)]
            },
            // The release writes the language in a way that its own database guard rejects.
            "workspace.language.update": { _, call throws(DomainError) in
                guard let language = try content(call)["language"], Self.languages.contains(language) else {
                    throw .invalidLanguage
                }
                throw .failure("TenantUnitOfWork does not allow an unknown ON CONFLICT update shape")
            },
            "monitoring.session_reset": { _, call throws(DomainError) in
                let content = try call.json()
                let isNamed = ["bot_id", "session_id"].allSatisfy { content[$0]?.stringValue?.isEmpty == false }
                throw isNamed ? .notFound(.system) : .invalidRequest("bot_id and session_id are required")
            },
            "monitoring.session_analysis": { _, call throws(DomainError) in
                ["found": false, "session_id": .string(call.identifier)]
            },
        ]
    }

    private var agentMetadata: JSONValue {
        let text: JSONValue = ["en_US": "Sample", "zh_Hans": "Sample"]
        let field: JSONValue = [
            "default": 0, "description": text, "label": text, "name": "value", "required": true, "type": "integer",
        ]
        return [
            "event_processors": [],
            "host_tools": [
                [
                    "description": "Uses a skill", "human_desc": "Use a skill", "name": "activate",
                    "parameters": [
                        "additionalProperties": false,
                        "properties": ["skill_name": ["description": "Which skill", "type": "string"]],
                        "required": ["skill_name"], "type": "object",
                    ], "source": "skill", "source_name": "LangBot",
                ]
            ],
            "kinds": [["message_only": false, "name": "agent", "supported_event_patterns": ["*"]]],
            "platform_tools": [
                [
                    "api": "send_message", "category": "message", "description": text, "event_patterns": ["*"],
                    "label": text, "name": "send_message",
                    "parameters": ["additionalProperties": false, "properties": [:], "type": "object"],
                    "risk": "low", "scope": "bot",
                ]
            ],
            "runner_config": [
                "label": text, "name": "ai",
                "stages": [["config": [field], "description": text, "label": text, "name": "runner"]],
            ],
        ]
    }
}
