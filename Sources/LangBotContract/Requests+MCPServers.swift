extension Contract {
    static let mcpServerRequests: [RequestRow] =
        [
            .init(
                "mcp_server.create",
                body: .json([
                    .required("name", .v4_5_1),
                    .required("mode", .v4_5_1),
                    .optional("enable", .v4_5_1),
                    .optional("extra_args", .v4_5_1),
                    .optional("readme", .v4_10_11),
                ])
            ),
            .init(
                "mcp_server.update",
                body: .json([
                    .optional("name", .v4_5_1),
                    .optional("mode", .v4_5_1),
                    .optional("enable", .v4_5_1),
                    .optional("extra_args", .v4_5_1),
                    .optional("readme", .v4_10_11),
                ])
            ),
            // The content is only used for the name "_", which tests a server that is not stored.
            .init(
                "mcp_server.test",
                body: .json([
                    .optional("name", .v4_5_1),
                    .optional("mode", .v4_5_1),
                    .optional("enable", .v4_5_1),
                    .optional("extra_args", .v4_5_1),
                    .optional("uuid", .v4_5_1, until: .v4_7_2),
                ])
            ),
            .init(
                "mcp_server.logs",
                query: [.optional("limit", .v4_10_11), .optional("level", .v4_10_11)]
            ),
            .init(
                "mcp_server.resource_read",
                body: .json([
                    .required("uri", .v4_10_11),
                    .optional("max_bytes", .v4_10_11),
                    .optional("include_blob", .v4_10_11),
                ])
            ),
        ]
        + bare(
            "mcp_server.list",
            "mcp_server.get",
            "mcp_server.delete",
            "mcp_server.resources",
            "mcp_server.resource_templates"
        )
}
