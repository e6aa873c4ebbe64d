import LangBotContract

/// The grammar of Authorization.
enum SchemeChecks {
    static let checks: [Check] = [
        accepted("lower-case", "Scheme in lower case (bearer): accepted", .scheme, "bearer \(Secret.apiKey)"),
        accepted("upper-case", "Scheme in upper case (BEARER): accepted", .scheme, "BEARER \(Secret.apiKey)"),
        accepted("two-spaces", "Two spaces after Bearer: accepted", .credentials, "Bearer  \(Secret.apiKey)"),
        .one(
            "auth.scheme.tab",
            .info,
            "Tab between Bearer and the key: 400 or 401",
            .credentials,
            needs: [.rawSocket],
            Subject.bots.authorization("Bearer\t\(Secret.apiKey)"),
            .refused
        ),
        refused("absent", "Key without a scheme: 400 or 401", .credentials, "\(Secret.apiKey)"),
        refused(
            "basic-user",
            "Key as the Basic user, as from https://key@host: 400 or 401",
            .onlyTwoMethods,
            "Basic \(Secret.derived(.base64(prefix: "", suffix: ":"), from: .apiKey))"
        ),
        refused(
            "basic-password",
            "Key as the Basic password: 400 or 401",
            .onlyTwoMethods,
            "Basic \(Secret.derived(.base64(prefix: ":", suffix: ""), from: .apiKey))"
        ),
        refused("basic-bare", "Key after Basic, not encoded: 400 or 401", .onlyTwoMethods, "Basic \(Secret.apiKey)"),
        refused(
            "basic-alone",
            "Key in Base64 after Basic, without a colon: 400 or 401",
            .onlyTwoMethods,
            "Basic \(Secret.derived(.base64(prefix: "", suffix: ""), from: .apiKey))"
        ),
        refused(
            "basic-with-password",
            "Key as the Basic user, with a password: 400 or 401",
            .onlyTwoMethods,
            "Basic \(Secret.derived(.base64(prefix: "", suffix: ":x"), from: .apiKey))"
        ),
        refused(
            "basic-with-user",
            "Key as the Basic password of a user: 400 or 401",
            .onlyTwoMethods,
            "Basic \(Secret.derived(.base64(prefix: "api:", suffix: ""), from: .apiKey))"
        ),
        refused("key", "Key after Key: 400 or 401", .onlyTwoMethods, "Key \(Secret.apiKey)"),
        refused("token-lower-case", "Key after token: 400 or 401", .onlyTwoMethods, "token \(Secret.apiKey)"),
        refused("x-api-key", "Key after X-API-Key: 400 or 401", .onlyTwoMethods, "X-API-Key \(Secret.apiKey)"),
        refused("jwt", "Key after JWT: 400 or 401", .onlyTwoMethods, "JWT \(Secret.apiKey)"),
        refused("oauth", "Key after OAuth: 400 or 401", .onlyTwoMethods, "OAuth \(Secret.apiKey)"),
        refused("unknown", "Key after an unknown scheme: 400 or 401", .onlyTwoMethods, "Lbconf \(Secret.apiKey)"),
        refused("token", "Key after Token: 400 or 401", .onlyTwoMethods, "Token \(Secret.apiKey)"),
        refused("api-key", "Key after ApiKey: 400 or 401", .onlyTwoMethods, "ApiKey \(Secret.apiKey)"),
        refused(
            "digest",
            "Key as the Digest username: 400 or 401",
            .onlyTwoMethods,
            "Digest username=\"\(Secret.apiKey)\""
        ),
        refused("doubled", "Bearer twice: 400 or 401", .bearerSyntax, "Bearer Bearer \(Secret.apiKey)"),
        refused("prefixed", "Scheme that only ends in Bearer: 400 or 401", .credentials, "xBearer \(Secret.apiKey)"),
        refused("second", "Bearer after another word: 400 or 401", .credentials, "foo Bearer \(Secret.apiKey)"),
        refused(
            "spliced",
            "Bearer in the middle of the key: 400 or 401",
            .credentials,
            "\(Secret.derived(.firstHalf, from: .apiKey))Bearer \(Secret.derived(.secondHalf, from: .apiKey))"
        ),
        refused(
            "list",
            "Two credentials in one field: 400 or 401",
            .bearerSyntax,
            "Bearer \(Secret.apiKey), Bearer \(Secret.apiKey)"
        ),
        refused(
            "parameter",
            "Parameter before the token: 400 or 401",
            .bearerSyntax,
            "Bearer realm=\"x\" \(Secret.apiKey)"
        ),
        refused("semicolon", "Semicolon after the token: 400 or 401", .bearerSyntax, "Bearer \(Secret.apiKey);"),
        refused("colon", "Colon after Bearer: 400 or 401", .bearerSyntax, "Bearer: \(Secret.apiKey)"),
        refused("equals", "Equals sign after Bearer: 400 or 401", .bearerSyntax, "Bearer=\(Secret.apiKey)"),
        refused("quoted", "Token in double quotes: 400 or 401", .bearerSyntax, "Bearer \"\(Secret.apiKey)\""),
        refused(
            "two-tokens",
            "Two tokens after Bearer: 400 or 401",
            .bearerSyntax,
            "Bearer \(Secret.apiKey) \(Secret.apiKey)"
        ),
        others, account,
    ]

    /// Words that come before a credential elsewhere.
    private static let words = [
        "API-Key", "Apikey", "Api-Token", "Secret", "Session", "lbk", "LangBot", "Custom", "Digest", "AWS4-HMAC-SHA256",
        "HMAC", "Negotiate", "OAuth2", "Access", "Bot", "User", "Client", "App", "Service", "Plugin", "Signature",
        "SharedKey",
        "Private-Token", "ApiToken", "Hawk", "Mac", "DPoP",
    ]

    /// Words that other checks try for reading.
    private static let known = ["Key", "token", "Token", "X-API-Key", "JWT", "OAuth", "ApiKey"]

    private static let others = Check(
        "auth.scheme.others",
        .harden,
        "Key after one of \(words.count) more words, or after any word to delete: refused",
        .onlyTwoMethods
    ) { context throws(Interruption) in
        let deletion = Subject.harmless(Subject.operation("bot.delete"))
        for (probe, words) in [(Subject.bots, words), (deletion, words + known)] {
            for word in words {
                let attempt = probe.authorization("\(word) \(Secret.apiKey)")
                let finding = try await context.judge(attempt, .refused)
                if !finding.conforms { return finding }
            }
        }
        return Finding(true, expected: Expectation.refused.text, actual: "refused")
    }

    private static let account = Check(
        "auth.scheme.account",
        .harden,
        "Account and password as Basic credentials: 400 or 401",
        .onlyTwoMethods
    ) { context throws(Interruption) in
        guard let account = context.session.credentials.account else {
            throw .untestable("needs an account (--user and --password)")
        }
        let pair = Secret.made("\(account.user):\(account.password)", placeholder: "user:password")
        let encoded = Secret.derived(.base64(prefix: "", suffix: ""), from: pair)
        return try await context.judge(Subject.bots.authorization("Basic \(encoded)"), .refused)
    }

    private static func accepted(_ slug: String, _ sentence: String, _ source: Quotation, _ value: Template) -> Check {
        .one("auth.scheme.\(slug)", .should, sentence, source, Subject.bots.authorization(value), .accepted)
    }

    private static func refused(_ slug: String, _ sentence: String, _ source: Quotation, _ value: Template) -> Check {
        .one("auth.scheme.\(slug)", .harden, sentence, source, Subject.bots.authorization(value), .refused)
    }
}
