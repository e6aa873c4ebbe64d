extension Contract {
    @RowBuilder static var account: [Operation] {
        // Signing in, which returns the user token.
        Operation("user.init_status", .get, "/api/v1/user/init", .read)
            .access([.v4_5_1: .open])
            .data(.object(["initialized": .flag]))
            .documented(.none, credentials: .open, source: .signingIn)
        Operation("user.init", .post, "/api/v1/user/init", .create)
            .access([.v4_5_1: .open])
            .content([.required("user"), .required("password")])
            .failures([.v4_5_1: [500], .v4_11_2: [400, 500]])
            .refusesWith200(codes: 1)
            .documented(.none, credentials: .open, source: .signingIn)
        Operation("user.auth", .post, "/api/v1/user/auth")
            .access([.v4_5_1: .open])
            .content([.required("user"), .required("password"), .optional("totp_code", since: .v4_11_2)])
            .failures([.v4_5_1: [500], .v4_11_2: [400, 401, 500]])
            .refusesWith200(codes: 1)
            .data(.object(["token": .text]))
            .documented(.none, credentials: .open, source: .signingIn)
        Operation("user.check_token", .get, "/api/v1/user/check-token", .read)
            .access([.v4_5_1: .userToken])
            .accountToken()
            .data(.object(["token": .text]))
            .documented(.none, credentials: .userToken, source: .signingIn)
        Operation("user.account_info", .get, "/api/v1/user/account-info")
            .access([.v4_7_2: .open])
            .data(.derived)
        Operation("user.change_password", .post, "/api/v1/user/change-password")
            .access([.v4_5_1: .userToken])
            .accountToken()
            .content([.required("current_password"), .required("new_password")])
            .failures([.v4_5_1: [400, 500]])
            .data(.object(["user": .text]))
        Operation("user.info", .get, "/api/v1/user/info")
            .access([.v4_7_2: .userToken])
            .accountToken()
            .data([
                .v4_5_1: .object(["account_type": .text, "has_password": .flag, "user": .text]),
                .v4_10_11: .object([
                    "account_type": .text, "has_password": .flag, "user": .text, "account_uuid": JSONSchema.uuid.orNull,
                ]),
            ])
        Operation("user.set_password", .post, "/api/v1/user/set-password")
            .access([.v4_7_2: .userToken])
            .accountToken(since: .v4_11_2)
            .content([.required("new_password"), .optional("current_password")])
            .failures([.v4_7_2: [400, 500]])
            .data(.object(["user": .text]))
        Operation("user.reset_password", .post, "/api/v1/user/reset-password")
            .access([.v4_5_1: .open])
            .content([
                .required("user"), .required("new_password"), .required("recovery_key", requiredUntil: .v4_10_11),
                .optional("method", .oneOf("recovery_key", "totp", "recovery_code"), since: .v4_11_2),
                .optional("totp_code", since: .v4_11_2),
            ])
            .failures([.v4_5_1: [400, 403, 500], .v4_10_11: [400, 403, 429, 500]])
            .data(.object(["user": .text]))
        Operation("user.space.credits", .get, "/api/v1/user/space-credits")
            .access([.v4_7_2: .userToken])
            .data([
                .v4_7_2: .object(["credits": .null]),
                .v4_10_11: .object(["credits": .null, "is_workspace_owner": .flag, "owner_space_bound": .flag]),
            ])
    }
}
