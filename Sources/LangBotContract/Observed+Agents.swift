extension Contract {
    static let observedAgents: [ObservedOperation] = [
        .init("agent.list", .get, "/api/v1/agents", [.either(.v4_11_2)], .resourceView),
        .init("agent.create", .post, "/api/v1/agents", [.either(.v4_11_2)], .resourceView),
        .init("agent.metadata", .get, "/api/v1/agents/_/metadata", [.either(.v4_11_2)], .resourceView),
        .init("agent.delete", .delete, "/api/v1/agents/{agent_uuid}", [.either(.v4_11_2)], .resourceView),
        .init("agent.get", .get, "/api/v1/agents/{agent_uuid}", [.either(.v4_11_2)], .resourceView),
        .init("agent.update", .put, "/api/v1/agents/{agent_uuid}", [.either(.v4_11_2)], .resourceView),
        .init("agent.debug", .post, "/api/v1/agents/{agent_uuid}/debug", [.either(.v4_11_2)], .runtimeOperate),
        .init(
            "agent.debug_stream",
            .post,
            "/api/v1/agents/{agent_uuid}/debug/stream",
            [.either(.v4_11_2)],
            .runtimeOperate
        ),
        .init("agent.run.list", .get, "/api/v1/agents/{agent_uuid}/runs", [.either(.v4_11_2)], .resourceView),
        .init(
            "agent.run.events",
            .get,
            "/api/v1/agents/{agent_uuid}/runs/{run_id}/events",
            [.either(.v4_11_2)],
            .resourceView
        ),
        .init("sandbox.errors", .get, "/api/v1/box/errors", [.userToken(.v4_10_11), .either(.v4_11_2)], .auditView),
        .init(
            "sandbox.sessions",
            .get,
            "/api/v1/box/sessions",
            [.userToken(.v4_10_11), .either(.v4_11_2)],
            .auditView
        ),
        .init("sandbox.status", .get, "/api/v1/box/status", [.userToken(.v4_10_11), .either(.v4_11_2)], .resourceView),
        .init(
            "monitoring.embedding_calls",
            .get,
            "/api/v1/monitoring/embedding-calls",
            [.userToken(.v4_8_7), .either(.v4_11_2)],
            .resourceView
        ),
        .init(
            "monitoring.errors",
            .get,
            "/api/v1/monitoring/errors",
            [.userToken(.v4_8_7), .either(.v4_11_2)],
            .resourceView
        ),
        .init(
            "monitoring.llm_calls",
            .get,
            "/api/v1/monitoring/llm-calls",
            [.userToken(.v4_8_7), .either(.v4_11_2)],
            .resourceView
        ),
        .init(
            "monitoring.messages",
            .get,
            "/api/v1/monitoring/messages",
            [.userToken(.v4_8_7), .either(.v4_11_2)],
            .resourceView
        ),
        .init(
            "monitoring.message_details",
            .get,
            "/api/v1/monitoring/messages/{message_id}/details",
            [.userToken(.v4_8_7), .either(.v4_11_2)],
            .resourceView
        ),
        .init(
            "monitoring.sessions",
            .get,
            "/api/v1/monitoring/sessions",
            [.userToken(.v4_8_7), .either(.v4_11_2)],
            .resourceView
        ),
        .init(
            "monitoring.session_reset",
            .post,
            "/api/v1/monitoring/sessions/reset-context",
            [.either(.v4_11_2)],
            .resourceManage
        ),
        .init(
            "monitoring.session_analysis",
            .get,
            "/api/v1/monitoring/sessions/{session_id}/analysis",
            [.userToken(.v4_8_7), .either(.v4_11_2)],
            .resourceView
        ),
        .init(
            "monitoring.tool_calls",
            .get,
            "/api/v1/monitoring/tool-calls",
            [.userToken(.v4_10_11), .either(.v4_11_2)],
            .resourceView
        ),
        .init(
            "workspace.language.get",
            .get,
            "/api/v1/workspaces/current/language",
            [.either(.v4_11_2)],
            .workspaceView
        ),
        .init(
            "workspace.language.update",
            .put,
            "/api/v1/workspaces/current/language",
            [.either(.v4_11_2)],
            .workspaceUpdate
        ),
    ]
}
