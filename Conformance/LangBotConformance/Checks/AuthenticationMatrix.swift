import LangBotContract

/// Valid, wrong and missing credentials on every operation that the document opens to API keys.
enum AuthenticationMatrix {
    static let checks = accepted + missing + wrong + blanket

    private static let accepted: [Check] = [
        .each(
            Subject.promised,
            "auth.x-api-key.accepted",
            .must,
            "Valid key in X-API-Key: accepted",
            .methodOne,
            .authenticated
        ) { Subject.harmless($0).apiKey() },
        .each(
            Subject.promised,
            "auth.bearer-api-key.accepted",
            .must,
            "Valid key as a Bearer token in Authorization: accepted",
            .methodTwo,
            .authenticated
        ) { Subject.harmless($0).authorization("Bearer \(Secret.apiKey)") },
        .each(
            Subject.promised,
            "auth.user-token.accepted",
            .must,
            "Valid user token: accepted",
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
            "No credential: 401",
            .unauthorized,
            .rejected
        ) { Subject.harmless($0) },
        .each(
            Subject.promised,
            "auth.missing.envelope",
            .must,
            "No credential: documented code and message",
            .unauthorized,
            .envelope(code: -1, messages: [DocumentedMessage.noCredential])
        ) { Subject.harmless($0) },
        .each(
            Subject.promised,
            "auth.missing.challenge",
            .should,
            "No credential: 401 with a WWW-Authenticate field",
            .challenge,
            .rejected.and(.field("www-authenticate", "a WWW-Authenticate field") { !$0.isEmpty })
        ) { Subject.harmless($0) },
    ]

    private static let wrong: [Check] = [
        .each(
            Subject.promised,
            "auth.x-api-key.unknown.status",
            .must,
            "Unknown key in X-API-Key: 401",
            .invalidKey,
            .rejected
        ) { Subject.harmless($0).apiKey(unknownKey) },
        .each(
            Subject.promised,
            "auth.x-api-key.unknown.envelope",
            .must,
            "Unknown key in X-API-Key: documented code and message",
            .invalidKey,
            .envelope(code: -1, messages: [DocumentedMessage.invalidKey])
        ) { Subject.harmless($0).apiKey(unknownKey) },
        .each(
            Subject.promised,
            "auth.bearer.unknown.status",
            .must,
            "Unknown key in Authorization: 401",
            .invalidKey,
            .rejected
        ) { Subject.harmless($0).authorization("Bearer \("lbk_0000000000000000000000000000000000000000000")") },
        .each(
            Subject.promised,
            "auth.bearer.unknown.envelope",
            .must,
            "Unknown key in Authorization: documented code and message",
            .invalidKey,
            .envelope(code: -1, messages: [DocumentedMessage.invalidKey])
        ) { Subject.harmless($0).authorization("Bearer \("lbk_0000000000000000000000000000000000000000000")") },
    ]

    private static let blanket: [Check] = [
        .each(
            Subject.blanket,
            "auth.blanket.accepted",
            .info,
            "Valid key where only the guide's general note promises it: accepted",
            .blanket,
            .authenticated
        ) { Subject.harmless($0).apiKey() },
        .each(
            Subject.blanket,
            "auth.blanket.missing",
            .must,
            "No credential where only the guide's general note covers it: 401",
            .unauthorized,
            .rejected
        ) { Subject.harmless($0) },
        .each(
            Contract.documented.filter { $0.resource == .system },
            "auth.public",
            .info,
            "Version and health without a credential: accepted",
            .sameEndpoints,
            .accepted
        ) { Subject.harmless($0) },
    ]
}
