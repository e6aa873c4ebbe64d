extension Contract {
    static let accountRequests: [RequestRow] =
        [
            .init(
                "api_key.create",
                body: .json([
                    .required("name", .v4_5_1),
                    .optional("description", .v4_5_1),
                    .optional("scopes", .v4_10_11),
                    .optional("expires_at", .v4_10_11),
                ])
            ),
            .init(
                "api_key.update",
                body: .json([.optional("name", .v4_5_1), .optional("description", .v4_5_1)])
            ),
            .init("user.init", body: .json([.required("user", .v4_5_1), .required("password", .v4_5_1)])),
            .init(
                "user.auth",
                body: .json([
                    .required("user", .v4_5_1),
                    .required("password", .v4_5_1),
                    .optional("totp_code", .v4_11_2),
                ])
            ),
            .init(
                "user.change_password",
                body: .json([.required("current_password", .v4_5_1), .required("new_password", .v4_5_1)])
            ),
        ]
        + bare(
            "api_key.list",
            "api_key.get",
            "api_key.delete",
            "user.init_status",
            "user.check_token",
            "user.info",
            "user.account_info"
        )
}
