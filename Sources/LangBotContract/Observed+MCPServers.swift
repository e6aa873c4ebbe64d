extension Contract {
    static let observedMCPServers: [ObservedOperation] = [
        .init(
            "mcp_server.list",
            .get,
            "/api/v1/mcp/servers",
            [.userToken(.v4_5_1), .either(.v4_10_11)],
            .resourceView
        ),
        .init(
            "mcp_server.create",
            .post,
            "/api/v1/mcp/servers",
            [.userToken(.v4_5_1), .either(.v4_10_11)],
            .resourceManage
        ),
        .init(
            "mcp_server.delete",
            .delete,
            "/api/v1/mcp/servers/{server_name}",
            [.userToken(.v4_5_1), .gone(.v4_10_11)]
        ),
        .init(
            "mcp_server.delete",
            .delete,
            "/api/v1/mcp/servers/{server_name...}",
            [.either(.v4_10_11)],
            .resourceManage
        ),
        .init("mcp_server.get", .get, "/api/v1/mcp/servers/{server_name}", [.userToken(.v4_5_1), .gone(.v4_10_11)]),
        .init("mcp_server.get", .get, "/api/v1/mcp/servers/{server_name...}", [.either(.v4_10_11)], .resourceView),
        .init("mcp_server.update", .put, "/api/v1/mcp/servers/{server_name}", [.userToken(.v4_5_1), .gone(.v4_10_11)]),
        .init("mcp_server.update", .put, "/api/v1/mcp/servers/{server_name...}", [.either(.v4_10_11)], .resourceManage),
        .init("mcp_server.logs", .get, "/api/v1/mcp/servers/{server_name...}/logs", [.either(.v4_10_11)], .auditView),
        .init(
            "mcp_server.resource_templates",
            .get,
            "/api/v1/mcp/servers/{server_name...}/resource-templates",
            [.either(.v4_10_11)],
            .resourceView
        ),
        .init(
            "mcp_server.resources",
            .get,
            "/api/v1/mcp/servers/{server_name...}/resources",
            [.either(.v4_10_11)],
            .resourceView
        ),
        .init(
            "mcp_server.resource_read",
            .post,
            "/api/v1/mcp/servers/{server_name...}/resources/read",
            [.either(.v4_10_11)],
            .resourceView
        ),
        .init(
            "mcp_server.test",
            .post,
            "/api/v1/mcp/servers/{server_name}/test",
            [.userToken(.v4_5_1), .gone(.v4_10_11)]
        ),
        .init(
            "mcp_server.test",
            .post,
            "/api/v1/mcp/servers/{server_name...}/test",
            [.either(.v4_10_11)],
            .resourceManage
        ),
    ]
}
