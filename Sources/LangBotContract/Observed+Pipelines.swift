extension Contract {
    static let observedPipelines: [ObservedOperation] = [
        .init("pipeline.list", .get, "/api/v1/pipelines", [.either(.v4_5_1)], .resourceView),
        .init("pipeline.create", .post, "/api/v1/pipelines", [.either(.v4_5_1)], .resourceManage),
        .init("pipeline.metadata", .get, "/api/v1/pipelines/_/metadata", [.either(.v4_5_1)], .resourceView),
        .init("pipeline.delete", .delete, "/api/v1/pipelines/{pipeline_uuid}", [.either(.v4_5_1)], .resourceManage),
        .init("pipeline.get", .get, "/api/v1/pipelines/{pipeline_uuid}", [.either(.v4_5_1)], .resourceView),
        .init("pipeline.update", .put, "/api/v1/pipelines/{pipeline_uuid}", [.either(.v4_5_1)], .resourceManage),
        .init("pipeline.copy", .post, "/api/v1/pipelines/{pipeline_uuid}/copy", [.either(.v4_6_5)], .resourceManage),
        .init(
            "pipeline.extensions.get",
            .get,
            "/api/v1/pipelines/{pipeline_uuid}/extensions",
            [.either(.v4_5_1)],
            .resourceView
        ),
        .init(
            "pipeline.extensions.update",
            .put,
            "/api/v1/pipelines/{pipeline_uuid}/extensions",
            [.either(.v4_5_1)],
            .resourceManage
        ),
        .init("pipeline.run", .post, "/api/v1/pipelines/{pipeline_uuid}/run", [.either(.v4_11_2)], .runtimeOperate),
        .init(
            "pipeline.websocket.broadcast",
            .post,
            "/api/v1/pipelines/{pipeline_uuid}/ws/broadcast",
            [.userToken(.v4_6_5), .either(.v4_10_11)],
            .runtimeOperate
        ),
        .init(
            "pipeline.websocket.connections",
            .get,
            "/api/v1/pipelines/{pipeline_uuid}/ws/connections",
            [.userToken(.v4_6_5), .either(.v4_10_11)],
            .runtimeOperate
        ),
        .init(
            "pipeline.websocket.messages",
            .get,
            "/api/v1/pipelines/{pipeline_uuid}/ws/messages/{session_type}",
            [.userToken(.v4_6_5), .either(.v4_10_11)],
            .runtimeOperate
        ),
        .init(
            "pipeline.websocket.reset",
            .post,
            "/api/v1/pipelines/{pipeline_uuid}/ws/reset/{session_type}",
            [.userToken(.v4_6_5), .either(.v4_10_11)],
            .runtimeOperate
        ),
    ]
}
