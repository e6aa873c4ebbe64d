extension Contract {
    static let observedModels: [ObservedOperation] = [
        .init("model.embedding.list", .get, "/api/v1/provider/models/embedding", [.either(.v4_5_1)], .resourceView),
        .init(
            "model.embedding.create",
            .post,
            "/api/v1/provider/models/embedding",
            [.either(.v4_5_1)],
            .providerSecretManage
        ),
        .init(
            "model.embedding.delete",
            .delete,
            "/api/v1/provider/models/embedding/{model_uuid}",
            [.either(.v4_5_1)],
            .resourceManage
        ),
        .init(
            "model.embedding.get",
            .get,
            "/api/v1/provider/models/embedding/{model_uuid}",
            [.either(.v4_5_1)],
            .resourceView
        ),
        .init(
            "model.embedding.update",
            .put,
            "/api/v1/provider/models/embedding/{model_uuid}",
            [.either(.v4_5_1)],
            .providerSecretManage
        ),
        .init(
            "model.embedding.test",
            .post,
            "/api/v1/provider/models/embedding/{model_uuid}/test",
            [.either(.v4_5_1)],
            .providerSecretManage
        ),
        .init("model.llm.list", .get, "/api/v1/provider/models/llm", [.either(.v4_5_1)], .resourceView),
        .init("model.llm.create", .post, "/api/v1/provider/models/llm", [.either(.v4_5_1)], .providerSecretManage),
        .init(
            "model.llm.delete",
            .delete,
            "/api/v1/provider/models/llm/{model_uuid}",
            [.either(.v4_5_1)],
            .resourceManage
        ),
        .init("model.llm.get", .get, "/api/v1/provider/models/llm/{model_uuid}", [.either(.v4_5_1)], .resourceView),
        .init(
            "model.llm.update",
            .put,
            "/api/v1/provider/models/llm/{model_uuid}",
            [.either(.v4_5_1)],
            .providerSecretManage
        ),
        .init(
            "model.llm.test",
            .post,
            "/api/v1/provider/models/llm/{model_uuid}/test",
            [.either(.v4_5_1)],
            .providerSecretManage
        ),
        .init("model.rerank.list", .get, "/api/v1/provider/models/rerank", [.either(.v4_9_7)], .resourceView),
        .init(
            "model.rerank.create",
            .post,
            "/api/v1/provider/models/rerank",
            [.either(.v4_9_7)],
            .providerSecretManage
        ),
        .init(
            "model.rerank.delete",
            .delete,
            "/api/v1/provider/models/rerank/{model_uuid}",
            [.either(.v4_9_7)],
            .resourceManage
        ),
        .init(
            "model.rerank.get",
            .get,
            "/api/v1/provider/models/rerank/{model_uuid}",
            [.either(.v4_9_7)],
            .resourceView
        ),
        .init(
            "model.rerank.update",
            .put,
            "/api/v1/provider/models/rerank/{model_uuid}",
            [.either(.v4_9_7)],
            .providerSecretManage
        ),
        .init(
            "model.rerank.test",
            .post,
            "/api/v1/provider/models/rerank/{model_uuid}/test",
            [.either(.v4_9_7)],
            .providerSecretManage
        ),
        .init("provider.list", .get, "/api/v1/provider/providers", [.either(.v4_7_2)], .resourceView),
        .init("provider.create", .post, "/api/v1/provider/providers", [.either(.v4_7_2)], .providerSecretManage),
        .init(
            "provider.delete",
            .delete,
            "/api/v1/provider/providers/{provider_uuid}",
            [.either(.v4_7_2)],
            .resourceManage
        ),
        .init("provider.get", .get, "/api/v1/provider/providers/{provider_uuid}", [.either(.v4_7_2)], .resourceView),
        .init(
            "provider.update",
            .put,
            "/api/v1/provider/providers/{provider_uuid}",
            [.either(.v4_7_2)],
            .providerSecretManage
        ),
        .init(
            "provider.scan_models",
            .get,
            "/api/v1/provider/providers/{provider_uuid}/scan-models",
            [.either(.v4_9_7)],
            .providerSecretManage
        ),
        .init("requester.list", .get, "/api/v1/provider/requesters", [.userToken(.v4_5_1)]),
        .init("requester.get", .get, "/api/v1/provider/requesters/{requester_name}", [.userToken(.v4_5_1)]),
    ]
}
