import JSONCore
import LangBotMock
import Testing

/// What was asked of releases where their documents and their mocks did not agree.
@Suite(.serialized) struct WireDetailTests {
    private static func withRelease(_ name: String, _ body: (MockClient) async throws -> Void) async throws {
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(name))
        try await withMock(options, body)
    }

    /// A request, and the status and members of what releases answer.
    struct Row: Sendable, CustomTestStringConvertible {
        let releases: [String]
        let method: String
        let path: String
        var body: String?
        let status: Int
        var members: JSONObject = [:]

        var testDescription: String { "\(method) \(path) \(body ?? "")" }
    }

    private static let all = ["4.5.1", "4.6", "4.8", "4.9", "4.10", "4.11"]

    private static let contents: [Row] = [
        Row(
            releases: ["4.8", "4.9", "4.10", "4.11"],
            method: "POST",
            path: "plugins/github/releases",
            body: "null",
            status: 500
        ),
        Row(
            releases: ["4.8", "4.9", "4.10", "4.11"],
            method: "POST",
            path: "plugins/github/releases",
            body: "{",
            status: 500
        ),
        Row(
            releases: ["4.8", "4.9", "4.10", "4.11"],
            method: "POST",
            path: "plugins/github/releases",
            body: "{}",
            status: 400
        ),
        Row(
            releases: ["4.5.1", "4.6", "4.8", "4.9"],
            method: "POST",
            path: "plugins/install/github",
            body: "null",
            status: 500
        ),
        Row(releases: ["4.10", "4.11"], method: "POST", path: "plugins/install/github", body: "null", status: 400),
        Row(
            releases: ["4.5.1", "4.6", "4.8"],
            method: "POST",
            path: "plugins/install/marketplace",
            body: "[1]",
            status: 200
        ),
        Row(
            releases: ["4.9", "4.10", "4.11"],
            method: "POST",
            path: "plugins/install/marketplace",
            body: "[1]",
            status: 500
        ),
        Row(releases: ["4.10", "4.11"], method: "POST", path: "skills", body: "null", status: 500),
        Row(releases: ["4.10", "4.11"], method: "POST", path: "skills", body: "[1]", status: 400),
        Row(releases: ["4.10", "4.11"], method: "POST", path: "plugins/a/b/page-api", body: "{", status: 500),
        Row(releases: ["4.10", "4.11"], method: "POST", path: "plugins/a/b/page-api", body: "null", status: 400),
        Row(releases: ["4.11"], method: "POST", path: "agents", body: "[1]", status: 500),
        Row(releases: ["4.10", "4.11"], method: "GET", path: "plugins/a/b/logs", status: 500),
        Row(releases: ["4.8", "4.9", "4.10", "4.11"], method: "GET", path: "plugins/a/b", status: 500),
        Row(releases: ["4.11"], method: "GET", path: "box/sessions", status: 500),
        Row(releases: ["4.10"], method: "GET", path: "box/sessions", status: 200, members: ["data": []]),
    ]

    private static let newest: [Row] = [
        Row(
            releases: ["4.10", "4.11"],
            method: "GET",
            path: "pipelines/nix/ws/messages/x",
            status: 400,
            members: ["msg": "session_type must be person or group"]
        ),
        Row(releases: ["4.10", "4.11"], method: "GET", path: "pipelines/nix/ws/messages/person", status: 404),
        Row(
            releases: ["4.10", "4.11"],
            method: "GET",
            path: "knowledge/engines/x/creation-schema",
            status: 400,
            members: ["msg": "Invalid plugin_id format. Expected author/name."]
        ),
        Row(releases: ["4.10"], method: "GET", path: "knowledge/engines/a/b/creation-schema", status: 200),
        Row(releases: ["4.11"], method: "GET", path: "knowledge/engines/a/b/creation-schema", status: 404),
        Row(
            releases: ["4.11"],
            method: "POST",
            path: "monitoring/sessions/reset-context",
            body: "{\"bot_id\":1,\"session_id\":\"b\"}",
            status: 400,
            members: ["code": "invalid_request"]
        ),
        Row(
            releases: ["4.11"],
            method: "POST",
            path: "monitoring/sessions/reset-context",
            body: "{\"bot_id\":\"a\",\"session_id\":\"b\"}",
            status: 404,
            members: ["code": "resource_not_found", "msg": "Session not found"]
        ),
    ]

    private static let pages: [Row] = [
        Row(releases: ["4.8", "4.9", "4.10"], method: "GET", path: "monitoring/messages?limit=abc", status: 500),
        Row(
            releases: ["4.11"],
            method: "GET",
            path: "monitoring/messages?limit=abc",
            status: 200,
            members: ["data": ["limit": 100, "messages": [], "offset": 0, "total": 0]]
        ),
        Row(
            releases: ["4.8", "4.9", "4.10"],
            method: "GET",
            path: "monitoring/errors?limit=-1&offset=-1",
            status: 200,
            members: ["data": ["limit": -1, "errors": [], "offset": -1, "total": 0]]
        ),
        Row(
            releases: ["4.11"],
            method: "GET",
            path: "monitoring/sessions?limit=1_0&offset=99999999999999999999999",
            status: 200,
            members: ["data": ["limit": 10, "sessions": [], "offset": 1_000_000, "total": 0]]
        ),
        Row(
            releases: ["4.8", "4.9", "4.10", "4.11"],
            method: "GET",
            path: "monitoring/messages?startTime=foo",
            status: 500
        ),
        Row(
            releases: ["4.8", "4.9", "4.10", "4.11"],
            method: "GET",
            path: "monitoring/messages?startTime=2026-01-01&endTime=",
            status: 200
        ),
        Row(releases: all, method: "GET", path: "logs?start_offset=", status: 500),
        Row(releases: all, method: "GET", path: "logs?start_page_number=-1", status: 200),
    ]

    private static let pipelines: [Row] = [
        ("{\"config\":[null]}", "Pipeline config must be an object"),
        ("{\"config\":{\"ai\":1}}", "Pipeline config field 'ai' must be an object"),
        ("{\"extensions_preferences\":null}", "Pipeline extensions_preferences must be an object"),
        (
            "{\"extensions_preferences\":{\"plugins\":1}}",
            "Pipeline extensions_preferences field 'plugins' must be a list"
        ),
        (
            "{\"extensions_preferences\":{\"enable_all_plugins\":1}}",
            "Pipeline extensions_preferences field 'enable_all_plugins' must be a boolean"
        ),
    ].map { body, message in
        Row(
            releases: ["4.11"],
            method: "POST",
            path: "pipelines",
            body: body,
            status: 400,
            members: ["code": -1, "msg": .string(message)]
        )
    }

    @Test(arguments: contents + newest + pages + pipelines)
    func answersAsReleasesWereAsked(row: Row) async throws {
        for release in row.releases {
            try await Self.withRelease(release) { client in
                let token = [("Authorization", "Bearer \(try await client.signIn())")]
                let answer = try await client.send(row.method, "/api/v1/\(row.path)", token, body: row.body)
                #expect(answer.status == row.status, "\(release)")
                for (name, value) in row.members {
                    #expect(answer.json?[name]?.sortedByName() == value.sortedByName(), "\(release)")
                }
            }
        }
    }

    @Test(arguments: all)
    func answersTheHealthCheckWithoutData(release: String) async throws {
        try await Self.withRelease(release) { client in
            let answer = try await client.send("GET", "/healthz", [])
            #expect(answer.json?["code"] == 0)
            #expect(answer.data == nil)
        }
    }

    @Test(
        arguments: [("true", 1), ("\"12\"", 12), ("\"abc\"", "abc"), ("1.5", 1.5), ("2.0", 2), ("-5", -5)]
            as [(String, JSONValue)]
    )
    func keepsWhatIsGivenForAWholeNumberAsItsDatabaseDoes(given: String, kept: JSONValue) async throws {
        try await Self.withRelease("4.8") { client in
            let body = "{\"name\":\"k\",\"description\":\"\",\"embedding_model_uuid\":\"x\",\"top_k\":\(given)}"
            let made = try await client.send("POST", "/api/v1/knowledge/bases", body: body)
            let uuid = try #require(made.data?["uuid"]?.stringValue)
            let shown = try await client.send("GET", "/api/v1/knowledge/bases/\(uuid)")
            #expect(shown.data?["base"]?["top_k"] == kept)
        }
    }

    @Test(arguments: ["4.10", "4.11"])
    func hidesKeysOfProvidersWhereThatIsAskedFor(release: String) async throws {
        try await Self.withRelease(release) { client in
            let provider: JSONValue = [
                "name": "p", "requester": "openai-chat-completions", "base_url": "http://127.0.0.1:1",
                "api_keys": ["secret"],
            ]
            let made = try await client.send("POST", "/api/v1/provider/providers", provider)
            let path = "/api/v1/provider/providers/\(made.data?["uuid"]?.stringValue ?? "")"
            func keys(_ query: String) async throws -> JSONValue? {
                try await client.send("GET", path + query).data?["provider"]?["api_keys"]
            }
            #expect(try await keys("") == ["secret"])
            #expect(try await keys("?include_secret=True") == ["secret"])
            #expect(try await keys("?include_secret=false") == ["***"])
            for path in [path, "/api/v1/provider/models/llm", "/api/v1/provider/models/rerank/nowhere"] {
                let refused = try await client.send("GET", path + "?include_secret=1")
                #expect(refused.status == 400)
                #expect(refused.message == "include_secret must be either true or false")
            }
        }
    }

    @Test(arguments: ["4.10", "4.11"])
    func takesAnAdministratorsNameForAText(release: String) async throws {
        try await Self.withRelease(release) { client in
            let bot: JSONValue = [
                "name": "b", "description": "", "adapter": "telegram", "adapter_config": ["token": "1:t"],
                "enable": false,
            ]
            let uuid = try await client.send("POST", "/api/v1/platform/bots", bot).data?["uuid"]?.stringValue ?? ""
            let path = "/api/v1/platform/bots/\(uuid)/admins"
            #expect(try await client.send("POST", path, ["launcher_type": 1, "launcher_id": "1"]).status == 500)
            #expect(try await client.send("POST", path, ["launcher_type": "x", "launcher_id": true]).status == 200)
            let shown = try await client.send("GET", path).data?["admins"]
            #expect(shown?[0]?["launcher_id"] == "True")
        }
    }

    @Test(
        arguments: [
            ("nix", ["token": "1:t"], "Adapter nix not found"), ("telegram", [:], "'token'"),
            ("telegram", 1, "'int' object is not subscriptable"),
        ] as [(String, JSONValue, String)]
    )
    func reportsABotThatCannotBePutToUse(adapter: String, configuration: JSONValue, reason: String) async throws {
        try await Self.withRelease("4.11") { client in
            let bot: JSONValue = [
                "name": "b", "adapter": .string(adapter), "adapter_config": configuration, "enable": true,
            ]
            let answer = try await client.send("POST", "/api/v1/platform/bots", bot)
            #expect(answer.status == 400)
            #expect(answer.json?["code"] == "bot_apply_failed")
            #expect(answer.message == reason)
            #expect(answer.json?["request_id"]?.stringValue != nil)
            let path = "/api/v1/platform/bots/\(answer.data?["uuid"]?.stringValue ?? "")"
            #expect(try await client.send("PUT", path, ["name": "renamed"]).status == 200)
            #expect(try await client.send("PUT", path, ["adapter": "gone"]).message == "Adapter gone not found")
            #expect(try await client.send("PUT", path, ["event_bindings": []]).message == "Adapter gone not found")
        }
    }

    @Test func checksAndKeepsTheConfigurationOfAPipeline() async throws {
        try await Self.withRelease("4.11") { client in
            let first = try await client.send("POST", "/api/v1/pipelines", ["name": "a"]).data?["uuid"]
            let path = "/api/v1/pipelines/\(first?.stringValue ?? "")"
            let sample = try await client.send("GET", path).data?["pipeline"]?["config"]?.objectValue ?? [:]
            let marked = sample.merging(["marker": 1])
            let made = try await client.send("POST", "/api/v1/pipelines", ["name": "b", "config": .object(marked)])
            let shown = try await client.send("GET", "/api/v1/pipelines/\(made.data?["uuid"]?.stringValue ?? "")")
            #expect(shown.data?["pipeline"]?["config"]?["marker"] == 1)
            for content in [
                ["extensions_preferences": []], ["extensions_preferences": ["plugins": 1]], ["config": ["ai": 1]],
            ] as [JSONValue] {
                #expect(try await client.send("PUT", path, content).status == 400)
            }
            #expect(try await client.send("PUT", path, ["config": [:]]).status == 500)
        }
    }

    @Test(arguments: ["4.10", "4.11"])
    func countsServersAmongExtensionsAndWantsTheirNames(release: String) async throws {
        try await Self.withRelease(release) { client in
            let server: JSONValue = ["name": "s", "mode": "sse", "enable": true, "extra_args": [:]]
            #expect(try await client.send("POST", "/api/v1/mcp/servers", server).status == 200)
            let renamed = try await client.send("PUT", "/api/v1/mcp/servers/s", ["name": ""])
            #expect(renamed.status == 400)
            #expect(renamed.message == "MCP server name is required")
            let extensions = try await client.send("GET", "/api/v1/extensions").data?["extensions"]
            #expect(extensions?[0]?["type"] == "mcp")
            #expect(extensions?[0]?["server"]?["name"] == "s")
        }
    }

    @Test(arguments: all)
    func takesFilesForPlugins(release: String) async throws {
        try await Self.withRelease(release) { client in
            let form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhi\r\n--x--\r\n"
            let token = [("Authorization", "Bearer \(try await client.signIn())")]
            func send(_ path: String) async throws -> MockClient.Answer {
                try await client.send("POST", path, token, body: form, type: "multipart/form-data; boundary=x")
            }
            let key = try await send("/api/v1/plugins/config-files").data?["file_key"]?.stringValue
            #expect(key?.contains("plugin_config") == true)
            #expect(key?.hasSuffix(".txt") == true)
            #expect(try await send("/api/v1/plugins/install/local").data?["task_id"]?.integerValue != nil)
        }
    }

    @Test(arguments: ["4.5.1", "4.8", "4.11"])
    func listsTasksOfOneTypeWhereThatIsAskedFor(release: String) async throws {
        try await Self.withRelease(release) { client in
            let token = [("Authorization", "Bearer \(try await client.signIn())")]
            func types(_ type: String) async throws -> [String?] {
                let answer = try await client.send("GET", "/api/v1/system/tasks?type=\(type)", token)
                return (answer.data?["tasks"]?.arrayValue ?? []).map { $0["task_type"]?.stringValue }
            }
            #expect(try await types("system") == ["system"])
            #expect(try await types("nix").isEmpty)
        }
    }
}
