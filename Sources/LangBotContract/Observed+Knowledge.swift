extension Contract {
    static let observedKnowledge: [ObservedOperation] = [
        .init(
            "file.document.upload",
            .post,
            "/api/v1/files/documents",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceManage
        ),
        .init("file.image.get", .get, "/api/v1/files/image/{image_key}", [.open(.v4_5_1), .gone(.v4_9_7)]),
        .init(
            "file.image.get",
            .get,
            "/api/v1/files/image/{image_key...}",
            [.open(.v4_9_7), .either(.v4_10_11)],
            .resourceView
        ),
        .init("file.image.upload", .post, "/api/v1/files/images", [.either(.v4_6_5)], .resourceManage),
        .init(
            "knowledge_base.list",
            .get,
            "/api/v1/knowledge/bases",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceView
        ),
        .init(
            "knowledge_base.create",
            .post,
            "/api/v1/knowledge/bases",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceManage
        ),
        .init(
            "knowledge_base.delete",
            .delete,
            "/api/v1/knowledge/bases/{knowledge_base_uuid}",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceManage
        ),
        .init(
            "knowledge_base.get",
            .get,
            "/api/v1/knowledge/bases/{knowledge_base_uuid}",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceView
        ),
        .init(
            "knowledge_base.update",
            .put,
            "/api/v1/knowledge/bases/{knowledge_base_uuid}",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceManage
        ),
        .init(
            "knowledge_base.file.list",
            .get,
            "/api/v1/knowledge/bases/{knowledge_base_uuid}/files",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceView
        ),
        .init(
            "knowledge_base.file.store",
            .post,
            "/api/v1/knowledge/bases/{knowledge_base_uuid}/files",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceManage
        ),
        .init(
            "knowledge_base.file.delete",
            .delete,
            "/api/v1/knowledge/bases/{knowledge_base_uuid}/files/{file_id}",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceManage
        ),
        .init(
            "knowledge_base.retrieve",
            .post,
            "/api/v1/knowledge/bases/{knowledge_base_uuid}/retrieve",
            [.userToken(.v4_5_1), .either(.v4_6_5)],
            .resourceView
        ),
        .init("knowledge_engine.list", .get, "/api/v1/knowledge/engines", [.either(.v4_9_7)], .resourceView),
        .init(
            "knowledge_engine.creation_schema",
            .get,
            "/api/v1/knowledge/engines/{plugin_id...}/creation-schema",
            [.either(.v4_9_7)],
            .resourceView
        ),
        .init(
            "knowledge_engine.retrieval_schema",
            .get,
            "/api/v1/knowledge/engines/{plugin_id...}/retrieval-schema",
            [.either(.v4_9_7)],
            .resourceView
        ),
        .init(
            "knowledge_migration.status",
            .get,
            "/api/v1/knowledge/migration/status",
            [.userToken(.v4_9_7)],
            .resourceView
        ),
        .init("knowledge_parser.list", .get, "/api/v1/knowledge/parsers", [.either(.v4_9_7)], .resourceView),
    ]
}
