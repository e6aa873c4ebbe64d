import JSONCore
import LangBotContract

/// The schemas of the content and the query of requests.
struct RequestSchemas {
    /// The release, or nil for the documented profile.
    let release: Release?

    /// The schema of JSON content.
    func content(_ operation: OperationID) -> JSONSchema {
        if release == nil, let schema = Self.documented[operation] { return schema }
        let release = release ?? Self.documentRelease
        guard case .json(let members)? = Contract.request(operation)?.body else { return .mapping }
        let taken = members.filter { $0.isTaken(by: release) }
        return .object(
            taken.filter { $0.isRequired(by: release) }.map { ($0.name, Self.type(of: $0.name)) },
            taken.filter { !$0.isRequired(by: release) }.map { ($0.name, Self.type(of: $0.name)) },
            isOpen: true
        )
    }

    /// The query parameters with their schemas.
    func query(_ operation: OperationID) -> [(String, JSONSchema)] {
        let release = release ?? Self.documentRelease
        let members = Contract.request(operation)?.query ?? []
        return members.filter { $0.isTaken(by: release) }.map { ($0.name, Self.parameters[$0.name] ?? .text) }
    }

    /// The release that the document was written for.
    private static let documentRelease = Release.v4_5_4

    private static func type(of name: String) -> JSONSchema { types[name] ?? .text }

    /// The types that a client should send; releases accept others too, and fail on some of them.
    private static let types: [String: JSONSchema] = [
        "abilities": .texts, "actor": .mapping, "adapter_config": .mapping, "api_keys": .texts,
        "administrator_force": .flag, "bound_mcp_resources": .list(.mapping), "bound_mcp_servers": .texts,
        "bound_plugins": .list(.mapping), "bound_skills": .texts, "cascade": .flag, "config": .mapping,
        "context_length": .integer, "creation_settings": .mapping, "data": .mapping,
        "defer_initialization": .flag, "delete_data": .flag, "disable_pipeline_at_bot": .flag, "enable": .flag,
        "enable_all_mcp_servers": .flag, "enable_all_plugins": .flag, "enable_all_skills": .flag,
        "event_bindings": .list(.mapping), "extensions_preferences": .mapping, "extra_args": .mapping,
        "from_index": .integer, "include_blob": .flag, "initialize_engine": .flag, "is_default": .flag,
        "max_bytes": .integer, "max_count": .integer, "mcp_resource_agent_read_enabled": .flag,
        "message_chain": .list(.mapping), "mock": .mapping, "parameters": .mapping,
        "pipeline_routing_rules": .list(.mapping), "plugin_processors": .list(.mapping),
        "prefered_ranking": .integer, "provider": .mapping, "reasoning_config": .mapping,
        "release_id": .integer, "requester_config": .mapping, "retrieval_settings": .mapping, "scopes": .texts,
        "socket_mode": .flag, "source_paths": .texts, "supported_event_patterns": .texts, "top_k": .integer,
    ]

    private static let parameters: [String: JSONSchema] = [
        "include_secret": .oneOf("true", "false"), "limit": .integer, "offset": .integer,
        "start_offset": .integer, "start_page_number": .integer, "sort_order": .oneOf("ASC", "DESC"),
        "sort_by": .oneOf("created_at", "updated_at"), "isActive": .oneOf("true", "false"),
    ]

    /// The content that the documented profile accepts; it validates every member.
    private static let documented: [OperationID: JSONSchema] = {
        let key: JSONSchema.Members = ["name": .filledText]
        let described: JSONSchema.Members = ["description": .text]
        let account = JSONSchema.object(["user": .filledText, "password": .filledText], isOpen: true)
        var schemas: [OperationID: JSONSchema] = [
            "api_key.create": .object(key, optional: described, isOpen: true),
            "api_key.update": .object([:], optional: ["name": .filledText, "description": .text], isOpen: true),
            "user.init": account, "user.auth": account,
            "bot.logs": .object(
                [:],
                optional: [
                    "from_index": .integer, "max_count": JSONSchema(["type": "integer", "minimum": 0]),
                ],
                isOpen: true
            ),
            "knowledge_base.file.store": .object(["file_id": .filledText], isOpen: true),
            "knowledge_base.retrieve": .object(["query": .filledText], optional: ["top_k": .integer], isOpen: true),
            "pipeline.extensions.update": .object(
                [:],
                optional: [
                    "bound_plugins": .array, "bound_mcp_servers": .array, "enable_all_plugins": .flag,
                    "enable_all_mcp_servers": .flag,
                ],
                isOpen: true
            ),
        ]
        let rows: [(String, Resource)] = [
            ("model.llm", .llmModel), ("model.embedding", .embeddingModel), ("bot", .bot), ("pipeline", .pipeline),
            ("knowledge_base", .knowledgeBase), ("mcp_server", .mcpServer),
        ]
        for (prefix, resource) in rows {
            guard let table = Tables.documented[resource] else { continue }
            let members = table.columns.map { ($0.name, $0.schema) }
            schemas[OperationID(rawValue: "\(prefix).update")] = .object([], members, isOpen: true)
            let complete = table.required.map { names in
                JSONSchema.object(
                    members.filter { names.contains($0.0) },
                    members.filter { !names.contains($0.0) },
                    isOpen: true
                )
            }
            schemas[OperationID(rawValue: "\(prefix).create")] = .any(of: complete)
        }
        return schemas
    }()
}
