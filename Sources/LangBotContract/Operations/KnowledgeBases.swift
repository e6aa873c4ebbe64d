import JSONCore

extension Contract {
    @RowBuilder static var knowledgeBases: [Operation] {
        Operation("knowledge_base.list", .get, "/api/v1/knowledge/bases")
            .access([.v4_5_1: .userToken, .v4_6_5: .userTokenOrAPIKey], .resourceView)
            .data(.list(.knowledgeBase))
            .capability()
            .documented(.family, source: .knowledge)
        Operation("knowledge_base.create", .post, "/api/v1/knowledge/bases")
            .access([.v4_5_1: .userToken, .v4_6_5: .userTokenOrAPIKey], .resourceManage)
            .content([
                .optional("name"), .optional("description"), .optional("emoji", since: .v4_8_7, until: .v4_8_7),
                .optional("embedding_model_uuid", until: .v4_8_7), .optional("top_k", .integer, until: .v4_8_7),
                .required("knowledge_engine_plugin_id", since: .v4_9_7),
                .optional("creation_settings", .mapping, since: .v4_9_7),
                .optional("retrieval_settings", .mapping, since: .v4_9_7),
                .optional("defer_initialization", .flag, since: .v4_11_2),
            ])
            .failures([.v4_5_1: [500], .v4_9_7: [400, 500]])
            .data(.identifier)
            .capability()
            .documented(.family, source: .knowledge)
        Operation("knowledge_base.get", .get, "/api/v1/knowledge/bases/{knowledge_base_uuid}")
            .access([.v4_5_1: .userToken, .v4_6_5: .userTokenOrAPIKey], .resourceView)
            .missing([
                .v4_5_1: .of(404, -1, "knowledge base not found"),
                .v4_10_11: .of(404, "resource_not_found", "knowledge base not found"),
            ])
            .failures([.v4_5_1: [404]])
            .data(.one(.knowledgeBase))
            .capability()
            .documented(.family, .notFound, source: .knowledge)
        Operation("knowledge_base.update", .put, "/api/v1/knowledge/bases/{knowledge_base_uuid}")
            .access([.v4_5_1: .userToken, .v4_6_5: .userTokenOrAPIKey], .resourceManage)
            .content([
                .optional("name"), .optional("description"), .optional("emoji", since: .v4_8_7, until: .v4_8_7),
                .optional("top_k", .integer, until: .v4_8_7),
                .optional("retrieval_settings", .mapping, since: .v4_9_7),
                .optional("creation_settings", .mapping, since: .v4_11_2),
                .optional("initialize_engine", .flag, since: .v4_11_2),
            ])
            .failures([.v4_5_1: [500], .v4_10_11: [404, 500]])
            .data([.v4_5_1: .empty, .v4_9_7: .object(["uuid": .text])])
            .capability()
            .documented(.family, .notFound, data: .null, source: .knowledge)
        Operation("knowledge_base.delete", .delete, "/api/v1/knowledge/bases/{knowledge_base_uuid}")
            .access([.v4_5_1: .userToken, .v4_6_5: .userTokenOrAPIKey], .resourceManage)
            .missing([.v4_5_1: .success([:]), .v4_10_11: .gone])
            .failures([.v4_5_1: [], .v4_10_11: [404]])
            .data(.empty)
            .capability()
            .documented(.family, .notFound, data: .null, source: .knowledge)
        Operation("knowledge_base.file.list", .get, "/api/v1/knowledge/bases/{knowledge_base_uuid}/files")
            .access([.v4_5_1: .userToken, .v4_6_5: .userTokenOrAPIKey], .resourceView)
            .missing([.v4_5_1: .success(["files": []]), .v4_10_11: .gone])
            .failures([.v4_5_1: [], .v4_10_11: [404]])
            .data(.list(.knowledgeFile))
            .capability()
            .documented(.family, .notFound, source: .knowledge)
        Operation("knowledge_base.file.store", .post, "/api/v1/knowledge/bases/{knowledge_base_uuid}/files", .create)
            .access([.v4_5_1: .userToken, .v4_6_5: .userTokenOrAPIKey], .resourceManage)
            .content([.required("file_id"), .optional("parser_plugin_id", since: .v4_9_7)])
            .failures([.v4_5_1: [400, 500], .v4_10_11: [400, 404, 500]])
            .data(.task)
            .capability()
            .documented(.family, .notFound, source: .knowledge)
        Operation(
            "knowledge_base.file.delete",
            .delete,
            "/api/v1/knowledge/bases/{knowledge_base_uuid}/files/{file_id}"
        )
        .access([.v4_5_1: .userToken, .v4_6_5: .userTokenOrAPIKey], .resourceManage)
        .missing([.v4_5_1: .failure("Knowledge base not found"), .v4_10_11: .gone])
        .failures([.v4_5_1: [500], .v4_10_11: [404]])
        .data(.empty)
        .capability()
        .documented(.family, .notFound, data: .null, source: .knowledge)
        Operation("knowledge_base.retrieve", .post, "/api/v1/knowledge/bases/{knowledge_base_uuid}/retrieve")
            .access([.v4_5_1: .userToken, .v4_6_5: .userTokenOrAPIKey], .resourceView)
            .content([.required("query"), .optional("retrieval_settings", .mapping, since: .v4_9_7)])
            .failures([.v4_5_1: [500], .v4_9_7: [400, 500], .v4_10_11: [400, 404, 500]])
            .data(.object(["results": .list(passage)]))
            .capability()
            .documented(.family, .notFound, source: .knowledge)
        Operation("knowledge_engine.list", .get, "/api/v1/knowledge/engines")
            .access([.v4_9_7: .userTokenOrAPIKey], .resourceView)
            .data(.object(["engines": .list(.mapping)]))
            .capability(since: .v4_11_2)
        Operation("knowledge_engine.creation_schema", .get, "/api/v1/knowledge/engines/{plugin_id...}/creation-schema")
            .access([.v4_9_7: .userTokenOrAPIKey], .resourceView)
            .missing([.v4_9_7: .success(["schema": [:]]), .v4_11_2: .gone])
            .failures([.v4_9_7: [400], .v4_11_2: [400, 404]])
            .data(.object(["schema": .mapping]))
            .capability(since: .v4_11_2)
        Operation(
            "knowledge_engine.retrieval_schema",
            .get,
            "/api/v1/knowledge/engines/{plugin_id...}/retrieval-schema"
        )
        .access([.v4_9_7: .userTokenOrAPIKey], .resourceView)
        .missing([.v4_9_7: .success(["schema": [:]]), .v4_11_2: .gone])
        .failures([.v4_9_7: [400], .v4_11_2: [400, 404]])
        .data(.object(["schema": .mapping]))
        .capability(since: .v4_11_2)
        Operation("knowledge_parser.list", .get, "/api/v1/knowledge/parsers")
            .access([.v4_9_7: .userTokenOrAPIKey], .resourceView)
            .query([.optional("mime_type")])
            .data(.object(["parsers": .list(.mapping)]))
            .capability(since: .v4_11_2)
        Operation("knowledge_migration.status", .get, "/api/v1/knowledge/migration/status")
            .access([.v4_9_7: .userToken], .resourceView)
            .data(.object(["external_kb_count": .integer, "internal_kb_count": .integer, "needed": .flag]))
        Operation("knowledge_migration.execute", .post, "/api/v1/knowledge/migration/execute")
            .access([.v4_9_7: .userToken], .resourceManage)
            .content([.optional("install_plugin", .flag)])
            .failures([.v4_9_7: [400]])
            .data(.task)
        Operation("knowledge_migration.dismiss", .post, "/api/v1/knowledge/migration/dismiss")
            .access([.v4_9_7: .userToken], .resourceManage)
            .failures([.v4_9_7: [400]])
    }

    /// A passage of a document, found by a search.
    private static let passage = JSONSchema.object(
        ["id": .text, "metadata": .mapping, "distance": .number],
        optional: ["content": .list(.mapping), "score": .number]
    )
}
