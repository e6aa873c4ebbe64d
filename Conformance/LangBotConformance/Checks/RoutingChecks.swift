import HTTPCore
import JSONCore
import LangBotContract

/// Methods, unknown paths, disguised paths and browsers.
enum RoutingChecks {
    static let checks = methods + browsers + paths

    private static let methods: [Check] = [
        .one(
            "method.head",
            .should,
            "HEAD is answered like GET, without content.",
            .headMethod,
            Subject.bots.method("HEAD").apiKey(),
            .status(200)
        ),
        .one(
            "method.head.unauthorized",
            .should,
            "HEAD without a credential is answered with 401.",
            .headMethod,
            Subject.bots.method("HEAD"),
            .rejected
        ),
        .one(
            "method.options",
            .info,
            "OPTIONS is answered without data.",
            .optionsMethod,
            Subject.bots.method("OPTIONS"),
            .noData
        ),
        .one(
            "method.unsupported.status",
            .should,
            "A method that the resource does not support is answered with 405.",
            .notAllowed,
            Subject.bots.method("PATCH").apiKey(),
            .status(405)
        ),
        .one(
            "method.unsupported.allow",
            .should,
            "A 405 lists the methods that are supported.",
            .notAllowed,
            Subject.bots.method("PATCH").apiKey(),
            .field("allow", "an Allow field with GET and POST") { $0.contains("GET") && $0.contains("POST") }
        ),
        .one(
            "method.unsupported.envelope",
            .info,
            "A 405 is an envelope.",
            .contentType,
            Subject.bots.method("PATCH").apiKey(),
            isEnvelope
        ),
        .one(
            "method.unknown",
            .should,
            "A method that nobody knows is refused.",
            .notImplemented,
            Subject.bots.method("LBCONF").apiKey(),
            .status(405, 501, 400)
        ),
        .one(
            "method.lower-case",
            .should,
            "'get' is not GET.",
            .methodCase,
            needs: [.rawSocket],
            Subject.bots.method("get").apiKey(),
            .status(405, 501, 400)
        ),
        .one(
            "method.override",
            .harden,
            "A field does not override the method.",
            .authenticationBypass,
            Subject.bots.apiKey().adding("X-HTTP-Method-Override", "PATCH"),
            .accepted
        ),
        .one(
            "method.override.query",
            .harden,
            "A query does not override the method.",
            .authenticationBypass,
            Subject.bots.path("/api/v1/platform/bots?_method=PATCH").apiKey(),
            .accepted
        ),
        .one(
            "content-type.method-not-allowed",
            .should,
            "A 405 is declared as JSON.",
            .contentType,
            Subject.bots.method("PATCH").apiKey(),
            Expectation("Content-Type: application/json") { $0.mediaType == "application/json" }
        ),
        headLikeGet,
    ]

    private static let headLikeGet = Check(
        "method.head.fields",
        .should,
        "HEAD has the Content-Type that GET has.",
        .headFields
    ) { context throws(Interruption) in
        let get = try await context.send(Subject.bots.apiKey())
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
            "A preflight for X-API-Key succeeds without a credential.",
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
            "A preflight allows Authorization by its name.",
            .nonWildcard,
            preflight.adding("Access-Control-Request-Headers", "authorization"),
            Expectation("authorization in Access-Control-Allow-Headers", fields: preflightFields) {
                allowedHeaders($0).contains("authorization")
            }
        ),
        .one(
            "cors.error-readable",
            .should,
            "A page of another origin can read a 401.",
            .preflight,
            Subject.bots.adding("Origin", "https://lbconf.example"),
            .rejected.and(.field("access-control-allow-origin", "an Access-Control-Allow-Origin field") { !$0.isEmpty })
        ),
        .one(
            "cors.no-wildcard-credentials",
            .harden,
            "Any origin is not allowed together with credentials.",
            .wildcardCredentials,
            Subject.bots.apiKey().adding("Origin", "https://lbconf.example"),
            Expectation(
                "not both * in -Allow-Origin and true in -Allow-Credentials",
                fields: ["access-control-allow-origin", "access-control-allow-credentials"]
            ) { reply in
                reply.fields["access-control-allow-origin"] != "*"
                    || reply.fields["access-control-allow-credentials"]?.lowercased() != "true"
            }
        ),
    ]

    private static let paths: [Check] =
        [
            .one(
                "route.unknown.status",
                .should,
                "A path of nothing is answered with 404.",
                .notFoundStatus,
                Subject.bots.path("/api/v1/lbconf-no-such-path").apiKey(),
                .status(404)
            ),
            .one(
                "route.unknown.envelope",
                .info,
                "A path of nothing is told so in an envelope.",
                .notFound,
                Subject.bots.path("/api/v1/lbconf-no-such-path").apiKey(),
                isEnvelope
            ),
        ]
        + disguises.map { slug, sentence, path in
            Check.one(
                "route.disguise.\(slug)",
                .harden,
                "\(sentence) does not lead around authentication.",
                .pathTraversal,
                Subject.bots.path(path),
                .noData
            )
        }
        + ["X-Original-URL", "X-Rewrite-URL"].map { name in
            Check.one(
                "route.rewrite.\(name.lowercased())",
                .harden,
                "A path in \(name) is not followed.",
                .authenticationBypass,
                Probe("GET", "/api/v1/system/info").adding(name, "/api/v1/platform/bots"),
                Expectation("no bots") { $0.data?["bots"] == nil && $0.status < 500 && $0.status != 0 }
            )
        }

    private static let disguises: [(String, String, Template)] = [
        ("trailing-slash", "A slash at the end of a path", "/api/v1/platform/bots/"),
        ("double-slash", "A doubled slash", "/api/v1//platform/bots"),
        ("leading-double-slash", "A doubled slash at the beginning", "//api/v1/platform/bots"),
        ("dot-segment", "A segment of one dot", "/api/v1/./platform/bots"),
        ("parent-segment", "A segment of two dots", "/api/v1/user/../platform/bots"),
        ("encoded-parent-segment", "An encoded segment of two dots", "/api/v1/user/%2e%2e/platform/bots"),
        ("encoded-slash", "An encoded slash", "/api/v1/user%2f..%2fplatform/bots"),
        ("encoded-letter", "An encoded letter", "/api/v1/platform/%62ots"),
        ("path-parameter", "A parameter in a path", "/api/v1/platform/bots;a=b"),
        ("encoded-nul", "An encoded NUL", "/api/v1/platform/bots%00"),
        ("upper-case", "Upper case", "/API/V1/PLATFORM/BOTS"),
        ("backslash", "A backslash", "/api/v1/platform%5cbots"),
        ("encoded-dot", "An encoded segment of one dot", "/api/v1/platform/%2e/bots"),
        ("overlong-dots", "Dots in too many bytes", "/api/v1/user/%c0%ae%c0%ae/platform/bots"),
        ("extension", "An extension", "/api/v1/platform/bots.json"),
        ("twice-encoded", "An encoding of an encoding", "/api/v1/user/%252e%252e/platform/bots"),
    ]

    private static let isEnvelope = Expectation("JSON with code and msg") { $0.code != nil && $0.message != nil }

    private static func allowedHeaders(_ reply: Reply) -> [String] {
        reply.fields.tokens("access-control-allow-headers")
    }
}
