import JSONCore
import LangBotContract

/// Ways round the authentication that proxies, frameworks and convenience have opened elsewhere, without a credential: to
/// lists, to single resources, and to changes.
enum BypassChecks {
    static let checks = [trusted, features, disguises].flatMap(\.checks) + signIn

    /// A request that is dressed up in one way.
    private struct Disguise: Sendable {
        let slug: String
        let what: String
        let apply: @Sendable (Probe) -> Probe

        static func field(_ name: String, _ value: Template, _ what: String? = nil) -> Disguise {
            Disguise(slug: name.lowercased(), what: what ?? name) { $0.adding(name, value) }
        }

        static func path(_ slug: String, _ what: String, _ change: @escaping @Sendable (String) -> String) -> Disguise {
            Disguise(slug: slug, what: what) { $0.path(Template(change($0.path.displayText))) }
        }
    }

    /// Disguises of one kind.
    private struct Family: Sendable {
        let name: String
        let what: String
        let source: Quotation
        let disguises: [Disguise]
        /// Whether each disguise of a list is a check of its own.
        var listsSeparately = true

        var checks: [Check] { (listsSeparately ? disguises.map(list) : []) + [item, change] }

        private func list(_ disguise: Disguise) -> Check {
            .one(
                "bypass.\(name).\(disguise.slug)",
                .harden,
                "\(disguise.what), without a credential: no data",
                source,
                disguise.apply(Subject.bots),
                .noData
            )
        }

        private var item: Check {
            Check(
                "bypass.\(name).item",
                .harden,
                "\(what) on a single resource, without a credential: no data",
                source,
                needs: [.writes]
            ) { context throws(Interruption) in
                try await context.withResource(.pipeline) { made throws(Interruption) in
                    let read = made.probe(made.recipe.read)
                    let item = try await context.send(read.apiKey()).reply
                    guard item.isSuccess else { throw .untestable("the new resource answered \(item.brief)") }
                    var finding = Finding(true, expected: "no data of the API", actual: "no data of the API")
                    for disguise in disguises {
                        let next = try await context.judge(disguise.apply(read), .noData)
                        if next.exchange?.hasLetAnybodyIn == true { return next }
                        if finding.conforms { finding = next }
                    }
                    return finding
                }
            }
        }

        private var change: Check {
            Check(
                "bypass.\(name).change",
                .harden,
                "\(what) on a change, without a credential: nothing changed",
                source,
                needs: [.writes]
            ) { context throws(Interruption) in
                try await context.withResource(.pipeline) { made throws(Interruption) in
                    let recipe = made.recipe
                    let read = made.probe(recipe.read).apiKey()
                    let before = try await context.send(read).reply
                    guard before.isSuccess else { throw .untestable("the new resource answered \(before.brief)") }
                    let content = Template(JSONValue.object(recipe.change.content).description)
                    for disguise in disguises {
                        for probe in [made.probe(recipe.update).json(content), made.probe(recipe.delete)] {
                            let sent = try await context.send(disguise.apply(probe))
                            let after = try await context.send(read).reply
                            if after.isSuccess, after.data == before.data { continue }
                            guard after.isSuccess || after.status == 404 else {
                                throw .untestable("the resource answered \(after.brief) after \(disguise.what)")
                            }
                            return Finding(
                                false,
                                expected: "the resource as before",
                                actual: "after \(sent.probe.method) with \(disguise.what), it is answered with "
                                    + after.brief,
                                sent,
                                isBreach: true
                            )
                        }
                    }
                    return Finding(true, expected: "the resource as before", actual: "the resource as before")
                }
            }
        }
    }

    // MARK: - What is trusted because a proxy usually sets it

    private static let trusted = Family(
        name: "trust",
        what: "Fields that proxies set",
        source: .authenticationBypass,
        disguises: [
            .field("X-Forwarded-For", "127.0.0.1", "X-Forwarded-For of this machine"),
            .field("X-Real-IP", "127.0.0.1", "X-Real-IP of this machine"),
            .field("X-Client-IP", "127.0.0.1", "X-Client-IP of this machine"),
            .field("True-Client-IP", "127.0.0.1", "True-Client-IP of this machine"),
            .field("Forwarded", "for=127.0.0.1;host=localhost;proto=https", "Forwarded for this machine"),
            .field("X-Forwarded-Host", "localhost", "X-Forwarded-Host localhost"),
            .field("X-Forwarded-Proto", "https", "X-Forwarded-Proto https"),
            .field("Origin", "http://localhost", "Origin localhost"),
            .field("Referer", "http://localhost/home/bots", "Referer of the web interface"),
            .field("Remote-User", "admin", "A user in Remote-User"),
            .field("X-Remote-User", "admin", "A user in X-Remote-User"),
            .field("X-Forwarded-User", "admin", "A user in X-Forwarded-User"),
            .field("X-Forwarded-Email", "admin@example.com", "An address in X-Forwarded-Email"),
            .field("X-Auth-Request-User", "admin", "A user in X-Auth-Request-User"),
            .field("X-Middleware-Subrequest", "middleware", "X-Middleware-Subrequest"),
            .field("X-Internal-Request", "true", "X-Internal-Request"),
            .field("X-Requested-With", "XMLHttpRequest", "X-Requested-With"),
            Disguise(slug: "origin.address", what: "Origin 127.0.0.1") {
                $0.adding("Origin", "http://127.0.0.1")
            },
            .path("debug", "Query parameter debug") { $0 + "?debug=1" },
            .path("internal", "Query parameter internal") { $0 + "?internal=true" },
        ]
    )

    // MARK: - What makes a server answer in another way than usual

    private static let features = Family(
        name: "feature",
        what: "Features of HTTP",
        source: .authenticationBypass,
        disguises: [
            .field("Range", "bytes=0-", "Range"),
            .field("If-None-Match", "\"lbconf\"", "If-None-Match"),
            .field("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT", "If-Modified-Since"),
            .field("Cache-Control", "no-cache", "Cache-Control"),
            .field("Accept", "text/event-stream", "Accept of an event stream"),
            .field("Sec-Purpose", "prefetch", "Prefetch"),
            Disguise(slug: "upgrade", what: "Upgrade to a websocket") {
                $0.adding("Upgrade", "websocket").adding("Connection", "Upgrade")
                    .adding("Sec-WebSocket-Version", "13").adding("Sec-WebSocket-Key", "bGJjb25mLWxiY29uZi0xMg==")
            },
        ]
    )

    // MARK: - Paths that the check and the route may read differently

    /// Those of lists are in ``RoutingChecks``.
    private static let disguises = Family(
        name: "path",
        what: "Disguised paths",
        source: .pathTraversal,
        disguises: [
            .path("trailing-slash", "a trailing slash") { $0 + "/" },
            .path("leading-double-slash", "a double slash at the beginning") { "/" + $0 },
            .path("double-slash", "a double slash") { $0.replacing("/api/v1/", with: "/api/v1//") },
            .path("last-double-slash", "a double slash before the identifier") { path in
                guard let last = path.lastIndex(of: "/") else { return path }
                return path[..<last] + "/" + path[last...]
            },
            .path("dot-segment", "a path segment '.'") { $0.replacing("/api/v1/", with: "/api/v1/./") },
            .path("encoded-dot", "an encoded path segment '.'") { $0.replacing("/api/v1/", with: "/api/v1/%2e/") },
            .path("encoded-parent-segment", "an encoded path segment '..'") {
                $0.replacing("/api/v1/", with: "/api/v1/user/%2e%2e/")
            },
            .path("encoded-letter", "an encoded letter") { $0.replacing("/api/v1/", with: "/%61pi/v1/") },
            .path("path-parameter", "a path parameter") { $0 + ";a=b" },
            .path("extension", "a file extension") { $0 + ".json" },
            .path("static", "a static file below it") { $0 + "/lbconf.css" },
            .path("unversioned", "a path without its version") { $0.replacing("/api/v1/", with: "/api/") },
        ],
        listsSeparately: false
    )

    // MARK: - Signing in

    private static let signIn = [
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
        password("wrong-password", "Signing in with another password") { _ in "lbconf-no-such-password" },
        password("password-case", "Signing in with the password in another case") { password in
            let swapped = Secret.Derivation.swappedCase.apply(password)
            return swapped == password ? nil : swapped
        },
    ]

    private static let noToken = Expectation("no token") { $0.data?["token"]?.stringValue == nil }

    private static let answered = Expectation("an answer") { $0.status != 0 }

    private static func password(
        _ slug: String,
        _ sentence: String,
        _ other: @escaping @Sendable (String) -> String?
    ) -> Check {
        Check("sign-in.\(slug)", .harden, "\(sentence): no token", .authenticationBypass) {
            context throws(Interruption) in
            guard let account = context.session.credentials.account else {
                throw .untestable("needs an account (--user and --password)")
            }
            guard let password = other(account.password) else {
                throw .notApplicable("the password has no letters whose case could differ")
            }
            let content = JSONValue.object(["user": .string(account.user), "password": .string(password)]).description
            let secret = Secret.made(content, placeholder: "the account with another password")
            let probe = Probe("POST", "/api/v1/user/auth").json("\(secret)")
            return try await context.judge(probe, noToken, premise: answered).asBreach
        }
    }
}
