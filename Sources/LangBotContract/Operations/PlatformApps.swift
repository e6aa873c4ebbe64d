import JSONCore

extension Contract {
    /// Apps that LangBot creates on a platform once a user has scanned a code: begin, ask how it is, give up.
    static let platformApps: [Operation] = [
        ("adapter.dingtalk.create_app", "dingtalk/create-app", .v4_9_7, 502),
        ("adapter.lark.create_app", "lark/create-app", .v4_9_7, 504),
        ("adapter.qqofficial.bind", "qqofficial/bind", .v4_10_11, 502),
        ("adapter.wecombot.create_bot", "wecombot/create-bot", .v4_9_7, 502),
        ("adapter.weixin.login", "weixin/login", .v4_9_7, 504),
    ].flatMap { (name: String, place: String, release: Release, status: Int) -> [Operation] in
        let missing = Refusal.of(404, -1, "Session not found")
        func row(_ action: String, _ method: Operation.Method, _ path: String) -> Operation {
            Operation(
                OperationID(rawValue: "\(name).\(action)"),
                method,
                PathTemplate("/api/v1/platform/adapters/\(place)\(path)")
            )
            .access([release: .userToken], .resourceManage)
            .missing([.v4_9_7: missing])
        }
        return [
            row("create", .post, "")
                .failures([release: [status]])
                .data(.object(["session_id": .uuid, "expire_at": .number])),
            row("status", .get, "/status/{session_id}")
                .failures([release: [404]])
                .data(.object(["status": .text])),
            row("delete", .delete, "/{session_id}")
                .missing([.v4_9_7: .success([:]), .v4_10_11: missing])
                .failures([.v4_10_11: [404]])
                .data(.empty),
        ]
    }

    /// Signing in to ChatGPT with a code, for providers of Codex.
    @RowBuilder static var codex: [Operation] {
        Operation("provider.codex.status", .get, "/api/v1/provider/providers/{provider_uuid}/codex/status")
            .access([.v4_10_11: .userToken], .providerSecretManage)
            .failures([.v4_10_11: [400, 404]])
            .data(.object(["connected": .flag, "expires_at": .number.orNull, "status": .text]))
        Operation("provider.codex.device.create", .post, "/api/v1/provider/providers/{provider_uuid}/codex/device")
            .access([.v4_10_11: .userToken], .providerSecretManage)
            .failures([.v4_10_11: [400, 404]])
            .data(
                .object([
                    "authorization_id": .text, "user_code": .text, "interval": .integer, "expires_at": .number,
                    "verification_uri": .text,
                ])
            )
        Operation("provider.codex.device.poll", .post, "/api/v1/provider/providers/{provider_uuid}/codex/device/poll")
            .access([.v4_10_11: .userToken], .providerSecretManage)
            .content([.required("authorization_id")])
            .failures([.v4_10_11: [400, 404, 500]])
            .data(.object(["status": .text]))
        Operation(
            "provider.codex.device.delete",
            .delete,
            "/api/v1/provider/providers/{provider_uuid}/codex/device/{authorization_id}"
        )
        .access([.v4_10_11: .userToken], .providerSecretManage)
        .failures([.v4_10_11: [400, 404]])
        Operation("provider.codex.disconnect", .delete, "/api/v1/provider/providers/{provider_uuid}/codex/auth")
            .access([.v4_10_11: .userToken], .providerSecretManage)
            .failures([.v4_10_11: [400, 404]])
    }
}
