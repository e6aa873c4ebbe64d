extension Contract {
    static let knowledgeRequests: [RequestRow] =
        [
            .init(
                "knowledge_base.create",
                body: .json([
                    .optional("name", .v4_5_1),
                    .optional("description", .v4_5_1),
                    .optional("emoji", .v4_8_7, until: .v4_8_7),
                    .optional("embedding_model_uuid", .v4_5_1, until: .v4_8_7),
                    .optional("top_k", .v4_5_1, until: .v4_8_7),
                    .required("knowledge_engine_plugin_id", .v4_9_7),
                    .optional("creation_settings", .v4_9_7),
                    .optional("retrieval_settings", .v4_9_7),
                    .optional("defer_initialization", .v4_11_2),
                ])
            ),
            .init(
                "knowledge_base.update",
                body: .json([
                    .optional("name", .v4_5_1),
                    .optional("description", .v4_5_1),
                    .optional("emoji", .v4_8_7, until: .v4_8_7),
                    .optional("top_k", .v4_5_1, until: .v4_8_7),
                    .optional("retrieval_settings", .v4_9_7),
                    .optional("creation_settings", .v4_11_2),
                    .optional("initialize_engine", .v4_11_2),
                ])
            ),
            .init(
                "knowledge_base.file.store",
                body: .json([.required("file_id", .v4_5_1), .optional("parser_plugin_id", .v4_9_7)])
            ),
            .init(
                "knowledge_base.retrieve",
                body: .json([.required("query", .v4_5_1), .optional("retrieval_settings", .v4_9_7)])
            ),
            .init("knowledge_parser.list", query: [.optional("mime_type", .v4_9_7)]),
        ]
        + bare(
            "knowledge_base.list",
            "knowledge_base.get",
            "knowledge_base.delete",
            "knowledge_base.file.list",
            "knowledge_base.file.delete",
            "knowledge_engine.list",
            "knowledge_engine.creation_schema",
            "knowledge_engine.retrieval_schema",
            "knowledge_migration.status"
        )
}
