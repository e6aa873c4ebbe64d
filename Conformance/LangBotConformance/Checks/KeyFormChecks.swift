import LangBotContract

/// What is nearly a key, or no key at all, in either field.
enum KeyFormChecks {
    static let checks = blank + near + foreign + long

    private static let blank: [Check] = [
        blank("x-api-key.empty", "An empty X-API-Key counts as none.", Subject.bots.apiKey("")),
        blank("x-api-key.blank", "An X-API-Key of white space counts as none.", Subject.bots.apiKey(" \t ")),
        blank("authorization.empty", "An empty Authorization counts as none.", Subject.bots.authorization("")),
        blank(
            "authorization.no-token",
            "Bearer without a token is no credential.",
            Subject.bots.authorization("Bearer")
        ),
        blank(
            "authorization.blank-token",
            "Bearer with nothing but a space after it is no credential.",
            Subject.bots.authorization("Bearer ")
        ),
    ]

    private static func blank(_ slug: String, _ sentence: String, _ probe: Probe) -> Check {
        .one("auth.\(slug)", .must, sentence, .unauthorized, needs: [.rawSocket], probe, .rejected)
    }

    /// A key is compared whole, letter by letter.
    private static let near: [Check] = [
        key("truncated", "A key without its last character is refused.", derived(.withoutLastCharacter)),
        key("extended", "A key with a character more is refused.", "\(Secret.apiKey)a"),
        key("case-swapped", "A key in other letter case is refused.", derived(.swappedCase)),
        key("first-changed", "A key with its fifth character changed is refused.", derived(.replacedCharacter(5))),
        key("middle-changed", "A key with its twelfth character changed is refused.", derived(.replacedCharacter(12))),
        key("last-changed", "A key with its last character changed is refused.", derived(.replacedLastCharacter)),
        key("first-half", "The first half of a key is refused.", derived(.firstHalf)),
        key("double-quotes", "A key in double quotation marks is refused.", "\"\(Secret.apiKey)\""),
        key("single-quotes", "A key in single quotation marks is refused.", "'\(Secret.apiKey)'"),
        key("encoded-space", "A key with an encoded space after it is refused.", "\(Secret.apiKey)%20"),
        key("with-scheme", "A key after Bearer in X-API-Key is refused.", "Bearer \(Secret.apiKey)"),
    ]

    private static let foreign: [Check] =
        foreignValues.map { slug, value in
            key(slug, "'\(value)' is refused as a key.", Template(value))
        } + [
            key("sql-injection", "An SQL expression is refused as a key.", "' OR '1'='1", .injection),
            key("sql-wildcard", "'%' is refused as a key.", "%", .injection),
            key(
                "sql-single-wildcard",
                "'_' is refused as a key.",
                "lbk_______________________________________________",
                .injection
            ),
            .one(
                "auth.key.non-ascii",
                .harden,
                "Bytes beyond ASCII in a key are refused.",
                .authenticationBypass,
                needs: [.rawSocket],
                Subject.bots.apiKey("lbk_\u{E9}\u{FF}"),
                .refused
            ),
        ]

    private static let foreignValues = [
        ("other-prefix", "sk-0000000000000000000000000000000000000000000"), ("prefix-only", "lbk_"),
        ("json-array", "[\"lbk_0\"]"), ("null", "null"), ("undefined", "undefined"), ("true", "true"), ("zero", "0"),
    ]

    private static let long: [Check] =
        [1, 8, 64].map { size in
            Check.one(
                "auth.key.long-\(size)k",
                .harden,
                "A key of \(size) KiB is refused and harms nothing.",
                .longFields,
                needs: [.rawSocket],
                Subject.bots.apiKey(Template("lbk_" + String(repeating: "a", count: size * 1024))),
                Expectation("status 4xx") { (400..<500).contains($0.status) }
            )
        } + [
            .one(
                "request.many-fields",
                .harden,
                "A thousand fields harm nothing.",
                .longFields,
                needs: [.rawSocket],
                (0..<1000).reduce(Subject.bots) { $0.adding("X-Filler-\($1)", "a") },
                Expectation("status 4xx") { (400..<500).contains($0.status) }
            )
        ]

    private static func derived(_ derivation: Secret.Derivation) -> Template {
        "\(Secret.derived(derivation, from: .apiKey))"
    }

    private static func key(
        _ slug: String,
        _ sentence: String,
        _ value: Template,
        _ source: Source = .authenticationBypass
    ) -> Check {
        .one("auth.key.\(slug)", .harden, sentence, source, Subject.bots.apiKey(value), .rejected)
    }
}
