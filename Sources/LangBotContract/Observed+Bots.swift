extension Contract {
    static let observedBots: [ObservedOperation] = [
        .init("adapter.list", .get, "/api/v1/platform/adapters", [.userToken(.v4_5_1)]),
        .init(
            "adapter.slack_setup.create",
            .post,
            "/api/v1/platform/adapters/slack/setup",
            [.either(.v4_11_2)],
            .resourceManage
        ),
        .init(
            "adapter.slack_setup.delete",
            .delete,
            "/api/v1/platform/adapters/slack/setup/{session_id}",
            [.either(.v4_11_2)],
            .resourceManage
        ),
        .init(
            "adapter.slack_setup.get",
            .get,
            "/api/v1/platform/adapters/slack/setup/{session_id}",
            [.either(.v4_11_2)],
            .resourceManage
        ),
        .init("adapter.get", .get, "/api/v1/platform/adapters/{adapter_name}", [.userToken(.v4_5_1)]),
        .init("bot.list", .get, "/api/v1/platform/bots", [.either(.v4_5_1)], .resourceView),
        .init("bot.create", .post, "/api/v1/platform/bots", [.either(.v4_5_1)], .resourceManage),
        .init("bot.delete", .delete, "/api/v1/platform/bots/{bot_uuid}", [.either(.v4_5_1)], .resourceManage),
        .init("bot.get", .get, "/api/v1/platform/bots/{bot_uuid}", [.either(.v4_5_1)], .resourceView),
        .init("bot.update", .put, "/api/v1/platform/bots/{bot_uuid}", [.either(.v4_5_1)], .resourceManage),
        .init("bot.admin.list", .get, "/api/v1/platform/bots/{bot_uuid}/admins", [.either(.v4_10_11)], .resourceView),
        .init(
            "bot.admin.create",
            .post,
            "/api/v1/platform/bots/{bot_uuid}/admins",
            [.either(.v4_10_11)],
            .resourceManage
        ),
        .init(
            "bot.admin.delete",
            .delete,
            "/api/v1/platform/bots/{bot_uuid}/admins/{admin_id:int}",
            [.either(.v4_10_11)],
            .resourceManage
        ),
        .init(
            "bot.event_routes.status",
            .get,
            "/api/v1/platform/bots/{bot_uuid}/event-routes/status",
            [.either(.v4_11_2)],
            .resourceView
        ),
        .init(
            "bot.group_filter_migration.get",
            .get,
            "/api/v1/platform/bots/{bot_uuid}/group-filter-migration",
            [.either(.v4_11_2)],
            .resourceView
        ),
        .init(
            "bot.group_filter_migration.execute",
            .post,
            "/api/v1/platform/bots/{bot_uuid}/group-filter-migration",
            [.either(.v4_11_2)],
            .resourceManage
        ),
        .init("bot.logs", .post, "/api/v1/platform/bots/{bot_uuid}/logs", [.either(.v4_5_1)], .resourceView),
        .init(
            "bot.send_message",
            .post,
            "/api/v1/platform/bots/{bot_uuid}/send_message",
            [.apiKey(.v4_6_5)],
            .runtimeOperate
        ),
    ]
}
