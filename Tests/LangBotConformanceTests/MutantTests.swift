import Foundation
import HTTPCore
import LangBotConformance
import Testing

/// A server that breaks one promise is found out, by the check that is about it.
@Suite struct MutantTests {
    struct Mutant: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// The checks that must deviate; others may as well.
        let killedBy: Set<String>
        let mutation: Mutation

        init(_ name: String, _ killedBy: Set<String>, _ mutation: Mutation) {
            testDescription = name
            self.killedBy = killedBy
            self.mutation = mutation
        }
    }

    private static func answers(_ body: @escaping @Sendable (inout HTTPResponse) -> Void) -> Mutation {
        Mutation(response: { _, response in body(&response) })
    }

    private static func requests(_ body: @escaping @Sendable (inout HTTPRequest) -> Void) -> Mutation {
        Mutation(request: body)
    }

    /// Replaces a text in the content of every answer with that status.
    private static func replaces(_ status: Int, _ old: String, _ new: String) -> Mutation {
        answers { response in
            guard response.status == status else { return }
            response.body = Array(String(decoding: response.body, as: UTF8.self).replacing(old, with: new).utf8)
        }
    }

    private static func status(_ old: Int, _ new: Int) -> Mutation {
        answers { if $0.status == old { $0.status = new } }
    }

    private static let key = "lbk_local_mock_key"

    static let mutants: [Mutant] = [
        Mutant(
            "401 becomes 403",
            ["auth.x-api-key.unknown.status", "auth.bearer.unknown.status"],
            Mutation(
                response: { request, response in
                    if response.status == 401,
                        request.fields.contains("x-api-key") || request.fields.contains("authorization")
                    {
                        response.status = 403
                    }
                }
            )
        ),
        Mutant(
            "code is a string",
            ["auth.missing.envelope", "errors.not-found.envelope"],
            answers { response in
                let text = String(decoding: response.body, as: UTF8.self)
                response.body = Array(text.replacing("\"code\":-1", with: "\"code\":\"-1\"").utf8)
            }
        ),
        Mutant("another 401 message", ["auth.missing.envelope"], replaces(401, "No valid", "No good")),
        Mutant(
            "another wrong-key message",
            ["auth.x-api-key.unknown.envelope", "auth.bearer.unknown.envelope"],
            replaces(401, "Invalid API key", "Invalid key")
        ),
        Mutant("another 404 message", ["errors.not-found.envelope"], replaces(404, "Resource not", "Nothing")),
        Mutant("404 becomes 200", ["errors.not-found.status", "life.read-after-delete"], status(404, 200)),
        Mutant(
            "404 becomes 500",
            ["errors.not-found.status", "errors.internal.envelope"],
            Mutation(
                response: { request, response in
                    if response.status == 404 || response.status == 400 { response.status = 500 }
                }
            )
        ),
        Mutant("no challenge", ["auth.missing.challenge"], answers { $0.fields.remove("WWW-Authenticate") }),
        Mutant("no Cache-Control", ["headers.cache-control"], answers { $0.fields.remove("Cache-Control") }),
        Mutant("no nosniff", ["headers.nosniff"], answers { $0.fields.remove("X-Content-Type-Options") }),
        Mutant(
            "answers are text",
            ["content-type.success", "content-type.unauthorized", "content-type.not-found"],
            answers { $0.fields.set("Content-Type", "text/plain") }
        ),
        Mutant("success says OK", ["envelope.success"], replaces(200, "\"msg\":\"ok\"", "\"msg\":\"OK\"")),
        Mutant("lists have another name", ["envelope.list"], replaces(200, "\"bots\":", "\"items\":")),
        Mutant("a further member", ["envelope.members"], replaces(200, "{\"code\":0,", "{\"code\":0,\"x\":1,")),
        Mutant(
            "a byte order mark",
            ["envelope.encoding"],
            answers { response in
                response.body = [0xEF, 0xBB, 0xBF] + response.body
                if response.status == 401 || response.status >= 400 { response.body.removeFirst(3) }
            }
        ),
        Mutant("405 becomes 404", ["method.unsupported.status"], status(405, 404)),
        Mutant("no Allow", ["method.unsupported.allow"], answers { $0.fields.remove("Allow") }),
        Mutant(
            "no CORS",
            ["cors.preflight", "cors.error-readable"],
            answers {
                $0.fields.remove("Access-Control-Allow-Origin")
            }
        ),
        Mutant(
            "a key in the query",
            ["auth.channel.query.api_key"],
            requests { request in
                if let query = request.query, query.hasPrefix("api_key=") {
                    request.fields.set("X-API-Key", String(query.dropFirst(8)))
                }
            }
        ),
        Mutant(
            "a key in a cookie",
            ["auth.channel.cookie.session"],
            requests { request in
                if let cookie = request.fields["cookie"], cookie.hasPrefix("session=") {
                    request.fields.set("X-API-Key", String(cookie.dropFirst(8)))
                }
            }
        ),
        Mutant(
            "a key without a scheme",
            ["auth.scheme.absent"],
            requests { request in
                if let value = request.fields["authorization"], value.hasPrefix("lbk_"), !value.contains(" ") {
                    request.fields.set("Authorization", "Bearer \(value)")
                }
            }
        ),
        Mutant(
            "a key after Token",
            ["auth.scheme.token"],
            requests { request in
                if let value = request.fields["authorization"], value.hasPrefix("Token ") {
                    request.fields.set("Authorization", "Bearer \(value.dropFirst(6))")
                }
            }
        ),
        Mutant(
            "Bearer anywhere",
            ["auth.scheme.prefixed", "auth.scheme.second"],
            requests { request in
                if let value = request.fields["authorization"], let range = value.range(of: "Bearer ") {
                    request.fields.set("Authorization", String(value[range.lowerBound...]))
                }
            }
        ),
        Mutant(
            "only Bearer in its case",
            ["auth.scheme.lower-case", "auth.scheme.upper-case"],
            requests { request in
                if let value = request.fields["authorization"], !value.hasPrefix("Bearer ") {
                    request.fields.set("Authorization", "x")
                }
            }
        ),
        Mutant(
            "Authorization is ignored",
            ["auth.bearer-api-key.accepted", "auth.user-token.accepted"],
            Mutation(
                request: { request in
                    if request.path != "/api/v1/user/check-token", !request.path.hasPrefix("/api/v1/apikeys") {
                        request.fields.remove("Authorization")
                    }
                }
            )
        ),
        Mutant(
            "any key with the prefix",
            ["auth.x-api-key.unknown.status"],
            requests { request in
                if request.fields["x-api-key"]?.hasPrefix("lbk_0000") == true { request.fields.set("X-API-Key", key) }
            }
        ),
        Mutant(
            "keys compare without case",
            ["auth.key.case-swapped"],
            requests { request in
                if request.fields["x-api-key"]?.lowercased() == key { request.fields.set("X-API-Key", key) }
            }
        ),
        Mutant(
            "a prefix of a key is enough",
            ["auth.key.truncated"],
            requests { request in
                if let value = request.fields["x-api-key"], value.count > 10, key.hasPrefix(value) {
                    request.fields.set("X-API-Key", key)
                }
            }
        ),
        Mutant(
            "a key may manage keys",
            ["keys.not-by-key"],
            Mutation(response: { request, response in
                if request.path.hasPrefix("/api/v1/apikeys"), request.fields.contains("x-api-key") {
                    response.status = 200
                    response.body = Array("{\"code\":0,\"msg\":\"ok\",\"data\":{\"keys\":[]}}".utf8)
                }
            })
        ),
        Mutant(
            "a slash more",
            ["route.disguise.trailing-slash"],
            requests { request in
                if request.path.hasSuffix("/bots/") {
                    request.target = "/api/v1/platform/bots"
                    request.fields.set("X-API-Key", key)
                }
            }
        ),
        Mutant(
            "the method is overridden",
            ["method.override"],
            requests { request in
                if let method = request.fields["x-http-method-override"] {
                    request.method = HTTPMethod(rawValue: method)
                }
            }
        ),
        Mutant(
            "answers repeat the key",
            ["leak.credential-echo"],
            Mutation(response: { request, response in
                if let value = request.fields["x-api-key"] { response.fields.append("X-Echo", value) }
            })
        ),
        Mutant("a trace in an error", ["leak.error-details"], replaces(400, "\"msg\":\"", "\"msg\":\"Traceback: ")),
        Mutant("malformed JSON is a server error", ["body.malformed"], status(400, 500)),
        Mutant(
            "updates are forgotten",
            ["life.update"],
            Mutation(response: { request, response in
                if request.method == .get, request.path.split(separator: "/").count > 4, response.status == 200 {
                    let text = String(decoding: response.body, as: UTF8.self)
                    response.body = Array(text.replacing("changed by lbconf", with: "").utf8)
                }
            })
        ),
        Mutant(
            "deletions are forgotten",
            ["life.read-after-delete"],
            requests { request in
                if request.method == .delete, !request.path.hasPrefix("/api/v1/apikeys"),
                    request.fields.contains("x-api-key")
                {
                    request.method = .get
                }
            }
        ),
        Mutant(
            "deleted keys stay valid",
            ["keys.delete.x-api-key", "keys.delete.authorization"],
            requests { request in
                if request.method == .delete, request.path.hasPrefix("/api/v1/apikeys") { request.method = .get }
            }
        ),
    ]

    @Test(arguments: mutants)
    func isKilled(_ mutant: Mutant) async throws {
        let control = "auth.public@system.health"
        let (report, _) = try await report(mutant.mutation) {
            $0.timeout = .seconds(5)
            $0.only = mutant.killedBy.sorted() + [control, "auth.x-api-key.accepted@bot.list"]
        }
        #expect(report.deviating.isSuperset(of: mutant.killedBy), "\(mutant.killedBy.subtracting(report.deviating))")
        #expect(report.keys(.error).isEmpty)
        #expect(report.keys(.conforms).contains(control))
        #expect(report.summary.exitCode == (mutant.killedBy == ["envelope.members"] ? .conforms : .deviates))
    }
}
