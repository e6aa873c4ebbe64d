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
        var statuses = Set(endpoint.failures)
        if endpoint.credentials != .open { statuses.insert(401) }
        if endpoint.permission != nil, endpoint.credentials.acceptsAPIKey, traits.hasWorkspaces {
            statuses.insert(403)
        }
        if endpoint.contentNeed != nil { statuses.insert(500) }
        statuses.insert(unconditional(endpoint, traits) ?? 200)
        return statuses.sorted()
    }

    /// The status of operations that always fail, because an installation without plugins has nothing for them.
    private static func unconditional(_ endpoint: Endpoint, _ traits: Traits) -> Int? {
        let operation = endpoint.id
        if operation == "sandbox.sessions", !traits.listsSessionsWithoutSandbox { return 500 }
        // The MCP server is never connected, and writing the language fails in the release.
        if operation == "mcp_server.resource_read" || operation == "workspace.language.update" { return 500 }
        if operation == "adapter.slack_setup.create" { return 400 }
        return alwaysMissing.contains(operation) ? endpoint.missing.status : nil
    }

    private static let alwaysMissing: [OperationID] = [
        "adapter.slack_setup.get", "adapter.slack_setup.delete", "knowledge_engine.creation_schema",
        "knowledge_engine.retrieval_schema",
    ]
}
