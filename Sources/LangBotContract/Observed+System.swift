extension Contract {
    static let observedSystem: [ObservedOperation] = [
        .init("system.logs", .get, "/api/v1/logs", [.userToken(.v4_5_1)], .auditView),
        .init("system.capabilities", .get, "/api/v1/system/capabilities", [.apiKey(.v4_10_11)]),
        .init("system.context", .get, "/api/v1/system/context", [.apiKey(.v4_10_11)]),
        .init("system.info", .get, "/api/v1/system/info", [.open(.v4_5_1)]),
        .init(
            "system.plugin_status",
            .get,
            "/api/v1/system/status/plugin-system",
            [.userToken(.v4_5_1)],
            .resourceView
        ),
        .init("task.list", .get, "/api/v1/system/tasks", [.userToken(.v4_5_1), .either(.v4_10_11)], .resourceView),
        .init(
            "task.get",
            .get,
            "/api/v1/system/tasks/{task_id}",
            [.userToken(.v4_5_1), .either(.v4_10_11)],
            .resourceView
        ),
        .init("system.health", .get, "/healthz", [.open(.v4_5_1)]),
    ]
}
