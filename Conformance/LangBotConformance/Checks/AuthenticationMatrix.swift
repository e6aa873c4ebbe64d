import LangBotContract

/// Each credential, good, wrong and absent, with every operation that the document opens to API keys.
enum AuthenticationMatrix {
    static let checks = accepted + missing + wrong + blanket

    private static let accepted: [Check] = [
        .each(
            Subject.promised,
            "auth.x-api-key.accepted",
            .must,
            "A valid API key in X-API-Key is accepted.",
            .methodOne,
            .authenticated
        ) { Subject.harmless($0).apiKey() },
        .each(
            Subject.promised,
            "auth.bearer-api-key.accepted",
            .must,
            "A valid API key after Bearer in Authorization is accepted.",
            .methodTwo,
            .authenticated
        ) { Subject.harmless($0).authorization("Bearer \(Secret.apiKey)") },
        .each(
            Subject.promised,
            "auth.user-token.accepted",
            .must,
            "The token of a signed-in user is accepted.",
            .userToken,
            needs: [.userToken],
            .authenticated
        ) { Subject.harmless($0).userToken() },
    ]

    private static let missing: [Check] = [
        .each(
            Subject.promised,
            "auth.missing.status",
            .must,
            "A request without a credential is answered with 401.",
            .unauthorized,
            .rejected
        ) { Subject.harmless($0) },
        .each(
            Subject.promised,
            "auth.missing.envelope",
            .must,
            "A request without a credential is told so with the documented code and message.",
            .unauthorized,
            .envelope(code: -1, messages: [DocumentedMessage.noCredential])
        ) { Subject.harmless($0) },
        .each(
            Subject.promised,
            "auth.missing.challenge",
            .should,
            "A 401 says in WWW-Authenticate how to authenticate.",
            .challenge,
            .rejected.and(.field("www-authenticate", "a WWW-Authenticate field") { !$0.isEmpty })
        ) { Subject.harmless($0) },
    ]

    private static let wrong: [Check] = [
        .each(
            Subject.promised,
            "auth.x-api-key.unknown.status",
            .must,
            "An unknown key in X-API-Key is answered with 401.",
            .invalidKey,
            .rejected
        ) { Subject.harmless($0).apiKey(unknownKey) },
        .each(
            Subject.promised,
            "auth.x-api-key.unknown.envelope",
            .must,
            "An unknown key in X-API-Key is told so with the documented code and message.",
            .invalidKey,
            .envelope(code: -1, messages: [DocumentedMessage.invalidKey])
        ) { Subject.harmless($0).apiKey(unknownKey) },
        .each(
            Subject.promised,
            "auth.bearer.unknown.status",
            .must,
            "An unknown key in Authorization is answered with 401.",
            .invalidKey,
            .rejected
        ) { Subject.harmless($0).authorization("Bearer \("lbk_0000000000000000000000000000000000000000000")") },
        .each(
            Subject.promised,
            "auth.bearer.unknown.envelope",
            .must,
            "An unknown key in Authorization is told so with the documented code and message.",
            .invalidKey,
            .envelope(code: -1, messages: [DocumentedMessage.invalidKey])
        ) { Subject.harmless($0).authorization("Bearer \("lbk_0000000000000000000000000000000000000000000")") },
    ]

    private static let blanket: [Check] = [
        .each(
            Subject.blanket,
            "auth.blanket.accepted",
            .info,
            "An API key is accepted wherever a user token is.",
            .blanket,
            .authenticated
        ) { Subject.harmless($0).apiKey() },
        .each(
            Subject.blanket,
            "auth.blanket.missing",
            .must,
            "A request without a credential is answered with 401.",
            .unauthorized,
            .rejected
        ) { Subject.harmless($0) },
        .each(
            Contract.operations.filter { $0.resource == .system },
            "auth.public",
            .info,
            "What tells the version and the health needs no credential.",
            .sameEndpoints,
            .accepted
        ) { Subject.harmless($0) },
    ]
}
