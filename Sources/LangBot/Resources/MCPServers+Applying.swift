extension MCPServers {
    /// Creates an MCP server, or changes the one of the draft's name where it differs from the draft.
    ///
    /// What the draft does not name stays as it is; the settings are replaced as a whole.
    /// 4.11 masks headers and variables, which then differ from the draft's: they are sent, and the server is connected
    /// anew, each time.
    ///
    /// - Parameters:
    ///   - draft: What the server shall be like.
    ///   - key: The property by which servers are told apart: `\.name`, which identifies them.
    /// - Throws: `LangBotError` with the code `.invalidRequest` if the draft has no value for `key`, `.conflict` if
    ///   several servers match.
    public func apply(
        _ draft: MCPServer.Draft,
        matching key: any KeyPath<MCPServer, String> & Sendable
    ) async throws -> Applied<MCPServer.ID> {
        try await apply(draft.fields, key, "mcp_server.list", in: list()) {
            try await create(draft)
        } update: { server in
            let changes = server.differences(from: draft.fields)
            if !changes.isEmpty { try await update(server.name, MCPServer.Changes(fields: changes)) }
            return !changes.isEmpty
        }
    }
}
