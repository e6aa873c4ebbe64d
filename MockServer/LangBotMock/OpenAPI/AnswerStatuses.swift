import LangBotContract

/// The statuses of an operation's answers.
enum AnswerStatuses {
    /// The statuses in a documented profile, derived from the credentials, parameters and content of the operation.
    static func documented(_ endpoint: Endpoint) -> [Int] {
        var statuses: Set<Int> = [200]
        if endpoint.credentials != .open || endpoint.id == "user.auth" { statuses.insert(401) }
        if endpoint.permission != nil { statuses.insert(403) }
        if !endpoint.path.parameters.isEmpty { statuses.insert(404) }
        if endpoint.content != .none { statuses.formUnion([400, 415]) }
        if endpoint.id == "pipeline.list" { statuses.insert(400) }
        if ["mcp_server.create", "user.init"].contains(endpoint.id) { statuses.insert(409) }
        return statuses.sorted()
    }

    /// The statuses in a release.
    static func release(_ endpoint: Endpoint, _ traits: Traits) -> [Int] {
        var statuses = Set(endpoint.failures)
        if endpoint.credentials != .open { statuses.insert(401) }
        if endpoint.permission != nil, endpoint.credentials != .open, traits.hasWorkspaces { statuses.insert(403) }
        if endpoint.contentNeed != nil { statuses.insert(500) }
        // Which operations fail where something is missing, their rows say.
        if !endpoint.path.parameters.isEmpty, let status = endpoint.missing.status, status < 500 {
            statuses.insert(status)
        }
        if let status = sometimes[endpoint.id] { statuses.insert(status) }
        if missingWithoutPlugins.contains(endpoint.id), let status = endpoint.missing.status { statuses.insert(status) }
        if endpoint.id == "sandbox.sessions", !traits.listsSessionsWithoutSandbox { statuses.insert(500) }
        statuses.insert(always[endpoint.id] ?? 200)
        return statuses.sorted()
    }

    /// The status of operations that never succeed: writing the language fails in the release, there is one workspace,
    /// no passkey is ever accepted, Space and recommendations are on the internet, nothing is left of older releases,
    /// and there is no debug mode.
    private static let always: [OperationID: Int] = [
        "assistant.recommended_model": 503, "knowledge_migration.dismiss": 400, "knowledge_migration.execute": 400,
        "system.debug.exec": 403, "system.debug.tools_call": 403, "user.passkey.delete": 404, "user.space.bind": 400,
        "system.wizard.recommended_model": 500, "workspace.create": 403, "workspace.language.update": 500,
    ]

    /// The status of operations that fail where what they ask for is not connected.
    private static let sometimes: [OperationID: Int] = ["mcp_server.resource_read": 500]

    private static let missingWithoutPlugins: [OperationID] = [
        "knowledge_engine.creation_schema", "knowledge_engine.retrieval_schema",
    ]
}
