import LangBotContract

/// Requests with more than one credential.
enum PrecedenceChecks {
    static let checks: [Check] = [
        recorded(
            "conflict.x-api-key-unknown",
            "Unknown X-API-Key with a valid Authorization: consistent answer",
            Subject.bots.apiKey(unknownKey).authorization("Bearer \(Secret.apiKey)")
        ),
        recorded(
            "conflict.authorization-unknown",
            "Valid X-API-Key with an unknown Authorization: consistent answer",
            Subject.bots.apiKey().authorization("Bearer lbk_unknown")
        ),
        .one(
            "auth.conflict.user-token",
            .info,
            "Valid key with a valid user token: accepted",
            .oneMethod,
            needs: [.userToken],
            Subject.bots.apiKey().userToken(),
            .accepted
        ),
        .one(
            "auth.conflict.x-api-key-empty",
            .info,
            "Empty X-API-Key with a valid Authorization: accepted",
            .oneMethod,
            needs: [.rawSocket],
            Subject.bots.apiKey("").authorization("Bearer \(Secret.apiKey)"),
            .accepted
        ),
        duplicate(
            "x-api-key.valid-first",
            "X-API-Key twice, valid key first",
            Subject.bots.apiKey().apiKey(unknownKey)
        ),
        duplicate(
            "x-api-key.valid-last",
            "X-API-Key twice, valid key last",
            Subject.bots.apiKey(unknownKey).apiKey()
        ),
        duplicate(
            "authorization.valid-first",
            "Authorization twice, valid key first",
            Subject.bots.authorization("Bearer \(Secret.apiKey)").authorization("Bearer lbk_unknown")
        ),
        duplicate(
            "authorization.valid-last",
            "Authorization twice, valid key last",
            Subject.bots.authorization("Bearer lbk_unknown").authorization("Bearer \(Secret.apiKey)")
        ),
        .one(
            "auth.duplicate.comma-joined",
            .harden,
            "Two keys joined by a comma in X-API-Key: 400 or 401",
            .duplicateFields,
            Subject.bots.apiKey("\(Secret.apiKey),lbk_unknown"),
            .refused
        ),
        foreign("underscores", "X_API_KEY", "\(Secret.apiKey)", .authenticationBypass),
        foreign("proxy-authorization", "Proxy-Authorization", "Bearer \(Secret.apiKey)", .proxyAuthorization),
        foreign("forwarded", "X-Forwarded-Authorization", "Bearer \(Secret.apiKey)", .onlyTwoMethods),
        foreign("original", "X-Original-Authorization", "Bearer \(Secret.apiKey)", .onlyTwoMethods),
        foreign("api-key", "Api-Key", "\(Secret.apiKey)", .onlyTwoMethods),
        foreign("x-auth-token", "X-Auth-Token", "\(Secret.apiKey)", .onlyTwoMethods),
    ]

    /// Sends the request twice, to see that the answer does not change.
    private static func recorded(_ slug: String, _ sentence: String, _ probe: Probe) -> Check {
        Check("auth.\(slug)", .info, sentence, .oneMethod) { context throws(Interruption) in
            let first = try await context.send(probe)
            let second = try await context.send(probe)
            let isCertain = first.reply.status == second.reply.status && [200, 400, 401].contains(first.reply.status)
            return Finding(
                isCertain,
                expected: "200, 400 or 401, the same both times",
                actual: "\(first.reply.status), then \(second.reply.status)",
                first
            )
        }
    }

    private static func duplicate(_ slug: String, _ what: String, _ probe: Probe) -> Check {
        .one(
            "auth.duplicate.\(slug)",
            .harden,
            "\(what): 400 or 401",
            .duplicateFields,
            needs: [.rawSocket],
            probe,
            .refused
        )
    }

    private static func foreign(_ slug: String, _ name: String, _ value: Template, _ source: Quotation) -> Check {
        .one(
            "auth.foreign-field.\(slug)",
            .harden,
            "Key in \(name): 400 or 401",
            source,
            Subject.bots.adding(name, value),
            .refused
        )
    }
}
