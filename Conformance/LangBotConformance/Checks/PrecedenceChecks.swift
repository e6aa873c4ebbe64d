import LangBotContract

/// More than one credential in a request.
enum PrecedenceChecks {
    static let checks: [Check] = [
        recorded(
            "conflict.x-api-key-unknown",
            "An unknown X-API-Key beside a valid Authorization has one certain answer.",
            Subject.bots.apiKey(unknownKey).authorization("Bearer \(Secret.apiKey)")
        ),
        recorded(
            "conflict.authorization-unknown",
            "A valid X-API-Key beside an unknown Authorization has one certain answer.",
            Subject.bots.apiKey().authorization("Bearer lbk_unknown")
        ),
        .one(
            "auth.conflict.user-token",
            .info,
            "A key beside a user token is let in.",
            .oneMethod,
            needs: [.userToken],
            Subject.bots.apiKey().userToken(),
            .accepted
        ),
        .one(
            "auth.conflict.x-api-key-empty",
            .info,
            "An empty X-API-Key does not stand in the way of Authorization.",
            .oneMethod,
            needs: [.rawSocket],
            Subject.bots.apiKey("").authorization("Bearer \(Secret.apiKey)"),
            .accepted
        ),
        duplicate("x-api-key.valid-first", Subject.bots.apiKey().apiKey(unknownKey)),
        duplicate("x-api-key.valid-last", Subject.bots.apiKey(unknownKey).apiKey()),
        duplicate(
            "authorization.valid-first",
            Subject.bots.authorization("Bearer \(Secret.apiKey)").authorization("Bearer lbk_unknown")
        ),
        duplicate(
            "authorization.valid-last",
            Subject.bots.authorization("Bearer lbk_unknown").authorization("Bearer \(Secret.apiKey)")
        ),
        .one(
            "auth.duplicate.comma-joined",
            .harden,
            "Keys joined by a comma are refused.",
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

    /// Asked twice, so that the answer is seen not to change.
    private static func recorded(_ slug: String, _ sentence: String, _ probe: Probe) -> Check {
        Check("auth.\(slug)", .info, sentence, .oneMethod) { context throws(Interruption) in
            let first = try await context.send(probe)
            let second = try await context.send(probe)
            let isCertain = first.reply.status == second.reply.status && [200, 400, 401].contains(first.reply.status)
            return Finding(
                isCertain,
                expected: "200, 400 or 401, and the same again",
                actual: "\(first.reply.status), then \(second.reply.status)",
                first
            )
        }
    }

    private static func duplicate(_ slug: String, _ probe: Probe) -> Check {
        .one(
            "auth.duplicate.\(slug)",
            .harden,
            "A credential field that is given twice is refused, in either order.",
            .duplicateFields,
            needs: [.rawSocket],
            probe,
            .refused
        )
    }

    private static func foreign(_ slug: String, _ name: String, _ value: Template, _ source: Source) -> Check {
        .one(
            "auth.foreign-field.\(slug)",
            .harden,
            "A key in \(name) is no credential.",
            source,
            Subject.bots.adding(name, value),
            .refused
        )
    }
}
