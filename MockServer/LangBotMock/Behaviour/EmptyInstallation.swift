import JSONCore
import LangBotContract

/// The operations of an installation without plugins, skills and monitoring data.
extension Behaviour {
    var emptyInstallation: [OperationID: Handler] {
        var handlers = emptyLists.mapValues(giving)
        for (operation, complaint) in complaints { handlers[operation] = complaining(complaint) }
        for (resource, operations) in members {
            for operation in operations { handlers[operation] = failing(.notFound(resource)) }
        }
        for operation in ["plugin.install.marketplace", "plugin.delete", "plugin.upgrade"] as [OperationID] {
            handlers[operation] = startingTask
        }
        return handlers.merging(workspace) { $1 }.merging(pluginFiles) { $1 }
    }

    private func giving(_ data: JSONValue) -> Handler { { _, _ throws(DomainError) in data } }

    private func failing(_ error: DomainError) -> Handler { { _, _ throws(DomainError) in throw error } }

    private func complaining(_ complaint: String) -> Handler {
        { _, call throws(DomainError) in
            try call.checkContent()
            throw .invalid(complaint)
        }
    }

    private var startingTask: Handler {
        { world, call throws(DomainError) in
            try call.checkContent()
            return ["task_id": .integer(addTask("plugin-operation", &world, call))]
        }
    }

    /// The operations that answer with empty data.
    var emptyLists: [OperationID: JSONValue] {
        let debugging: JSONObject = ["debug_url": "ws://localhost:5401/plugin/debug/ws", "plugin_debug_key": ""]
        return [
            "plugin.list": ["plugins": []],
            "plugin.debug_info": .object(traits.hasWorkspaces ? debugging.merging(["expires_at": ""]) : debugging),
            "skill.list": ["skills": []],
            "sandbox.errors": [],
            "sandbox.status": [
                "available": false, "connector_error": "The box is not available", "enabled": true, "hidden": false,
                "profile": "default", "recent_error_count": 0,
            ],
        ]
    }

    /// The operations that always report a missing or invalid parameter.
    var complaints: [OperationID: String] {
        [
            "plugin.config_file.delete": "invalid file key",
            "plugin.github.release_assets": "Missing required parameters",
            "plugin.github.releases": "Invalid GitHub repository URL",
            "plugin.install.github": traits.hasWorkspaces
                ? "owner must be a valid GitHub repository owner" : "Missing asset_url parameter",
            "plugin.install.local_preview": "file is required",
            "plugin.page_api": "invalid endpoint",
            "skill.create": "Missing required field: name",
            "skill.install.github": "Missing required field: asset_url",
            "skill.preview.github": "Missing required field: asset_url",
            "skill.install.upload": "file is required",
            "skill.preview.upload": "file is required",
            "skill.scan": "Missing required parameter: path",
        ]
    }

    /// The operations on resources that never exist here.
    var members: [Resource: [OperationID]] {
        [
            .plugin: [
                "plugin.get", "plugin.config.get", "plugin.config.update", "plugin.logs", "plugin.readme",
                "plugin.icon", "plugin.asset",
            ],
            .skill: [
                "skill.get", "skill.update", "skill.delete", "skill.preview", "skill.files.list", "skill.files.read",
                "skill.files.write",
            ],
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
            "extension.list": { world, _ throws(DomainError) in
                let servers = world.records(.mcpServer).map { JSONValue.object(shownServer($0, world)) }
                return ["extensions": .array(servers.map { ["server": $0, "type": "mcp"] })]
            },
            "sandbox.sessions": { _, _ throws(DomainError) in
                guard traits.listsSessionsWithoutSandbox else { throw .failure("The sandbox is not available") }
                return []
            },
        ]
    }
}
