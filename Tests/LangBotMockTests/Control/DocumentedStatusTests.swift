import HTTPCore
import JSONCore
import LangBotContract
import LangBotMock
import Testing

/// Holds the statuses of each release's document to what the release was seen to answer, and to what the mock answers.
@Suite(.serialized) struct DocumentedStatusTests {
    @Test(arguments: Release.allCases)
    func listsEveryStatusThatTheReleaseWasSeenToAnswer(release: Release) throws {
        let profile = try #require(MockProfile(release.rawValue))
        let document = try OpenAPIDocument(profile)
        let router = Router(try #require(Profile.named(release.rawValue)).endpoints)
        var missing: Set<String> = []
        var compared = 0
        for exchange in try RecordedExchange.all() {
            guard let answer = exchange.answer(of: release.rawValue), answer["media"] == "application/json",
                let status = answer["status"]?.integerValue, exchange.method != "HEAD",
                case .operation(let endpoint, _) = router.route(exchange.method, exchange.path.prefix { $0 != "?" })
            else { continue }
            compared += 1
            let operation = endpoint.id.rawValue
            if !document.statuses(operation).contains(Int(status)) { missing.insert("\(operation) \(status)") }
        }
        #expect(compared > 500)
        #expect(missing.isEmpty, "\(missing.sorted())")
    }

    /// Whose failures need a package, a page, a running bot, a user, a user's long name, or a server or a provider that
    /// was never started; the tests of these have them.
    private static let elsewhere: Set<String> = [
        "bot.inbound.get", "bot.inbound.get_path", "bot.inbound.post", "bot.inbound.post_path", "embed.feedback",
        "embed.turnstile_verify", "mcp_server.resource_templates", "mcp_server.resources", "monitoring.execution.get",
        "plugin.install.local_preview", "provider.scan_models", "settings.governance.update", "skill.install.upload",
        "skill.preview.upload",
        "skill.update", "user.totp.account.enroll",
    ]

    /// A failure of the server's is listed exactly where something leads to it, with runtimes or without.
    @Test(arguments: Release.allCases)
    func listsNoFailureOfTheServerThatNothingLeadsTo(release: Release) async throws {
        let profile = try #require(MockProfile(release.rawValue))
        let document = try OpenAPIDocument(profile)
        var unseen = Set(document.operations.keys.filter { document.statuses($0).contains(500) })
        var unlisted: Set<String> = []
        for (isFresh, runtimes) in [(true, []), (false, []), (false, Set(MockRuntime.allCases))] {
            var options = MockLangBot.Options()
            options.runtimes = runtimes
            options.profile = profile
            options.isFresh = isFresh
            try await withMock(options) { client in
                let world = isFresh ? Furniture() : try await Furniture(client)
                for route in profile.routes where !isFresh || route.operation == "user.init" {
                    for request in world.requests(route) {
                        let status = await client.mock.application.liveAnswer(request).response.status
                        guard status >= 500 else { continue }
                        unseen.remove(route.operation)
                        if !document.statuses(route.operation).contains(status) {
                            unlisted.insert("\(route.operation) \(status)")
                        }
                    }
                }
            }
        }
        #expect(unseen.subtracting(Self.elsewhere) == [], "\(unseen.sorted())")
        #expect(unlisted.isEmpty, "\(unlisted.sorted())")
    }
}

/// What there has to be for the failures of handlers to be reached.
private struct Furniture {
    private var token = ""
    private var identifiers: [String: String] = [:]

    init() {}

    init(_ client: MockClient) async throws {
        token = try await client.signIn()
        let provider: JSONValue = [
            "name": "p", "requester": "openai-chat-completions", "base_url": "http://127.0.0.1:1", "api_keys": ["k"],
        ]
        let bot: JSONValue = [
            "name": "b", "description": "", "adapter": "telegram", "adapter_config": ["token": "1:t"], "enable": false,
        ]
        let server: JSONValue = ["name": "s", "mode": "sse", "enable": true, "extra_args": [:]]
        let base: JSONValue = ["name": "k", "knowledge_engine_plugin_id": "langbot-mock/plain-text"]
        for (path, body) in [
            ("/api/v1/knowledge/bases", base), ("/api/v1/provider/providers", provider), ("/api/v1/platform/bots", bot),
            ("/api/v1/mcp/servers", server),
            ("/api/v1/pipelines", ["name": "p", "description": ""]), ("/api/v1/apikeys", ["name": "k"]),
        ] as [(String, JSONValue)] {
            let fields = [("Authorization", "Bearer \(token)")]
            let data = try await client.send("POST", path, fields, body: "\(body)").data
            identifiers[path] = data?["uuid"]?.stringValue ?? data?["key"]?["id"].map { "\($0)" }
        }
        identifiers["/api/v1/mcp/servers"] = "s"
        let access = try await client.send("GET", "/api/v1/workspaces/current", [("Authorization", "Bearer \(token)")])
        identifiers["/api/v1/workspaces"] = access.data?["workspace"]?["uuid"]?.stringValue
    }

    func requests(_ route: MockRoute) -> [HTTPRequest] {
        var paths = [
            route.path.replacing(/\{\w+(\.\.\.)?\}/, with: "nowhere"),
            route.path.replacing(/\{\w+(\.\.\.)?\}/, with: "7"),
        ]
        let collection = String(route.path.prefix { $0 != "{" }.dropLast())
        // What is there has to stay for the next operation.
        if route.method != "DELETE", let identifier = identifiers[collection] {
            paths.append(route.path.replacing(/\{\w+(\.\.\.)?\}/, with: identifier))
        }
        guard ["POST", "PUT", "PATCH"].contains(route.method) else {
            return (paths + paths.map { $0 + "?limit=x&startTime=x&start_offset=x" }).map { request(route, $0, nil) }
        }
        return paths.flatMap { path in Self.bodies.map { request(route, path, $0) } }
    }

    private func request(_ route: MockRoute, _ path: String, _ body: String?) -> HTTPRequest {
        var request = HTTPRequest(HTTPMethod(rawValue: route.method), path)
        let credential = route.credential == "user-token" ? ("Authorization", "Bearer \(token)") : MockClient.key
        request.fields.append(credential.0, credential.1)
        guard let body else { return request }
        request.fields.append("Content-Type", "application/json")
        request.body = Array(body.utf8)
        return request
    }

    private static let bodies = [
        "{", "null", "[1]", "{}", "{\"language\":\"en_US\"}", "{\"uri\":\"x\"}", "{\"query\":\"x\"}",
        "{\"file_id\":\"x\"}", "{\"name\":[],\"description\":[]}", "{\"launcher_type\":1,\"launcher_id\":1}",
        "{\"target_type\":\"person\",\"target_id\":\"1\",\"message_chain\":[{\"type\":\"Plain\",\"text\":\"x\"}]}",
        "{\"extensions_preferences\":1}", "{\"config\":{}}",
    ]
}
