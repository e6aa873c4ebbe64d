extension Contract {
    static let mcpServers: [Operation] = [
        mcp("mcp_server.list", .get, servers, .list),
        mcp("mcp_server.create", .post, servers, .create),
        mcp("mcp_server.get", .get, server, .read),
        mcp("mcp_server.update", .put, server, .update),
        mcp("mcp_server.delete", .delete, server, .delete),
        mcp("mcp_server.test", .post, PathTemplate("\(server)/test"), .invoke),
    ]

    private static let servers: PathTemplate = "/api/v1/mcp/servers"
    private static let server: PathTemplate = "/api/v1/mcp/servers/{server_name}"

    private static func mcp(
        _ id: OperationID,
        _ method: Operation.Method,
        _ path: PathTemplate,
        _ action: Operation.Action
    ) -> Operation {
        Operation(
            id,
            method,
            path,
            .mcpServer,
            action,
            promise: .family,
            answers: path.parameters.isEmpty ? [.success, .unauthorized] : [.success, .unauthorized, .notFound],
            source: Source(.apiKeyGuide, "Available APIs", "MCP Servers - /api/v1/mcp/servers")
        )
    }
}
