import LangBotContract

/// Malformed keys, near misses and other values in place of a key.
enum KeyFormChecks {
    static let checks = blank + near + foreign + [samples] + long

    private static let blank: [Check] = [
        blank("x-api-key.empty", "Empty X-API-Key: 401", Subject.bots.apiKey("")),
        blank("x-api-key.blank", "X-API-Key of white space: 401", Subject.bots.apiKey(" \t ")),
        blank("authorization.empty", "Empty Authorization: 401", Subject.bots.authorization("")),
        blank(
            "authorization.no-token",
            "Bearer without a token: 401",
            Subject.bots.authorization("Bearer")
        ),
        blank(
            "authorization.blank-token",
            "Bearer followed by a space alone: 401",
            Subject.bots.authorization("Bearer ")
        ),
    ]

    private static func blank(_ slug: String, _ sentence: String, _ probe: Probe) -> Check {
        .one("auth.\(slug)", .must, sentence, .unauthorized, needs: [.rawSocket], probe, .rejected)
    }

    /// Keys must be compared in full, character by character.
    private static let near: [Check] = [
        key("truncated", "Key without its last character: 401", derived(.withoutLastCharacter)),
        key("extended", "Key with an extra character: 401", "\(Secret.apiKey)a"),
        key("case-swapped", "Key with its letter case swapped: 401", derived(.swappedCase)),
        key("first-changed", "Key with its 5th character changed: 401", derived(.replacedCharacter(5))),
        key("middle-changed", "Key with its 12th character changed: 401", derived(.replacedCharacter(12))),
        key("last-changed", "Key with its last character changed: 401", derived(.replacedLastCharacter)),
        key("first-half", "First half of a key: 401", derived(.firstHalf)),
        key("double-quotes", "Key in double quotes: 401", "\"\(Secret.apiKey)\""),
        key("single-quotes", "Key in single quotes: 401", "'\(Secret.apiKey)'"),
        key("encoded-nul", "Key followed by an encoded NUL and more: 401", "\(Secret.apiKey)%00lbconf"),
        key("without-prefix", "Key without its prefix lbk_: 401", derived(.withoutPrefix)),
        key("base64", "Key in Base64: 401", derived(.base64(prefix: "", suffix: ""))),
        key("encoded-space", "Key followed by an encoded space: 401", "\(Secret.apiKey)%20"),
        key("with-scheme", "Bearer and key in X-API-Key: 401", "Bearer \(Secret.apiKey)"),
    ]

    private static let foreign: [Check] =
        foreignValues.map { slug, value in
            key(slug, "'\(value)' as a key: 401", Template(value))
        } + [
            key("sql-injection", "SQL expression as a key: 401", "' OR '1'='1", .injection),
            key("sql-wildcard", "'%' as a key: 401", "%", .injection),
            key(
                "sql-single-wildcard",
                "lbk_ and SQL wildcards ('_') as a key: 401",
                "lbk_______________________________________________",
                .injection
            ),
            .one(
                "auth.key.non-ascii",
                .harden,
                "Non-ASCII characters in a key: 400 or 401",
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

    /// Keys that people leave in configurations and examples.
    private static let placeholders = [
        "lbk_your_api_key_here", "your_api_key", "your-api-key", "YOUR_API_KEY", "lbk_test", "lbk_default", "lbk_admin",
        "lbk_demo", "lbk_dev", "lbk_debug", "lbk_internal", "lbk_master", "lbk_local", "lbk_123456", "test", "admin",
        "administrator", "root", "default", "demo", "dev", "debug", "internal", "master", "secret", "password",
        "changeme", "change-me", "langbot", "LangBot", "key", "api_key", "apikey", "token", "123456", "none", "None",
        "null", "undefined", "NaN", "false", "true", "1", "*", "lbk_*", "lbk_%", ".", "anonymous", "guest", "public",
        "system", "[object Object]", "00000000-0000-4000-8000-00000000dead",
    ]

    private static let samples = Check(
        "auth.key.sample",
        .harden,
        "Sample and default values as a key, in both fields: 401",
        .authenticationBypass
    ) { context throws(Interruption) in
        let account = context.session.credentials.account.map { [$0.user] } ?? []
        let probes = (placeholders + account).map { Template($0) }.flatMap { value in
            [Subject.bots.apiKey(value), Subject.bots.bearer(value)]
        }
        for sent in try await context.send(each: probes) where sent.reply.status != 401 {
            return Expectation.rejected.judge(sent)
        }
        return Finding(true, expected: Expectation.rejected.text, actual: "401 for every value")
    }

    private static let long: [Check] =
        [1, 8, 64].map { size in
            Check.one(
                "auth.key.long-\(size)k",
                .harden,
                "Key of \(size) KiB: 4xx",
                .longFields,
                needs: [.rawSocket],
                Subject.bots.apiKey(Template("lbk_" + String(repeating: "a", count: size * 1024))),
                Expectation("status 4xx") { (400..<500).contains($0.status) }
            )
        } + [
            .one(
                "request.many-fields",
                .harden,
                "1,000 header fields: 4xx",
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
        _ source: Quotation = .authenticationBypass
    ) -> Check {
        .one("auth.key.\(slug)", .harden, sentence, source, Subject.bots.apiKey(value), .rejected)
    }
}
