import LangBotContract

/// The statuses of an operation's answers.
enum AnswerStatuses {
    /// The statuses in the documented profile, derived from the credentials, parameters and content of the operation.
    static func documented(_ endpoint: Endpoint) -> [Int] {
        var statuses: Set<Int> = [200]
        if endpoint.credentials != .open || endpoint.id == "user.auth" { statuses.insert(401) }
        if !endpoint.path.parameters.isEmpty { statuses.insert(404) }
        if endpoint.content != .none { statuses.formUnion([400, 415]) }
        if endpoint.id == "pipeline.list" { statuses.insert(400) }
        if ["mcp_server.create", "user.init"].contains(endpoint.id) { statuses.insert(409) }
        return statuses.sorted()
    }

    /// The statuses in a release.
    static func release(_ endpoint: Endpoint, _ traits: Traits) -> [Int] {
        var statuses: Set<Int> = []
        if endpoint.credentials != .open { statuses.insert(401) }
        if endpoint.permission != nil, endpoint.credentials.acceptsAPIKey, traits.hasWorkspaces {
            statuses.insert(403)
        }
        statuses.formUnion(failures[endpoint.id]?[traits.release] ?? [])
        if ContentNeed.rows[endpoint.id]?[traits.release] != nil { statuses.insert(500) }
        statuses.insert(unconditional(endpoint.id, traits) ?? 200)
        return statuses.sorted()
    }

    /// The status of operations that always fail, because an installation without plugins has nothing for them.
    private static func unconditional(_ operation: OperationID, _ traits: Traits) -> Int? {
        let handlers = Behaviour(traits)
        if operation == "sandbox.sessions", !traits.listsSessionsWithoutSandbox { return 500 }
        // The MCP server is never connected, and writing the language fails in the release.
        if operation == "mcp_server.resource_read" || operation == "workspace.language.update" { return 500 }
        if handlers.complaints[operation] != nil || operation == "adapter.slack_setup.create" { return 400 }
        let members = handlers.members.flatMap(\.value) + alwaysMissing
        return members.contains(operation) ? MissingAnswers.answer(operation, in: traits.release).refusedStatus : nil
    }

    private static let alwaysMissing: [OperationID] = [
        "adapter.slack_setup.get", "adapter.slack_setup.delete", "knowledge_engine.creation_schema",
        "knowledge_engine.retrieval_schema", "monitoring.session_reset",
    ]

    /// The error statuses of operations by release, besides those for credentials.
    private static let failures: [OperationID: Since<[Int]>] = [
        "provider.create": [.v4_7_2: [500]],
        "provider.list": [.v4_7_2: [], .v4_10_11: [400]],
        "provider.get": [.v4_7_2: [404], .v4_10_11: [400, 404]],
        "provider.update": [.v4_7_2: [500], .v4_10_11: [404, 500]],
        "provider.delete": [.v4_7_2: [400, 500], .v4_10_11: [400, 404]],
        "provider.scan_models": [.v4_9_7: [400], .v4_10_11: [404]],
        "requester.get": [.v4_5_1: [404]],
        "adapter.get": [.v4_5_1: [404]],
        "bot.create": [.v4_5_1: [500], .v4_11_2: [400, 500]],
        "bot.get": [.v4_5_1: [404], .v4_6_5: [500], .v4_10_11: [404]],
        "bot.update": [.v4_5_1: [500], .v4_10_11: [404, 500], .v4_11_2: [400, 404, 500]],
        "bot.delete": [.v4_5_1: [], .v4_10_11: [404]],
        "bot.logs": [.v4_5_1: [500], .v4_10_11: [404, 500]],
        "bot.send_message": [.v4_6_5: [400, 500], .v4_10_11: [400, 404, 500]],
        "bot.event_routes.status": [.v4_11_2: [404]],
        "bot.group_filter_migration.get": [.v4_11_2: [404]],
        "bot.group_filter_migration.execute": [.v4_11_2: [404]],
        "bot.admin.list": [.v4_10_11: [404]],
        "bot.admin.create": [.v4_10_11: [400, 404, 409, 500]],
        "bot.admin.delete": [.v4_10_11: [404]],
        "pipeline.create": [.v4_5_1: [500], .v4_11_2: [400, 500]],
        "pipeline.get": [.v4_5_1: [404]],
        "pipeline.update": [.v4_5_1: [500], .v4_10_11: [404, 500], .v4_11_2: [400, 404, 500]],
        "pipeline.delete": [.v4_5_1: [], .v4_10_11: [404]],
        "pipeline.copy": [.v4_6_5: [404, 500]],
        "pipeline.extensions.get": [.v4_5_1: [404]],
        "pipeline.extensions.update": [.v4_5_1: [500], .v4_10_11: [404, 500], .v4_11_2: [400, 404, 500]],
        "pipeline.run": [.v4_11_2: [400, 404, 500]],
        "pipeline.websocket.connections": [.v4_6_5: [], .v4_10_11: [404]],
        "pipeline.websocket.messages": [.v4_6_5: [], .v4_10_11: [400, 404]],
        "pipeline.websocket.reset": [.v4_6_5: [], .v4_10_11: [400, 404]],
        "pipeline.websocket.broadcast": [.v4_6_5: [400, 500], .v4_10_11: [400, 404, 500]],
        "file.image.get": [.v4_5_1: [404]],
        "knowledge_base.create": [.v4_5_1: [500], .v4_9_7: [400, 500]],
        "knowledge_base.get": [.v4_5_1: [404]],
        "knowledge_base.update": [.v4_5_1: [500], .v4_10_11: [404, 500]],
        "knowledge_base.delete": [.v4_5_1: [], .v4_10_11: [404]],
        "knowledge_base.file.list": [.v4_5_1: [], .v4_10_11: [404]],
        "knowledge_base.file.store": [.v4_5_1: [400, 500], .v4_10_11: [400, 404, 500]],
        "knowledge_base.file.delete": [.v4_5_1: [500], .v4_10_11: [404]],
        "knowledge_base.retrieve": [.v4_5_1: [500], .v4_9_7: [400, 500], .v4_10_11: [400, 404, 500]],
        "mcp_server.create": [.v4_5_1: [500], .v4_10_11: [400, 500]],
        "mcp_server.get": [.v4_5_1: [404]],
        "mcp_server.update": [.v4_5_1: [404, 500], .v4_10_11: [400, 404, 500]],
        "mcp_server.delete": [.v4_5_1: [404]],
        "mcp_server.test": [.v4_5_1: [500], .v4_10_11: [404, 500]],
        "mcp_server.logs": [.v4_5_1: [404]],
        "mcp_server.resources": [.v4_5_1: [404]],
        "mcp_server.resource_templates": [.v4_5_1: [404]],
        "mcp_server.resource_read": [.v4_5_1: [400, 404, 500]],
        "api_key.create": [.v4_5_1: [400, 500]],
        "api_key.get": [.v4_5_1: [404]],
        "api_key.update": [.v4_5_1: [500], .v4_10_11: [400, 404, 500]],
        "api_key.delete": [.v4_5_1: [], .v4_10_11: [404]],
        "user.init": [.v4_5_1: [500], .v4_11_2: [400, 500]],
        "user.auth": [.v4_5_1: [500], .v4_11_2: [400, 500]],
        "user.change_password": [.v4_5_1: [400, 500]],
        "knowledge_engine.creation_schema": [.v4_9_7: [], .v4_10_11: [400]],
        "knowledge_engine.retrieval_schema": [.v4_9_7: [], .v4_10_11: [400]],
        "monitoring.session_reset": [.v4_11_2: [400, 500]],
        "task.get": [.v4_5_1: [404, 500], .v4_10_11: [404]],
        "workspace.language.update": [.v4_11_2: [400, 500]],
        "system.logs": [.v4_5_1: [500]],
        "plugin.config_file.upload": [.v4_5_1: [400]],
        "plugin.install.local": [.v4_5_1: [400]],
    ].merging(models) { first, _ in first }.merging(monitoring) { first, _ in first }

    private static let monitoring: [OperationID: Since<[Int]>] = Behaviour.monitored.reduce(into: [:]) {
        $0[OperationID(rawValue: "monitoring.\($1)")] = [.v4_8_7: [500]]
    }

    private static let models: [OperationID: Since<[Int]>] = ["llm", "embedding", "rerank"].reduce(into: [:]) {
        rows,
        kind in
        func id(_ action: String) -> OperationID { OperationID(rawValue: "model.\(kind).\(action)") }
        rows[id("create")] = [.v4_5_1: [500], .v4_10_11: [400, 404, 500]]
        rows[id("list")] = [.v4_5_1: [], .v4_10_11: [400]]
        rows[id("get")] = [.v4_5_1: [404], .v4_10_11: [400, 404]]
        rows[id("update")] = [.v4_5_1: [500], .v4_10_11: [400, 404, 500]]
        rows[id("delete")] = [.v4_5_1: [], .v4_10_11: [404]]
        rows[id("test")] = [.v4_5_1: [500], .v4_10_11: [404, 500]]
    }

    /// The operations that report errors with status 200, with the code of the envelope.
    static let refusedWithSuccess: [OperationID: Int64] = [
        "file.document.upload": 400, "file.image.upload": 400, "user.init": 1, "user.auth": 1,
    ]
}

extension Refusal {
    /// The status, or nil for a success.
    var refusedStatus: Int? {
        switch self {
        case .envelope(let status, _, _), .page(let status), .report(let status, _, _, _): status
        case .failure: 500
        case .success: nil
        }
    }
}
