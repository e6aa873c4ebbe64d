extension Contract {
    /// The second factor of an account: codes of an authenticator, which a member's administrators can replace.
    @RowBuilder static var secondFactors: [Operation] {
        Operation("user.totp.status", .get, "/api/v1/user/totp/status")
            .access([.v4_11_2: .userToken])
            .accountToken(since: .v4_11_2)
            .data(
                .object([
                    "confirmed_at": JSONSchema.time.orNull, "enabled": .flag, "last_used_at": JSONSchema.time.orNull,
                    "pending": .flag, "recovery_codes_remaining": .integer,
                ])
            )
        Operation("user.totp.enroll", .post, "/api/v1/user/totp/enroll")
            .access([.v4_11_2: .userToken])
            .accountToken(since: .v4_11_2)
            .content([.optional("rotate", .flag)])
            .failures([.v4_11_2: [409, 500]])
            .data(enrolment)
        Operation("user.totp.enroll_confirm", .post, "/api/v1/user/totp/enroll/confirm")
            .access([.v4_11_2: .userToken])
            .accountToken(since: .v4_11_2)
            .content([.required("code")])
            .failures([.v4_11_2: [400, 404, 409, 500]])
            .refusesWith200(codes: 1)
            .data(recoveryCodes)
        Operation("user.totp.recovery_codes", .post, "/api/v1/user/totp/recovery-codes")
            .access([.v4_11_2: .userToken])
            .accountToken(since: .v4_11_2)
            .content([.required("code")])
            .failures([.v4_11_2: [403, 404, 500]])
            .refusesWith200(codes: 1)
            .data(recoveryCodes)
        Operation("user.totp.disable", .post, "/api/v1/user/totp/disable")
            .access([.v4_11_2: .userToken])
            .accountToken(since: .v4_11_2)
            .content([.required("code")])
            .failures([.v4_11_2: [403, 404, 500]])
            .data(.null)
        Operation("user.totp.challenge", .post, "/api/v1/user/totp/challenge")
            .access([.v4_11_2: .open])
            .content([.required("user")])
            .failures([.v4_11_2: [500]])
            .refusesWith200(codes: 1)
            .data(.object(["challenge_token": .text]))
        Operation("user.totp.verify", .post, "/api/v1/user/totp/verify")
            .access([.v4_11_2: .open])
            .content([.required("user"), .required("code"), .required("challenge_token")])
            .failures([.v4_11_2: [401, 500]])
            .refusesWith200(codes: 1)
            .data(.object(["token": .text, "user": .text]))
        Operation("user.totp.account.list", .get, "/api/v1/user/totp/accounts")
            .access([.v4_11_2: .userToken])
            .failures([.v4_11_2: [403]])
            .data(
                .object([
                    "accounts": .list(
                        .object([
                            "account_uuid": .uuid, "enabled": .flag, "last_used_at": JSONSchema.time.orNull,
                            "recovery_codes_remaining": .integer, "status": .text, "user": .text,
                        ])
                    )
                ])
            )
        Operation("user.totp.account.delete", .delete, "/api/v1/user/totp/accounts/{target_account_uuid}")
            .access([.v4_11_2: .userToken])
            .failures([.v4_11_2: [403, 404]])
            .data(.null)
        Operation("user.totp.account.enroll", .post, "/api/v1/user/totp/accounts/{target_account_uuid}/enroll")
            .access([.v4_11_2: .userToken])
            .failures([.v4_11_2: [403, 404, 500]])
            .data(enrolment)
        Operation(
            "user.totp.account.enroll_confirm",
            .post,
            "/api/v1/user/totp/accounts/{target_account_uuid}/enroll/confirm"
        )
        .access([.v4_11_2: .userToken])
        .content([.required("code")])
        .failures([.v4_11_2: [400, 403, 404, 409, 500]])
        .refusesWith200(codes: 1)
        .data(recoveryCodes)
    }

    private static let enrolment = AnswerData.object([
        "algorithm": .text, "digits": .integer, "period": .integer, "qr_code_data_url": .text, "uuid": .uuid,
    ])

    private static let recoveryCodes = AnswerData.object(["recovery_codes": .texts])
}
