import HTTPCore
import JSONCore
import LangBotConformance
import LangBotMock

/// Ways round the authentication.
extension Mutants {
    static let bypasses = [
        Mutant(
            "bypass.trusted-fields",
            "Requests that seem to come through a trusted proxy need no credential.",
            killers("bypass.trust."),
            .letsIn { request, _ in
                request.isAnonymous
                    && (trusted.contains { request.fields.contains($0) } || request.query?.contains("=1") == true
                        || request.query?.contains("=true") == true)
            }
        ),
        Mutant(
            "bypass.features",
            "Requests that use a feature of HTTP need no credential.",
            killers("bypass.feature."),
            .requests { request, original in
                let isUnusual =
                    features.contains { request.fields.contains($0) }
                    || request.fields.contains { $0.value == "text/event-stream" }
                guard request.isAnonymous, isUnusual else { return }
                // Releases have no websocket there, whoever asks.
                request.fields.remove("Upgrade")
                request.authenticate(original.apiKey)
            }
        ),
        Mutant(
            "bypass.disguised-items",
            "Disguised paths of single resources need no credential.",
            killers("bypass.path."),
            .requests { request, original in
                let path = String(request.path)
                let meant = path.replacing("/%2e/", with: "/").replacing("/user/%2e%2e/", with: "/")
                    .replacing(/\/{2,}/, with: "/").replacing("/./", with: "/").replacing("%61", with: "a")
                    .replacing(/;a=b$|\.json$|\/lbconf\.css$|\/$/, with: "")
                guard request.isAnonymous, meant != path, meant.split(separator: "/").count > 3 else { return }
                request.target = meant
                request.authenticate(original.apiKey)
            }
        ),
        Mutant(
            "bypass.actions",
            "Tests and searches need no credential, where a request is unusual in any way.",
            ["trust", "feature", "path", "method"].map { "bypass.\($0).actions" },
            .requests { request, original in
                let meant = request.target.replacing(/\/{2,}/, with: "/")
                guard request.isAnonymous, meant.hasSuffix("/test") || meant.hasSuffix("/retrieve") else { return }
                let isUnusual =
                    meant != request.target || request.version == .http10 || request.fields.contains("range")
                    || request.fields.contains("x-remote-user")
                guard isUnusual else { return }
                request.target = meant
                request.authenticate(original.apiKey)
            }
        ),
        Mutant(
            "bypass.own-page",
            "Requests of the deployment's own web page need no credential.",
            resources("trust"),
            .letsIn { request, _ in
                request.isAnonymous
                    && request.fields["host"].map { request.fields["origin"] == "http://\($0)" } ?? false
            }
        ),
        Mutant(
            "bypass.single-sign-on",
            "Requests that name a known account need no credential.",
            resources("trust"),
            .letsIn { request, _ in
                request.isAnonymous && request.fields["x-authentik-username"]?.contains("@") ?? false
            }
        ),
        Mutant(
            "bypass.second-mount",
            "The lists are mounted a second time, where no credential is needed.",
            ["bypass.path.lists"],
            .requests { request, original in
                guard request.isAnonymous, request.path.hasPrefix("/backend/api/v1/") else { return }
                request.target = String(request.path.dropFirst("/backend".count))
                request.authenticate(original.apiKey)
            }
        ),
        Mutant(
            "bypass.any-password",
            "Any account signs in with any password.",
            killers("sign-in."),
            Mutation(answer: { request, original in
                guard request.method == .post, request.path == "/api/v1/user/auth" else {
                    return original.answer(request)
                }
                let answer = original.answer(request)
                guard answer.json?["data"]?["token"] == nil else { return answer }
                var response = HTTPResponse(status: 200, fields: ["Content-Type": "application/json"])
                let token = original.userToken
                response.body = Array("{\"code\":0,\"msg\":\"ok\",\"data\":{\"token\":\"\(token)\"}}".utf8)
                return response
            })
        ),
        Mutant(
            "bypass.put-creates",
            "A PUT on a list creates, without a credential.",
            ["bypass.method.create"],
            .requests { request, original in
                guard request.isAnonymous, request.method == .put, !request.namesOne, !request.isPipeline else {
                    return
                }
                request.method = .post
                request.authenticate(original.apiKey)
            }
        ),
        Mutant(
            "bypass.deleted-key-looks",
            "HEAD takes deleted keys.",
            ["keys.delete.resource"],
            .requests { request, original in
                if request.method == .head, original.hasIssuedKey(of: request) { request.authenticate(original.apiKey) }
            }
        ),
        Mutant(
            "bypass.part-of-user",
            "The part of an account's address before the @ signs in, too.",
            ["sign-in.user"],
            .requests { request, original in
                guard request.path == "/api/v1/user/auth" else { return }
                request.edit { content in
                    let isPart = content["user"]?.stringValue.map { original.mock.user.hasPrefix("\($0)@") } ?? false
                    if isPart { content["user"] = .string(original.mock.user) }
                }
            }
        ),
        Mutant(
            "bypass.deleted-key",
            "Keys go on working on single resources after they are deleted.",
            ["keys.delete.everywhere", "keys.delete.resource"],
            .requests { request, original in
                if request.namesOne, original.hasIssuedKey(of: request) { request.authenticate(original.apiKey) }
            }
        ),
    ]

    /// The checks of a family that send every disguise.
    private static func resources(_ family: String) -> [String] {
        ["lists", "item", "change", "create"].map { "bypass.\(family).\($0)" }
    }

    /// The checks whose slugs begin like this.
    private static func killers(_ prefix: String) -> [String] {
        Suite.checks.map(\.id).filter { $0.hasPrefix(prefix) }
    }

    private static let trusted = [
        "x-forwarded-for", "x-real-ip", "x-client-ip", "true-client-ip", "forwarded", "x-forwarded-host",
        "x-forwarded-proto", "origin", "referer", "remote-user", "x-remote-user", "x-forwarded-user",
        "x-forwarded-email", "x-auth-request-user", "x-middleware-subrequest", "x-internal-request",
        "x-requested-with",
    ]

    private static let features = [
        "range", "if-none-match", "if-modified-since", "cache-control", "sec-purpose", "upgrade",
    ]
}
