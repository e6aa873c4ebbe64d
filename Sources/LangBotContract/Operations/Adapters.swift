extension Contract {
    @RowBuilder static var adapters: [Operation] {
        Operation("adapter.list", .get, "/api/v1/platform/adapters")
            .access([.v4_5_1: .userToken])
            .data(.list(.adapter))
        Operation("adapter.slack_setup.create", .post, "/api/v1/platform/adapters/slack/setup")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceManage)
            .content([
                .required("bot_uuid"), .required("access_token"), .required("refresh_token"), .optional("name"),
                .optional("socket_mode", .flag), .optional("webhook_url"), .optional("redirect_url"),
            ])
            .failures([.v4_11_2: [400, 500]])
            .data(.object(["session_id": .text]))
        Operation("adapter.slack_setup.callback", .get, "/api/v1/platform/adapters/slack/setup/callback")
            .access([.v4_11_2: .open])
            .query([.optional("state"), .optional("code"), .optional("error")])
            .failures([.v4_11_2: [400]])
            .data(.file("text/plain"))
        Operation("adapter.slack_setup.delete", .delete, "/api/v1/platform/adapters/slack/setup/{session_id}")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceManage)
            .missing([.v4_11_2: .of(404, -1, "session_not_found")])
            .data(.object([:]))
        Operation("adapter.slack_setup.get", .get, "/api/v1/platform/adapters/slack/setup/{session_id}")
            .access([.v4_11_2: .userTokenOrAPIKey], .resourceManage)
            .missing([.v4_11_2: .of(404, -1, "session_not_found")])
            .data(.object(["error": .text, "status": .text]))
        Operation("adapter.get", .get, "/api/v1/platform/adapters/{adapter_name}")
            .access([.v4_5_1: .userToken])
            .missing([.v4_5_1: .of(404, -1, "adapter not found")])
            .failures([.v4_5_1: [404]])
            .data(.one(.adapter))
        Operation("adapter.icon", .get, "/api/v1/platform/adapters/{adapter_name}/icon")
            .access([.v4_5_1: .open])
            .missing([.v4_5_1: .of(404, -1, "adapter not found")])
            .failures([.v4_5_1: [404]])
        Operation(
            "adapter.dingtalk.human_input_card_template",
            .get,
            "/api/v1/platform/adapters/dingtalk/human-input-card-template"
        )
        .access([.v4_10_11: .open])
        .data(.foreign)
        Operation(
            "adapter.dingtalk.stream_card_template",
            .get,
            "/api/v1/platform/adapters/dingtalk/stream-card-template"
        )
        .access([.v4_11_2: .open])
        .data(.foreign)
    }
}
