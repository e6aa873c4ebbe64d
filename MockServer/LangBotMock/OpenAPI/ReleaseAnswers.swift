import JSONCore
import LangBotContract

/// The `data` of a release's answers, by operation.
struct ReleaseAnswers {
    private let handlers: Behaviour
    private let traits: Traits

    init(_ traits: Traits) {
        self.traits = traits
        handlers = Behaviour(traits)
    }

    /// The schema of `data` for every operation that can succeed.
    var data: [OperationID: JSONSchema] {
        [
            models, providers, bots, monitoring, pipelines, chats, knowledge, servers, keys, accounts, system,
            handlers.emptyLists.mapValues { JSONSchema(like: [$0]) }, plugins,
        ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }

    private static let identifier = JSONSchema.object(["uuid": .uuid])
    private static let task = JSONSchema.object(["task_id": .integer])
    private static let nothing = JSONSchema.object([:])

    private var models: [OperationID: JSONSchema] {
        let kinds: [(String, Resource)] = [
            ("llm", .llmModel), ("embedding", .embeddingModel), ("rerank", .rerankModel),
        ]
        return kinds.reduce(into: [:]) { schemas, row in
            func id(_ action: String) -> OperationID { OperationID(rawValue: "model.\(row.0).\(action)") }
            let model = traits.model(row.1)
            schemas[id("list")] = .object(["models": .list(model)])
            schemas[id("get")] = .object(["model": model])
            schemas[id("create")] = Self.identifier
            for action in ["update", "delete", "test"] { schemas[id(action)] = .null }
        }
    }

    private var providers: [OperationID: JSONSchema] {
        let requester = JSONSchema.samples(traits.requesters.keys.sorted().map(handlers.requester))
        return [
            "provider.list": .object(["providers": .list(traits.provider)]),
            "provider.get": .object(["provider": traits.provider]), "provider.create": Self.identifier,
            "provider.update": .null, "provider.delete": .null,
            "provider.scan_models": .object(["models": .emptyList]),
            "requester.list": .object(["requesters": .list(requester)]),
            "requester.get": .object(["requester": requester]),
        ]
    }

    private var bots: [OperationID: JSONSchema] {
        let adapter = JSONSchema.samples(traits.adapters.sorted().map(handlers.adapter))
        let administrator = JSONSchema.object(["id": .integer, "launcher_id": .text, "launcher_type": .text])
        return [
            "adapter.list": .object(["adapters": .list(adapter)]), "adapter.get": .object(["adapter": adapter]),
            "bot.list": .object(["bots": .list(.object(traits.row(.bot)))]), "bot.get": .object(["bot": traits.bot]),
            "bot.create": Self.identifier, "bot.update": .null, "bot.delete": .null,
            "bot.logs": .object(["logs": .emptyList, "total_count": .integer]),
            "bot.send_message": .object(["sent": .flag]),
            "bot.event_routes.status": .object(["routes": .emptyList]),
            "bot.group_filter_migration.get": .object(["needed": .flag]), "bot.group_filter_migration.execute": .null,
            "bot.admin.list": .object(["admins": .list(administrator)]),
            "bot.admin.create": .object(["id": .integer]), "bot.admin.delete": .null,
        ]
    }

    private var pipelines: [OperationID: JSONSchema] {
        let pipeline = JSONSchema.object(traits.row(.pipeline))
        var extensions = traits.pipelines.available.map { name in
            (name, name == "available_mcp_servers" ? JSONSchema.list(traits.server) : .emptyList)
        }
        extensions += traits.pipelines.extensions.map { row in
            // Releases that validate content keep the type of the value.
            (row.shown, traits.checksContents ? JSONSchema(kindOf: row.initial) : .stored)
        }
        let message = JSONSchema.object(["role": .text, "content": .text])
        return [
            "pipeline.list": .object(["pipelines": .list(pipeline)]), "pipeline.get": .object(["pipeline": pipeline]),
            "pipeline.create": Self.identifier, "pipeline.copy": Self.identifier, "pipeline.update": .null,
            "pipeline.delete": .null, "pipeline.extensions.get": .object(extensions),
            "pipeline.extensions.update": .null,
            "pipeline.metadata": .object(["configs": .samples([traits.pipelines.metadata])]),
            "pipeline.run": .object([
                "message_id": .null, "pipeline_uuid": .text, "query_id": .uuid, "replies": .list(message),
                "reply": .text, "session_id": .text, "status": .text,
            ]),
        ]
    }

    private var chats: [OperationID: JSONSchema] {
        let statistics = JSONSchema.object([
            "connections_by_pipeline": Self.nothing, "connections_by_session_type": Self.nothing,
            "pipelines": .integer, "total_connections": .integer,
        ])
        return [
            "pipeline.websocket.connections": .object(["connections": .emptyList, "stats": statistics]),
            "pipeline.websocket.messages": .object(["messages": .emptyList]),
            "pipeline.websocket.reset": .object(["message": .text]),
            "pipeline.websocket.broadcast": .object(["message": .text]),
        ]
    }

    private var knowledge: [OperationID: JSONSchema] {
        let base = JSONSchema.object(traits.row(.knowledgeBase))
        let file = JSONSchema.object([
            "uuid": .uuid, "created_at": .time, "extension": .text, "file_name": .text, "kb_id": .text,
            "status": .text,
        ])
        let schema = JSONSchema.object(["schema": Self.nothing])
        return [
            "knowledge_base.list": .object(["bases": .list(base)]), "knowledge_base.get": .object(["base": base]),
            "knowledge_base.create": Self.identifier,
            "knowledge_base.update": traits.knowledgeNeedsEngine ? .object(["uuid": .text]) : Self.nothing,
            "knowledge_base.delete": Self.nothing, "knowledge_base.file.list": .object(["files": .list(file)]),
            "knowledge_base.file.store": Self.task, "knowledge_base.file.delete": Self.nothing,
            "knowledge_base.retrieve": .object(["results": .list(.passage)]),
            "knowledge_engine.list": .object(["engines": .emptyList]),
            "knowledge_engine.creation_schema": schema, "knowledge_engine.retrieval_schema": schema,
            "knowledge_parser.list": .object(["parsers": .emptyList]),
            "knowledge_migration.status": .object([
                "external_kb_count": .integer, "internal_kb_count": .integer, "needed": .flag,
            ]),
            "file.document.upload": .object(["file_id": .text]), "file.image.upload": .object(["file_key": .text]),
        ]
    }

    private var servers: [OperationID: JSONSchema] {
        [
            "mcp_server.list": .object(["servers": .list(traits.server)]),
            "mcp_server.get": .object(["server": traits.server]), "mcp_server.create": Self.identifier,
            "mcp_server.update": .null, "mcp_server.delete": .null, "mcp_server.test": Self.task,
            "mcp_server.logs": .object(["logs": .emptyList]),
            "mcp_server.resources": .object([
                "resource_capabilities": Self.nothing, "resource_templates": .emptyList, "resources": .emptyList,
            ]),
            "mcp_server.resource_templates": .object(["resource_templates": .emptyList]),
        ]
    }

    private var plugins: [OperationID: JSONSchema] {
        [
            "plugin.install.marketplace": Self.task, "plugin.delete": Self.task, "plugin.upgrade": Self.task,
            "plugin.install.local": Self.task, "plugin.config_file.upload": .object(["file_key": .text]),
            "extension.list": .object([
                "extensions": .list(.object(["server": traits.server, "type": .only("mcp")]))
            ]),
            "sandbox.sessions": .emptyList,
            "monitoring.session_analysis": .object(["found": .flag, "session_id": .text]),
            "workspace.language.get": .object(["language": .text, "supported_languages": .texts]),
        ]
    }

    private var monitoring: [OperationID: JSONSchema] {
        Behaviour.monitored.reduce(into: [:]) { schemas, name in
            schemas[OperationID(rawValue: "monitoring.\(name)")] = .object([
                ("limit", .integer), ("offset", .integer), ("total", .integer), (name, .emptyList),
            ])
        }
    }

    private var keys: [OperationID: JSONSchema] {
        [
            "api_key.list": .object(["keys": .list(traits.key(withSecret: false))]),
            "api_key.create": .object(["key": traits.key(withSecret: true)]),
            "api_key.get": .object(["key": traits.key(withSecret: false)]), "api_key.update": .null,
            "api_key.delete": .null,
        ]
    }

    private var accounts: [OperationID: JSONSchema] {
        var user: [(String, JSONSchema)] = [("account_type", .text), ("has_password", .flag), ("user", .text)]
        if traits.hasWorkspaces { user.append(("account_uuid", .uuid.orNull)) }
        let token = JSONSchema.object(["token": .text])
        let information = handlers.accountInformation(World(workspace: ""))
        return [
            "user.init_status": .object(["initialized": .flag]), "user.init": .null, "user.auth": token,
            "user.check_token": token, "user.info": .object(user), "user.account_info": JSONSchema(like: [information]),
            "user.change_password": .object(["user": .text]),
        ]
    }

    private var system: [OperationID: JSONSchema] {
        let tasks = traits.tasks
        let supported = JSONSchema.object(["supported": .flag])
        return [
            "system.info": JSONSchema(like: [handlers.information(version: "")]),
            "system.capabilities": .object([
                "operations": JSONSchema(["type": "object", "additionalProperties": supported.json]),
                "schema_version": .integer,
            ]),
            "system.context": .object([
                "api_key_id": .text, "instance_uuid": .text, "permissions": .list(.permission),
                "workspace_uuid": .uuid,
            ]),
            "system.plugin_status": .object([
                "is_connected": .flag, "is_enable": .flag, "plugin_connector_error": .text,
            ]),
            "system.logs": .object(["end_offset": .integer, "end_page_number": .integer, "logs": .text]),
            "task.list": .any(of: [
                .object(["tasks": .list(tasks.key)]),
                .object(["id_index": .integer, "tasks": .list(tasks.user)]),
            ]),
            "task.get": .any(of: [tasks.key, tasks.user]),
        ]
    }
}

extension JSONSchema {
    /// A passage of a document, found by a search.
    static let passage = JSONSchema.object([
        "id": .text, "content": .list(.object(["type": .text, "text": .text])),
        "metadata": .object(["file_id": .text, "document_name": .text, "text": .text]), "distance": .number,
        "score": .number,
    ])

    /// Any value of the same type.
    init(kindOf value: JSONValue) {
        switch value {
        case .array: self = .array
        case .object: self = .mapping
        default: self.init(like: [value])
        }
    }
}
