import JSONCore
import LangBotContract

/// Signing in with what is not the account's password.
enum SignInChecks {
    static let checks: [Check] =
        [
            Check.one(
                "sign-in.unknown-user",
                .harden,
                "Signing in as an unknown user: no token",
                .authenticationBypass,
                premise: answered,
                Probe("POST", "/api/v1/user/auth").json(
                    "{\"user\":\"lbconf-no-such-user@example.com\",\"password\":\"lbconf\"}"
                ),
                noToken
            ),
            Check.one(
                "user-token.without-content",
                .harden,
                "Signing in with GET: no token",
                .authenticationBypass,
                premise: answered,
                Probe("GET", "/api/v1/user/auth"),
                noToken
            ),
            attempts("wrong-password", "another password") { _, user in
                [
                    "lbconf-no-such-password", "admin", "password", "langbot", "123456", user,
                    String(user.prefix { $0 != "@" }),
                ].map(JSONValue.string)
            },
            attempts("password-case", "the password in another case or width") { password, _ in
                [
                    password.lowercased(), password.uppercased(), Secret.Derivation.swappedCase.apply(password),
                    fullWidth(password),
                    Secret.Derivation.swappedCase.apply(String(password.prefix(1)))
                        + password.dropFirst(),
                ].map(JSONValue.string)
            },
            attempts("password-part", "a part of the password") { password, _ in
                [1, 8, password.count - 1].filter { (1..<password.count).contains($0) }
                    .map { .string(String(password.prefix($0))) } + [.string(String(password.dropFirst()))]
            },
            attempts("password-more", "the password with more in it") { password, _ in
                ["\(password)a", " \(password) ", "\(password)\n", "\(password)\0lbconf", "lbconf\(password)"]
                    .map(JSONValue.string)
            },
            attempts("password-mixed", "the password in other letters or another order") { password, _ in
                let tail = String(password.dropFirst(8))
                return [
                    String(password.reversed()), String(repeating: "a", count: password.count),
                    password.prefix(8) + String(repeating: "a", count: tail.count),
                    "~" + password.dropFirst(), password.dropLast() + "~",
                    String(password.filter { $0.isLetter || $0.isNumber }),
                ].map(JSONValue.string)
            },
            attempts("password-empty", "no password") { _, _ in ["", .null] },
            signIn("password-missing", "Signing in without a password: no token") { user, _ in [["user": .string(user)]]
            },
            attempts("password-long", "a long password") { _, _ in
                [100, 5000].map { .string(String(repeating: "a", count: $0)) }
            },
            attempts("password-type", "something else than a text") { password, user in
                [true, 0, 1, [:], [], ["$ne": ""], [.string(password)]]
            },
            attempts("password-sql", "an SQL expression as the password") { _, _ in
                ["' OR '1'='1", "%"].map(JSONValue.string)
            },
            users, echo,
        ]

    /// The text with its ASCII characters as their full-width likenesses.
    private static func fullWidth(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar in
            (0x21...0x7E).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private static let noToken = Expectation("no token") { $0.data?["token"]?.stringValue == nil }

    private static let answered = Expectation("an answer") { $0.status != 0 }

    /// Another user with the password of the account.
    private static let users = signIn("user", "Signing in as another user with a valid password: no token") {
        user,
        password in
        ["lbconf-no-such-user@example.com", "' OR '1'='1", "%", "admin", String(user.prefix { $0 != "@" })]
            .filter { $0 != user }.map { ["user": .string($0), "password": .string(password)] }
    }

    private static let echo = Check(
        "leak.password-echo",
        .harden,
        "Signing in: the password nowhere in the answer",
        .exposure,
        alone: true
    ) { context throws(Interruption) in
        guard let account = context.session.credentials.account, account.password.count >= 6 else {
            throw .untestable("needs an account with a password of six characters (--user and --password)")
        }
        let content: JSONValue = ["user": .string(account.user), "password": .string(account.password)]
        let secret = Secret.made(content.description, placeholder: "the account")
        let sent = try await context.session.send(
            Probe("POST", "/api/v1/user/auth").json("\(secret)"),
            handsOutToken: true
        )
        guard sent.reply.isSuccess else { throw .untestable("the server answered \(sent.reply.brief)") }
        guard !account.user.contains(account.password) else {
            throw .untestable("the password is a part of the account's name")
        }
        let answer = sent.reply.fields.map(\.value).joined(separator: "\n") + sent.reply.text
        let isShown = answer.contains(account.password)
        return Finding(!isShown, expected: "no password", actual: isShown ? "the password" : "no password")
    }

    private static func attempts(
        _ slug: String,
        _ what: String,
        _ others: @escaping @Sendable (_ password: String, _ user: String) -> [JSONValue]
    ) -> Check {
        signIn(slug, "Signing in with \(what): no token") { user, password in
            others(password, user).filter { $0.stringValue != password }.map { other in
                ["user": .string(user), "password": other]
            }
        }
    }

    private static func signIn(
        _ slug: String,
        _ sentence: String,
        _ contents: @escaping @Sendable (_ user: String, _ password: String) -> [JSONObject]
    ) -> Check {
        // A server that hashes passwords may refuse a second one at the same time.
        Check("sign-in.\(slug)", .harden, sentence, .authenticationBypass, alone: true) {
            context throws(Interruption) in
            guard let account = context.session.credentials.account else {
                throw .untestable("needs an account (--user and --password)")
            }
            var finding: Finding?
            for content in contents(account.user, account.password) {
                let text = JSONValue.object(content).description
                let secret = Secret.made(text, placeholder: "the account with another password")
                let probe = Probe("POST", "/api/v1/user/auth").json("\(secret)")
                let next = try await context.judge(probe, noToken, premise: answered).asBreach
                if !next.conforms { return next }
                finding = next
            }
            guard let finding else { throw .notApplicable("the password is too short for this") }
            return finding
        }
    }
}
