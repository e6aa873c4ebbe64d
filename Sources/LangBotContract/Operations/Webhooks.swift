extension Contract {
    @RowBuilder static var webhooks: [Operation] {
        Operation("webhook.list", .get, "/api/v1/webhooks")
            .access([.v4_5_1: .userToken], .resourceView)
            .data(.list(.webhook))
        Operation("webhook.create", .post, "/api/v1/webhooks")
            .access([.v4_5_1: .userToken], .resourceManage)
            .content([.required("name"), .required("url"), .optional("description"), .optional("enabled", .flag)])
            .failures([.v4_5_1: [400, 500]])
            .data(.one(.webhook))
        Operation("webhook.get", .get, "/api/v1/webhooks/{webhook_id:int}")
            .access([.v4_5_1: .userToken], .resourceView)
            .missing(missingWebhook)
            .failures([.v4_5_1: [404]])
            .data(.one(.webhook))
        Operation("webhook.update", .put, "/api/v1/webhooks/{webhook_id:int}")
            .access([.v4_5_1: .userToken], .resourceManage)
            .content([.optional("name"), .optional("url"), .optional("description"), .optional("enabled", .flag)])
            .missing(missingWebhook)
            .failures([.v4_5_1: [500], .v4_10_11: [404, 500]])
        Operation("webhook.delete", .delete, "/api/v1/webhooks/{webhook_id:int}")
            .access([.v4_5_1: .userToken], .resourceManage)
            .missing(missingWebhook)
            .failures([.v4_5_1: [], .v4_10_11: [404]])
    }

    private static let missingWebhook: Since<Refusal> = [.v4_5_1: .of(404, -1, "Webhook not found")]

    /// What chat platforms and other programs send to a bot.
    @RowBuilder static var inbound: [Operation] {
        Operation("bot.inbound.get", .get, "/bots/{bot_uuid}", .invoke)
            .access([.v4_6_5: .open])
            .failures(inboundFailures)
            .data(.foreign)
        Operation("bot.inbound.post", .post, "/bots/{bot_uuid}", .invoke)
            .access([.v4_6_5: .open])
            .content(inboundMessage)
            .failures(inboundFailures)
            .data(.foreign)
        Operation("bot.inbound.get_path", .get, "/bots/{bot_uuid}/{path...}", .invoke)
            .access([.v4_6_5: .open])
            .failures(inboundFailures)
            .data(.foreign)
        Operation("bot.inbound.post_path", .post, "/bots/{bot_uuid}/{path...}", .invoke)
            .access([.v4_6_5: .open])
            .content(inboundMessage)
            .failures(inboundFailures)
            .data(.foreign)
        Operation("bot.test_inbound", .post, "/api/v1/platform/bots/{bot_uuid}/test-inbound", .invoke)
            .access([.v4_10_11: .userToken], .resourceManage)
            .content([.required("message")])
            .failures([.v4_10_11: [400, 404, 500]])
            .data(.object(["accepted_message_id": .text, "aggregating": .flag, "session_id": .text]))
    }

    private static let inboundMessage: [RequestShape.Member] = [
        .optional("session_id"), .optional("session_type", .oneOf("person", "group")), .optional("sender", .mapping),
        .optional("message", .list(.mapping)),
    ]

    private static let inboundFailures: Since<[Int]> = [
        .v4_6_5: [403, 404, 500, 501], .v4_10_11: [400, 401, 403, 404, 409, 413, 500, 501, 503],
    ]
}
