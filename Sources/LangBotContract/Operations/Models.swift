import JSONCore

extension Contract {
    @RowBuilder static var models: [Operation] {
        Operation("model.llm.list", .get, "/api/v1/provider/models/llm")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceView)
            .query([
                .optional("provider_uuid", since: .v4_7_2),
                .optional("include_secret", .oneOf("true", "false"), since: .v4_10_11),
            ])
            .failures([.v4_5_1: [], .v4_10_11: [400]])
            .data(.list(.llmModel))
            .capability()
            .documented(.listed)
        Operation("model.llm.create", .post, "/api/v1/provider/models/llm")
            .access([.v4_5_1: .userTokenOrAPIKey], .providerSecretManage)
            .content(
                [.required("name"), .optional("extra_args", .mapping)] + provided
                    + reasoning
                    + standaloneCreated
            )
            .failures([.v4_5_1: [500], .v4_10_11: [400, 404, 500]])
            .data(.identifier)
            .capability()
            .documented(.listed, .internalError)
        Operation("model.llm.get", .get, "/api/v1/provider/models/llm/{model_uuid}")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceView)
            .query([.optional("include_secret", .oneOf("true", "false"), since: .v4_10_11)])
            .missing([.v4_5_1: .of(404, -1, "model not found")])
            .failures([.v4_5_1: [404], .v4_10_11: [400, 404]])
            .data(.one(.llmModel))
            .capability()
            .documented(.listed, .notFound)
        Operation("model.llm.update", .put, "/api/v1/provider/models/llm/{model_uuid}")
            .access([.v4_5_1: .userTokenOrAPIKey], .providerSecretManage)
            .content([.optional("name"), .optional("extra_args", .mapping)] + provided + reasoning + standalone)
            .failures([.v4_5_1: [500], .v4_10_11: [400, 404, 500]])
            .capability()
            .documented(.listed, .notFound)
        Operation("model.llm.delete", .delete, "/api/v1/provider/models/llm/{model_uuid}")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceManage)
            .missing([.v4_5_1: .success(.null), .v4_10_11: .gone])
            .failures([.v4_5_1: [], .v4_10_11: [404]])
            .capability()
            .documented(.listed, .notFound)
        Operation("model.llm.test", .post, "/api/v1/provider/models/llm/{model_uuid}/test")
            .access([.v4_5_1: .userTokenOrAPIKey], .providerSecretManage)
            .content(
                [
                    .optional("name"), .optional("extra_args", .mapping),
                    .optional("provider", .mapping, since: .v4_7_2),
                ] + reasoning
                    + standalone
            )
            .missing([.v4_5_1: .failure("model not found"), .v4_10_11: .gone])
            .failures([.v4_5_1: [500], .v4_10_11: [404, 500], .v4_11_2: [400, 404, 500]])
            .capability()
            .documented(.listed, .notFound, .internalError, data: .empty)
        Operation("model.llm.default", .get, "/api/v1/provider/models/llm/_/default")
            .access([.v4_11_2: .userToken], .resourceManage)
            .data(.object(["uuid": .null]))
        Operation("model.llm.starred.get", .get, "/api/v1/provider/models/llm/_/starred")
            .access([.v4_11_2: .userToken], .resourceView)
            .data(.object(["uuid": .null]))
        Operation("model.llm.starred.update", .put, "/api/v1/provider/models/llm/_/starred")
            .access([.v4_11_2: .userToken], .providerSecretManage)
            .content([.optional("uuid")])
            .failures([.v4_11_2: [400, 500]])
            .data(.object([:]))
        Operation("model.embedding.list", .get, "/api/v1/provider/models/embedding")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceView)
            .query([
                .optional("provider_uuid", since: .v4_7_2),
                .optional("include_secret", .oneOf("true", "false"), since: .v4_10_11),
            ])
            .failures([.v4_5_1: [], .v4_10_11: [400]])
            .data(.list(.embeddingModel))
            .capability()
            .documented(.listed)
        Operation("model.embedding.create", .post, "/api/v1/provider/models/embedding")
            .access([.v4_5_1: .userTokenOrAPIKey], .providerSecretManage)
            .content([.required("name"), .optional("extra_args", .mapping)] + provided + standaloneCreated)
            .failures([.v4_5_1: [500], .v4_10_11: [400, 404, 500]])
            .data(.identifier)
            .capability()
            .documented(.listed)
        Operation("model.embedding.get", .get, "/api/v1/provider/models/embedding/{model_uuid}")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceView)
            .query([.optional("include_secret", .oneOf("true", "false"), since: .v4_10_11)])
            .missing([.v4_5_1: .of(404, -1, "model not found")])
            .failures([.v4_5_1: [404], .v4_10_11: [400, 404]])
            .data(.one(.embeddingModel))
            .capability()
            .documented(.listed, .notFound)
        Operation("model.embedding.update", .put, "/api/v1/provider/models/embedding/{model_uuid}")
            .access([.v4_5_1: .userTokenOrAPIKey], .providerSecretManage)
            .content([.optional("name"), .optional("extra_args", .mapping)] + provided + standalone)
            .failures([.v4_5_1: [500], .v4_10_11: [400, 404, 500]])
            .capability()
            .documented(.listed, .notFound)
        Operation("model.embedding.delete", .delete, "/api/v1/provider/models/embedding/{model_uuid}")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceManage)
            .missing([.v4_5_1: .success(.null), .v4_10_11: .gone])
            .failures([.v4_5_1: [], .v4_10_11: [404]])
            .capability()
            .documented(.listed, .notFound)
        Operation("model.embedding.test", .post, "/api/v1/provider/models/embedding/{model_uuid}/test")
            .access([.v4_5_1: .userTokenOrAPIKey], .providerSecretManage)
            .content(
                [
                    .optional("name"), .optional("extra_args", .mapping),
                    .optional("provider", .mapping, since: .v4_7_2),
                ] + standalone
            )
            .missing([.v4_5_1: .failure("model not found"), .v4_10_11: .gone])
            .failures([.v4_5_1: [500], .v4_10_11: [404, 500], .v4_11_2: [400, 404, 500]])
            .capability()
            .documented(.listed, .notFound, data: .empty)
        Operation("model.rerank.list", .get, "/api/v1/provider/models/rerank")
            .access([.v4_9_7: .userTokenOrAPIKey], .resourceView)
            .query([
                .optional("provider_uuid"), .optional("include_secret", .oneOf("true", "false"), since: .v4_10_11),
            ])
            .failures([.v4_5_1: [], .v4_10_11: [400]])
            .data(.list(.rerankModel))
            .capability()
        Operation("model.rerank.create", .post, "/api/v1/provider/models/rerank")
            .access([.v4_9_7: .userTokenOrAPIKey], .providerSecretManage)
            .content([
                .required("name"), .optional("extra_args", .mapping), .optional("provider_uuid"),
                .optional("provider", .mapping), .optional("prefered_ranking", .integer),
            ])
            .failures([.v4_5_1: [500], .v4_10_11: [400, 404, 500]])
            .data(.identifier)
            .capability()
        Operation("model.rerank.get", .get, "/api/v1/provider/models/rerank/{model_uuid}")
            .access([.v4_9_7: .userTokenOrAPIKey], .resourceView)
            .query([.optional("include_secret", .oneOf("true", "false"), since: .v4_10_11)])
            .missing([.v4_9_7: .of(404, -1, "model not found")])
            .failures([.v4_5_1: [404], .v4_10_11: [400, 404]])
            .data(.one(.rerankModel))
            .capability()
        Operation("model.rerank.update", .put, "/api/v1/provider/models/rerank/{model_uuid}")
            .access([.v4_9_7: .userTokenOrAPIKey], .providerSecretManage)
            .content([
                .optional("name"), .optional("extra_args", .mapping), .optional("provider_uuid"),
                .optional("provider", .mapping), .optional("prefered_ranking", .integer),
            ])
            .failures([.v4_5_1: [500], .v4_10_11: [400, 404, 500]])
            .capability()
        Operation("model.rerank.delete", .delete, "/api/v1/provider/models/rerank/{model_uuid}")
            .access([.v4_9_7: .userTokenOrAPIKey], .resourceManage)
            .missing([.v4_9_7: .success(.null), .v4_10_11: .gone])
            .failures([.v4_5_1: [], .v4_10_11: [404]])
            .capability()
        Operation("model.rerank.test", .post, "/api/v1/provider/models/rerank/{model_uuid}/test")
            .access([.v4_9_7: .userTokenOrAPIKey], .providerSecretManage)
            .content([.optional("name"), .optional("extra_args", .mapping), .optional("provider", .mapping)])
            .failures([.v4_5_1: [500], .v4_10_11: [404, 500], .v4_11_2: [400, 404, 500]])
            .capability()
    }

    private static let provided: [RequestShape.Member] = [
        .optional("provider_uuid", since: .v4_7_2), .optional("provider", .mapping, since: .v4_7_2),
        .optional("prefered_ranking", .integer, since: .v4_7_2),
    ]

    private static let reasoning: [RequestShape.Member] = [
        .optional("abilities", .texts), .optional("context_length", .integer, since: .v4_10_11),
        .optional("reasoning_config", .mapping, since: .v4_10_11),
    ]

    private static let standaloneCreated: [RequestShape.Member] = [
        .required("description", until: .v4_6_5), .required("requester", until: .v4_6_5),
        .optional("requester_config", .mapping, until: .v4_6_5), .required("api_keys", .texts, until: .v4_6_5),
    ]

    private static let standalone: [RequestShape.Member] = [
        .optional("description", until: .v4_6_5), .optional("requester", until: .v4_6_5),
        .optional("requester_config", .mapping, until: .v4_6_5), .optional("api_keys", .texts, until: .v4_6_5),
    ]
}
