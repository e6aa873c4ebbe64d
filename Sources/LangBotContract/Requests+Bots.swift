extension Contract {
    static let botRequests: [RequestRow] =
        [
            .init(
                "bot.create",
                body: .json(
                    [
                        .required("name", .v4_5_1),
                        .required("description", .v4_5_1, requiredUntil: .v4_10_11),
                        .required("adapter", .v4_5_1),
                        .required("adapter_config", .v4_5_1),
                    ] + routingMembers
                )
            ),
            .init(
                "bot.update",
                body: .json(
                    [
                        .optional("name", .v4_5_1),
                        .optional("description", .v4_5_1),
                        .optional("adapter", .v4_5_1),
                        .optional("adapter_config", .v4_5_1),
                    ] + routingMembers
                )
            ),
            .init(
                "bot.logs",
                body: .json([.optional("from_index", .v4_5_1), .optional("max_count", .v4_5_1)])
            ),
            .init(
                "bot.send_message",
                body: .json([
                    .required("target_type", .v4_6_5),
                    .required("target_id", .v4_6_5),
                    .required("message_chain", .v4_6_5),
                ])
            ),
            .init(
                "bot.admin.create",
                body: .json([.required("launcher_type", .v4_10_11), .required("launcher_id", .v4_10_11)])
            ),
            .init(
                "bot.group_filter_migration.execute",
                body: .json([.optional("disable_pipeline_at_bot", .v4_11_2)])
            ),
            .init(
                "adapter.slack_setup.create",
                body: .json([
                    .required("bot_uuid", .v4_11_2),
                    .required("access_token", .v4_11_2),
                    .required("refresh_token", .v4_11_2),
                    .optional("name", .v4_11_2),
                    .optional("socket_mode", .v4_11_2),
                    .optional("webhook_url", .v4_11_2),
                    .optional("redirect_url", .v4_11_2),
                ])
            ),
        ]
        + bare(
            "bot.list",
            "bot.get",
            "bot.delete",
            "bot.admin.list",
            "bot.admin.delete",
            "bot.event_routes.status",
            "bot.group_filter_migration.get",
            "adapter.list",
            "adapter.get",
            "adapter.slack_setup.get",
            "adapter.slack_setup.delete"
        )

    private static let routingMembers: [RequestShape.Member] = [
        .optional("enable", .v4_5_1),
        .optional("use_pipeline_uuid", .v4_5_1, until: .v4_10_11),
        .optional("pipeline_routing_rules", .v4_9_7, until: .v4_10_11),
        .optional("event_bindings", .v4_11_2),
        .optional("plugin_processors", .v4_11_2),
    ]
}
