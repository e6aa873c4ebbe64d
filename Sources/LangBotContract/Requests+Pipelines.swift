extension Contract {
    static let pipelineRequests: [RequestRow] =
        [
            .init("pipeline.list", query: [.optional("sort_by", .v4_5_1), .optional("sort_order", .v4_5_1)]),
            .init(
                "pipeline.create",
                body: .json([
                    .required("name", .v4_5_1),
                    .required("description", .v4_5_1, requiredUntil: .v4_10_11),
                    .optional("emoji", .v4_8_7),
                    .optional("config", .v4_11_2),
                    .optional("extensions_preferences", .v4_5_1),
                    .optional("is_default", .v4_10_11),
                ])
            ),
            .init(
                "pipeline.update",
                body: .json([
                    .optional("name", .v4_5_1),
                    .optional("description", .v4_5_1),
                    .optional("emoji", .v4_8_7),
                    .optional("config", .v4_5_1),
                    .optional("extensions_preferences", .v4_5_1),
                ])
            ),
            .init(
                "pipeline.extensions.update",
                body: .json([
                    .optional("bound_plugins", .v4_5_1),
                    .optional("bound_mcp_servers", .v4_5_1),
                    .optional("enable_all_plugins", .v4_6_5),
                    .optional("enable_all_mcp_servers", .v4_6_5),
                    .optional("bound_skills", .v4_10_11),
                    .optional("enable_all_skills", .v4_10_11),
                    .optional("bound_mcp_resources", .v4_10_11),
                    .optional("mcp_resource_agent_read_enabled", .v4_10_11),
                ])
            ),
            .init("pipeline.run", body: .json([.required("message", .v4_11_2)])),
            .init("pipeline.websocket.broadcast", body: .json([.required("message", .v4_6_5)])),
        ]
        + bare(
            "pipeline.metadata",
            "pipeline.get",
            "pipeline.delete",
            "pipeline.copy",
            "pipeline.extensions.get",
            "pipeline.websocket.connections",
            "pipeline.websocket.messages",
            "pipeline.websocket.reset"
        )
}
