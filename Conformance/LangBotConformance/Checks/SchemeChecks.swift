import LangBotContract

/// The grammar of Authorization.
enum SchemeChecks {
    static let checks: [Check] = [
        accepted("lower-case", "The scheme is taken in lower case.", .scheme, "bearer \(Secret.apiKey)"),
        accepted("upper-case", "The scheme is taken in upper case.", .scheme, "BEARER \(Secret.apiKey)"),
        accepted("two-spaces", "Two spaces after the scheme are taken.", .credentials, "Bearer  \(Secret.apiKey)"),
        .one(
            "auth.scheme.tab",
            .info,
            "A tab is no space between scheme and token.",
            .credentials,
            needs: [.rawSocket],
            Subject.bots.authorization("Bearer\t\(Secret.apiKey)"),
            .refused
        ),
        refused("absent", "A key without a scheme is refused.", .credentials, "\(Secret.apiKey)"),
        refused(
            "basic-user",
            "A key as the user of Basic, as a URL with userinfo sends it, is refused.",
            .onlyTwoMethods,
            "Basic \(Secret.derived(.base64(prefix: "", suffix: ":"), from: .apiKey))"
        ),
        refused(
            "basic-password",
            "A key as the password of Basic is refused.",
            .onlyTwoMethods,
            "Basic \(Secret.derived(.base64(prefix: ":", suffix: ""), from: .apiKey))"
        ),
        refused("basic-bare", "A key after Basic is refused.", .onlyTwoMethods, "Basic \(Secret.apiKey)"),
        refused("token", "A key after Token is refused.", .onlyTwoMethods, "Token \(Secret.apiKey)"),
        refused("api-key", "A key after ApiKey is refused.", .onlyTwoMethods, "ApiKey \(Secret.apiKey)"),
        refused("digest", "A key in Digest is refused.", .onlyTwoMethods, "Digest username=\"\(Secret.apiKey)\""),
        refused("doubled", "Bearer twice is refused.", .bearerSyntax, "Bearer Bearer \(Secret.apiKey)"),
        refused("prefixed", "A scheme that only ends in Bearer is refused.", .credentials, "xBearer \(Secret.apiKey)"),
        refused("second", "Bearer after another word is refused.", .credentials, "foo Bearer \(Secret.apiKey)"),
        refused(
            "spliced",
            "Bearer in the middle of a key is refused.",
            .credentials,
            "\(Secret.derived(.firstHalf, from: .apiKey))Bearer \(Secret.derived(.secondHalf, from: .apiKey))"
        ),
        refused(
            "list",
            "Two credentials in one field are refused.",
            .bearerSyntax,
            "Bearer \(Secret.apiKey), Bearer \(Secret.apiKey)"
        ),
        refused(
            "parameter",
            "A parameter before the token is refused.",
            .bearerSyntax,
            "Bearer realm=\"x\" \(Secret.apiKey)"
        ),
        refused("semicolon", "A token with a semicolon is refused.", .bearerSyntax, "Bearer \(Secret.apiKey);"),
        refused("quoted", "A token in quotation marks is refused.", .bearerSyntax, "Bearer \"\(Secret.apiKey)\""),
        refused("two-tokens", "Two tokens are refused.", .bearerSyntax, "Bearer \(Secret.apiKey) \(Secret.apiKey)"),
    ]

    private static func accepted(_ slug: String, _ sentence: String, _ source: Source, _ value: Template) -> Check {
        .one("auth.scheme.\(slug)", .should, sentence, source, Subject.bots.authorization(value), .accepted)
    }

    private static func refused(_ slug: String, _ sentence: String, _ source: Source, _ value: Template) -> Check {
        .one("auth.scheme.\(slug)", .harden, sentence, source, Subject.bots.authorization(value), .refused)
    }
}
