import LangBotContract

/// What is nearly the token of a signed-in user.
enum UserTokenChecks {
    static let checks: [Check] = [
        refused(
            "unsigned",
            "A token that names no algorithm and has no signature is refused.",
            .jwtAlgorithms,
            .unsignedToken
        ),
        refused("without-signature", "A token without its signature is refused.", .jwtValidation, .withoutSignature),
        refused(
            "tampered",
            "A token with its last character changed is refused.",
            .jwtValidation,
            .replacedLastCharacter
        ),
        refused("truncated", "A token without its last character is refused.", .jwtValidation, .withoutLastCharacter),
        .one(
            "user-token.extended",
            .harden,
            "A token with a segment more is refused.",
            .jwtValidation,
            needs: [.userToken],
            Subject.bots.authorization("Bearer \(Secret.userToken).eyJh"),
            .rejected
        ),
        .one(
            "user-token.malformed",
            .harden,
            "What only looks like a token is refused.",
            .jwtValidation,
            Subject.bots.authorization("Bearer eyJ.a.b"),
            .rejected
        ),
        .one(
            "user-token.in-x-api-key",
            .harden,
            "A user token in X-API-Key is refused.",
            .onlyTwoMethods,
            needs: [.userToken],
            Subject.bots.apiKey("\(Secret.userToken)"),
            .rejected
        ),
        .each(
            Contract.operations.filter { $0.credentials == .userToken },
            "user-token.required",
            .must,
            "What only a signed-in user may do is refused without a credential.",
            .logIn,
            .rejected
        ) { Subject.harmless($0) },
        .each(
            Contract.operations.filter { $0.resource == .apiKey },
            "keys.not-by-key",
            .harden,
            "An API key cannot list, make, change or delete API keys.",
            .logIn,
            .status(401, 403)
        ) { Subject.harmless($0).apiKey() },
    ]

    private static func refused(
        _ slug: String,
        _ sentence: String,
        _ source: Source,
        _ derivation: Secret.Derivation
    ) -> Check {
        .one(
            "user-token.\(slug)",
            .harden,
            sentence,
            source,
            needs: [.userToken],
            Subject.bots.authorization("Bearer \(Secret.derived(derivation, from: .userToken))"),
            .rejected
        )
    }
}
