import JSONCore

extension Contract {
    @RowBuilder static var bots: [Operation] {
        Operation("bot.list", .get, "/api/v1/platform/bots")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceView)
            .data(.list(.bot))
            .capability()
            .documented(.listed)
        Operation("bot.create", .post, "/api/v1/platform/bots")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceManage)
            .content(
                [
                    .required("name"), .required("description", requiredUntil: .v4_10_11), .required("adapter"),
                    .required("adapter_config", .mapping),
                ] + routing
            )
            .failures([.v4_5_1: [500], .v4_11_2: [400, 500]])
            .data(.identifier)
            .capability()
            .documented(.listed)
        Operation("bot.get", .get, "/api/v1/platform/bots/{bot_uuid}")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceView)
            .missing([.v4_5_1: .of(404, -1, "bot not found"), .v4_6_5: .failure("Bot not found"), .v4_10_11: .gone])
            .failures([.v4_5_1: [404], .v4_6_5: [500], .v4_10_11: [404]])
            .data(.one(.bot))
            .capability()
            .documented(.listed, .notFound)
        Operation("bot.update", .put, "/api/v1/platform/bots/{bot_uuid}")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceManage)
            .content(
                [
                    .optional("name"), .optional("description"), .optional("adapter"),
                    .optional("adapter_config", .mapping),
                ] + routing
            )
            .failures([.v4_5_1: [500], .v4_10_11: [404, 500], .v4_11_2: [400, 404, 500]])
            .capability()
            .documented(.listed, .notFound)
        Operation("bot.delete", .delete, "/api/v1/platform/bots/{bot_uuid}")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceManage)
            .missing([.v4_5_1: .success(.null), .v4_10_11: .gone])
            .failures([.v4_5_1: [], .v4_10_11: [404]])
            .capability()
            .documented(.listed, .notFound)
        Operation("bot.logs", .post, "/api/v1/platform/bots/{bot_uuid}/logs")
            .access([.v4_5_1: .userTokenOrAPIKey], .resourceView)
            .content([.optional("from_index", .integer), .optional("max_count", .integer)])
            .missing([.v4_5_1: .failure("Bot not found"), .v4_10_11: .gone])
            .failures([.v4_5_1: [500], .v4_10_11: [404, 500]])
            .data(.object(["logs": .emptyList, "total_count": .integer]))
            .documented(.listed, data: .derived)
        Operation("bot.admin.list", .get, "/api/v1/platform/bots/{bot_uuid}/admins")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceView)
            .failures([.v4_10_11: [404]])
            .data(.list(.botAdmin))
        Operation("bot.admin.create", .post, "/api/v1/platform/bots/{bot_uuid}/admins")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .content([.required("launcher_type"), .required("launcher_id")])
            .failures([.v4_10_11: [400, 404, 409, 500]])
            .data(.object(["id": .integer]))
        Operation("bot.admin.delete", .delete, "/api/v1/platform/bots/{bot_uuid}/admins/{admin_id:int}")
            .access([.v4_10_11: .userTokenOrAPIKey], .resourceManage)
            .failures([.v4_10_11: [404]])
        Operation("bot.event_routes.status", .get, "/api/v1/platform/bots/{bot_uuid}/event-routes/status")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceView)
            .failures([.v4_11_2: [404]])
            .data(.object(["routes": .list(.mapping), "stale_routes": .array, "unmatched_events": .array]))
        Operation("bot.event_routes.dry_run", .post, "/api/v1/platform/bots/{bot_uuid}/event-routes/dry-run")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceView)
            .content(described)
            .missing([.v4_11_2: .failure("Bot not found")])
            .failures([.v4_11_2: [400, 500]])
            .data(.schema(.object(routed)))
        // Under the name that early clients call.
        Operation("bot.event_routes.dry_run_alias", .post, "/api/v1/platform/bots/{bot_uuid}/event_route/dry_run")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceView)
            .content(described)
            .missing([.v4_11_2: .failure("Bot not found")])
            .failures([.v4_11_2: [400, 500]])
            .data(.schema(.object(routed)))
        Operation("bot.group_filter_migration.get", .get, "/api/v1/platform/bots/{bot_uuid}/group-filter-migration")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceView)
            .failures([.v4_11_2: [404]])
            .data(
                .object([
                    "bindings_already_filtered": .array, "bindings_to_update": .array, "bot_uuid": .text,
                    "needs_migration": .flag, "pipeline_flags": .mapping, "pipelines_with_at_bot": .array,
                ])
            )
        Operation(
            "bot.group_filter_migration.execute",
            .post,
            "/api/v1/platform/bots/{bot_uuid}/group-filter-migration"
        )
        .access([.v4_11_2: .userTokenOrAPIKey], .resourceManage)
        .content([.optional("disable_pipeline_at_bot", .flag)])
        .failures([.v4_11_2: [400, 404, 500]])
        .data(
            .schema(
                .object(
                    ["applied": .flag, "bot_uuid": .text],
                    optional: ["reason": .text, "disabled_pipeline_at_bot": .array, "updated_bindings": .array]
                )
            )
        )
        Operation("bot.send_message", .post, "/api/v1/platform/bots/{bot_uuid}/send_message")
            .access([.v4_6_5: .apiKey], .runtimeOperate)
            .content([.required("target_type"), .required("target_id"), .required("message_chain", .list(.mapping))])
            .missing([.v4_6_5: .of(500, -1, "Failed to send message: Bot not found"), .v4_10_11: .gone])
            .failures([.v4_6_5: [400, 500], .v4_10_11: [400, 404, 500]])
            .data(.object(["sent": .flag]))
    }

    /// An event that did not happen.
    private static let described: [RequestShape.Member] = [
        .required("event_type"), .optional("event_data", .mapping), .optional("payload", .mapping),
        .optional("context", .mapping), .optional("event_bindings", .list(.mapping)),
    ]

    private static let routed: [(String, JSONSchema)] = [
        ("binding_id", .stored), ("diagnostic_details", .list(.mapping)), ("diagnostic_steps", .texts),
        ("event_pattern", .text.orNull), ("failure_code", .text.orNull), ("matched", .flag),
        ("matched_binding_id", .stored), ("matched_binding_index", .integer.orNull), ("reason", .text),
        ("target", .mapping.orNull), ("target_type", .text.orNull), ("target_uuid", .text),
    ]

    private static let routing: [RequestShape.Member] = [
        .optional("enable", .flag), .optional("use_pipeline_uuid", until: .v4_10_11),
        .optional("pipeline_routing_rules", .list(.mapping), since: .v4_9_7, until: .v4_10_11),
        .optional("event_bindings", .list(.mapping), since: .v4_11_2),
        .optional("plugin_processors", .list(.mapping), since: .v4_11_2),
    ]
}
