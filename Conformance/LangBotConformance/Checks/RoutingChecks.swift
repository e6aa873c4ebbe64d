import HTTPCore
import JSONCore
import LangBotContract

/// Methods, unknown paths, disguised paths and CORS.
enum RoutingChecks {
    static let checks = methods + browsers + paths

    private static let methods: [Check] = [
        .one(
            "method.head",
            .should,
            "HEAD: 200 like GET",
            .headMethod,
            Subject.bots.method("HEAD").apiKey(),
            .status(200)
        ),
        .one(
            "method.head.unauthorized",
            .should,
            "HEAD without a credential: 401",
            .headMethod,
            Subject.bots.method("HEAD"),
            .rejected
        ),
        .one(
            "method.options",
            .info,
            "OPTIONS without a credential: no data",
            .optionsMethod,
            Subject.bots.method("OPTIONS"),
            .noData
        ),
        .one(
            "method.unsupported.status",
            .should,
            "Unsupported method (PATCH): 405",
            .notAllowed,
            Subject.bots.method("PATCH").apiKey(),
            .status(405)
        ),
        .one(
            "method.unsupported.allow",
            .should,
            "405: Allow field with the supported methods",
            .notAllowed,
            premise: .status(405),
            Subject.bots.method("PATCH").apiKey(),
            .field("allow", "an Allow field with GET and POST") { $0.contains("GET") && $0.contains("POST") }
        ),
        .one(
            "method.unsupported.envelope",
            .info,
            "405: envelope with code and msg",
            .contentType,
            premise: .status(405),
            Subject.bots.method("PATCH").apiKey(),
            isEnvelope
        ),
        .one(
            "method.unknown",
            .should,
            "Unknown method: 405, 501 or 400",
            .notImplemented,
            Subject.bots.method("LBCONF").apiKey(),
            .status(405, 501, 400)
        ),
        .one(
            "method.lower-case",
            .should,
            "Method 'get' in lower case: 405, 501 or 400",
            .methodCase,
            needs: [.rawSocket],
            Subject.bots.method("get").apiKey(),
            .status(405, 501, 400)
        ),
        .one(
            "method.override",
            .harden,
            "X-HTTP-Method-Override: ignored",
            .authenticationBypass,
            Subject.bots.apiKey().adding("X-HTTP-Method-Override", "PATCH"),
            .accepted
        ),
        overriding,
        .one(
            "method.override.query",
            .harden,
            "Query parameter _method: ignored",
            .authenticationBypass,
            Subject.bots.path("/api/v1/platform/bots?_method=PATCH").apiKey(),
            .accepted
        ),
        .one(
            "content-type.method-not-allowed",
            .should,
            "405: Content-Type application/json",
            .contentType,
            premise: .status(405),
            Subject.bots.method("PATCH").apiKey(),
            Expectation("Content-Type: application/json") { $0.mediaType == "application/json" }
        ),
        headLikeGet,
    ]

    /// A page of another origin can send a POST without asking before.
    private static let overriding = Check(
        "method.override.change",
        .harden,
        "DELETE and PUT in a field or parameter of a POST or GET: ignored",
        .authenticationBypass,
        needs: [.writes],
        scope: .each(ResourceRecipe.all.map(\.delete))
    ) { context throws(Interruption) in
        let made = try await context.witness(ResourceRecipe.of(context.operation.resource))
        let item = made.probe(made.recipe.read)
        let before = try await context.send(item.apiKey()).reply
        guard before.isSuccess else { throw .untestable("the resource answered \(before.brief)") }
        for outer in ["POST", "GET"] {
            for inner in ["PUT", "DELETE"] {
                var change = made.recipe.changed(by: "overridden")
                change["_method"] = .string(inner)
                let content = Template(JSONValue.object(change).description)
                let query = item.method(outer).path(
                    Template(
                        "\(item.path.displayText)?_method=\(inner)&method=\(inner)&X-HTTP-Method-Override=\(inner)"
                            + "&_HttpMethod=\(inner)&x-method=\(inner)&action=\(inner)"
                    )
                )
                let fields = Disguise.overrides.reduce(item.method(outer)) { $0.adding($1, Template(inner)) }
                for probe in [fields, query] {
                    let sent = try await context.send((outer == "POST" ? probe.json(content) : probe).apiKey())
                    let after = try await context.send(item.apiKey()).reply
                    guard !made.isSame(before, after) else { continue }
                    return Finding(
                        false,
                        expected: "the resource as before",
                        actual: "\(inner) was carried out",
                        sent
                    )
                }
            }
        }
        return Finding(true, expected: "the resource as before", actual: "the resource as before")
    }

    private static let headLikeGet = Check(
        "method.head.fields",
        .should,
        "HEAD: same Content-Type as GET",
        .headFields
    ) { context throws(Interruption) in
        let get = try await context.send(Subject.bots.apiKey())
        guard get.reply.isSuccess else { throw .untestable("GET is answered with \(get.reply.brief)") }
        let head = try await context.send(Subject.bots.method("HEAD").apiKey())
        return Finding(
            get.reply.fields["content-type"] == head.reply.fields["content-type"],
            expected: "Content-Type: \(get.reply.shown("content-type") ?? "(absent)")",
            actual: "Content-Type: \(head.reply.shown("content-type") ?? "(absent)")",
            head
        )
    }

    private static let preflight = Subject.bots.method("OPTIONS").adding("Origin", "https://lbconf.example")
        .adding("Access-Control-Request-Method", "GET")

    private static let preflightFields = ["access-control-allow-origin", "access-control-allow-headers"]

    private static let browsers: [Check] = [
        .one(
            "cors.preflight",
            .should,
            "CORS preflight for X-API-Key: allowed without a credential",
            .preflight,
            preflight.adding("Access-Control-Request-Headers", "x-api-key"),
            Expectation(
                "status 2xx, Access-Control-Allow-Origin, and x-api-key or * in -Allow-Headers",
                fields: preflightFields
            ) { reply in
                (200..<300).contains(reply.status) && reply.fields.contains("access-control-allow-origin")
                    && allowedHeaders(reply).contains { $0 == "x-api-key" || $0 == "*" }
            }
        ),
        .one(
            "cors.preflight.authorization",
            .should,
            "CORS preflight for Authorization: allowed by name",
            .nonWildcard,
            preflight.adding("Access-Control-Request-Headers", "authorization"),
            Expectation("authorization in Access-Control-Allow-Headers", fields: preflightFields) {
                allowedHeaders($0).contains("authorization")
            }
        ),
        .one(
            "cors.error-readable",
            .should,
            "401 to a page of another origin: readable",
            .preflight,
            Subject.bots.adding("Origin", "https://lbconf.example"),
            .rejected.and(.field("access-control-allow-origin", "an Access-Control-Allow-Origin field") { !$0.isEmpty })
        ),
        .one(
            "cors.no-wildcard-credentials",
            .harden,
            "CORS: no wildcard origin together with credentials",
            .wildcardCredentials,
            premise: .accepted,
            Subject.bots.apiKey().adding("Origin", "https://lbconf.example"),
            Expectation(
                "not both * in -Allow-Origin and true in -Allow-Credentials",
                fields: ["access-control-allow-origin", "access-control-allow-credentials"]
            ) { reply in
                reply.fields["access-control-allow-origin"] != "*"
                    || reply.fields["access-control-allow-credentials"]?.lowercased() != "true"
            }
        ),
        noReflection,
    ]

    /// Asks as pages of other origins do, for lists, single resources and errors, and before a request.
    private static let noReflection = Check(
        "cors.no-reflection",
        .harden,
        "CORS: no credentials for whatever origin asks",
        .corsReflection
    ) { context throws(Interruption) in
        let item = Subject.harmless(Subject.operation("pipeline.get"))
        let target = context.session.target
        let origins = [
            "https://lbconf.example", "http://localhost.lbconf.example", "http://lbconf-localhost.example", "null",
            "http://localhost:9", "http://127.0.0.1:9", "http://lbconflocalhost", "https://langbot.lbconf.example",
            // Foreign origins that end or begin like the deployment's own.
            "https://lbconf-\(target.authority)", "https://\(target.host).lbconf.example",
            "http://lbconf\(target.authority)",
        ]
        let probes = [
            Subject.bots.apiKey(), Subject.bots, item.apiKey(),
            Subject.harmless(Subject.operation("bot.create")).apiKey(),
            Subject.bots.method("OPTIONS").adding("Access-Control-Request-Method", "GET"),
            item.method("OPTIONS").adding("Access-Control-Request-Method", "DELETE"),
            Subject.harmless(Subject.operation("mcp_server.list")).apiKey(),
            Subject.harmless(Subject.operation("knowledge_base.list")).apiKey(),
            Probe("OPTIONS", "/api/v1/user/auth").adding("Access-Control-Request-Method", "POST"),
        ]
        let expected = "not the origin of the request together with Access-Control-Allow-Credentials"
        var sent: AnsweredProbe?
        for origin in origins {
            for probe in probes {
                let answered = try await context.send(probe.adding("Origin", Template(origin)))
                sent = answered
                let fields = answered.reply.fields
                guard fields["access-control-allow-credentials"]?.lowercased() == "true",
                    fields["access-control-allow-origin"] == origin
                else { continue }
                return Finding(
                    false,
                    expected: expected,
                    actual: "both, for \(origin)",
                    answered,
                    signature: "reflected"
                )
            }
        }
        return Finding(true, expected: expected, actual: "neither", sent)
    }

    private static let paths: [Check] =
        [
            .one(
                "route.unknown.status",
                .should,
                "Unknown path: 404",
                .notFoundStatus,
                Subject.bots.path("/api/v1/lbconf-no-such-path").apiKey(),
                .status(404)
            ),
            .one(
                "route.unknown.envelope",
                .info,
                "Unknown path: envelope with code and msg",
                .notFound,
                premise: .status(404),
                Subject.bots.path("/api/v1/lbconf-no-such-path").apiKey(),
                isEnvelope
            ),
        ]
        + disguises.map { slug, what, path in
            Check.one(
                "route.disguise.\(slug)",
                .harden,
                "\(what) without a credential: no data",
                .pathTraversal,
                Subject.bots.path(path),
                .noData
            )
        }
        + ["X-Original-URL", "X-Rewrite-URL"].map { name in
            Check.one(
                "route.rewrite.\(name.lowercased())",
                .harden,
                "Path in \(name): ignored",
                .authenticationBypass,
                Probe("GET", "/api/v1/system/info").adding(name, "/api/v1/platform/bots"),
                Expectation("no bots") { $0.data?["bots"] == nil && $0.status < 500 && $0.status != 0 }
            )
        }

    private static let disguises: [(String, String, Template)] = [
        ("trailing-slash", "Trailing slash", "/api/v1/platform/bots/"),
        ("double-slash", "Double slash", "/api/v1//platform/bots"),
        ("leading-double-slash", "Leading double slash", "//api/v1/platform/bots"),
        ("dot-segment", "Path segment '.'", "/api/v1/./platform/bots"),
        ("parent-segment", "Path segment '..'", "/api/v1/user/../platform/bots"),
        ("encoded-parent-segment", "Encoded path segment '..'", "/api/v1/user/%2e%2e/platform/bots"),
        ("encoded-slash", "Encoded slash", "/api/v1/user%2f..%2fplatform/bots"),
        ("encoded-letter", "Encoded letter", "/api/v1/platform/%62ots"),
        ("path-parameter", "Path parameter", "/api/v1/platform/bots;a=b"),
        ("encoded-nul", "Encoded NUL", "/api/v1/platform/bots%00"),
        ("upper-case", "Path in upper case", "/API/V1/PLATFORM/BOTS"),
        ("backslash", "Encoded backslash", "/api/v1/platform%5cbots"),
        ("encoded-dot", "Encoded path segment '.'", "/api/v1/platform/%2e/bots"),
        ("overlong-dots", "Overlong UTF-8 dots", "/api/v1/user/%c0%ae%c0%ae/platform/bots"),
        ("extension", "File extension", "/api/v1/platform/bots.json"),
        ("twice-encoded", "Doubly encoded path segment '..'", "/api/v1/user/%252e%252e/platform/bots"),
        ("first-double-slash", "Double slash after /api", "/api//v1/platform/bots"),
        ("last-double-slash", "Double slash before the last segment", "/api/v1/platform//bots"),
        ("trailing-double-slash", "Two trailing slashes", "/api/v1/platform/bots//"),
        ("trailing-dot", "Trailing path segment '.'", "/api/v1/platform/bots/."),
        ("inner-parameter", "Path parameter within the path", "/api/v1;a=b/platform/bots"),
        ("stylesheet", "Style sheet below the path", "/api/v1/platform/bots/lbconf.css"),
        ("script", "Script below the path", "/api/v1/platform/bots/lbconf.js"),
        ("image", "Image below the path", "/api/v1/platform/bots/lbconf.png"),
        ("unversioned", "Path without its version", "/api/platform/bots"),
        ("without-api", "Path without /api", "/v1/platform/bots"),
        ("bare", "Path without /api/v1", "/platform/bots"),
    ]

    private static let isEnvelope = Expectation("JSON with code and msg") { $0.code != nil && $0.message != nil }

    private static func allowedHeaders(_ reply: Reply) -> [String] {
        reply.fields.tokens("access-control-allow-headers")
    }
}
