import HTTPCore
import JSONCore
import LangBotContract
import LangBotMock
import Testing

/// LangBot's own MCP server.
@Suite(.serialized) struct MCPEndpointTests {
    static let releases = [Release.v4_10_11, .v4_11_2]

    static func send(
        _ client: MockClient,
        _ method: String = "POST",
        _ path: String = "/mcp",
        _ body: String? = nil,
        _ change: [String: String?] = [:]
    ) async throws -> MockClient.Answer {
        var fields: [String: String?] = [
            "Host": "127.0.0.1:1", "X-API-Key": client.mock.apiKey, "Accept": "application/json, text/event-stream",
            "Content-Type": body == nil ? nil : "application/json",
        ]
        for (name, value) in change { fields[name] = value }
        var request = HTTPRequest(HTTPMethod(rawValue: method), path, body: Array((body ?? "").utf8))
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            if let value { request.fields.append(name, value) }
        }
        request.fields.append("Content-Length", "\(request.body.count)")
        let port = client.mock.port
        let connection = try await HTTPClientConnection.open(host: "127.0.0.1", port: port, timeout: patience)
        defer { connection.close() }
        try await connection.send(request.bytes, timeout: patience)
        let response = try await connection.answer(to: request.method, timeout: patience).response
        return MockClient.Answer(response: response, json: try? JSONValue(parsing: response.body))
    }

    static func call(
        _ client: MockClient,
        _ method: String,
        _ parameters: JSONObject = [:],
        key: String? = nil
    ) async throws -> JSONValue {
        let message: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .object(parameters)]
        let change = key.map { ["X-API-Key": Optional($0)] } ?? [:]
        let answer = try await send(client, "POST", "/mcp", message.description, change)
        #expect(answer.status == 200 && answer.json?["id"] == 1)
        return answer.json ?? .null
    }

    /// What a tool answers.
    struct ToolAnswer: Equatable {
        let text: String
        let isError: Bool

        init(_ text: String, _ isError: Bool) {
            (self.text, self.isError) = (text, isError)
        }
    }

    static func tool(
        _ client: MockClient,
        _ name: String,
        _ arguments: JSONObject = [:],
        key: String? = nil
    ) async throws -> ToolAnswer {
        let parameters: JSONObject = ["name": .string(name), "arguments": .object(arguments)]
        let result = try await call(client, "tools/call", parameters, key: key)["result"]
        #expect(
            result?["structuredContent"] == nil
                || result?["structuredContent"]?["result"] == result?["content"]?[0]?["text"]
        )
        return ToolAnswer(result?["content"]?[0]?["text"]?.stringValue ?? "", result?["isError"] == true)
    }

    @Test(arguments: releases) func onlyAKeyOpensIt(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            let token = try await client.signIn()
            let ping = #"{"jsonrpc": "2.0", "id": 1, "method": "ping"}"#
            for change in [
                ["X-API-Key": nil], ["X-API-Key": "wrong"], ["X-API-Key": nil, "Authorization": "Bearer \(token)"],
            ] as [[String: String?]] {
                let answer = try await Self.send(client, "POST", "/mcp", ping, change)
                #expect(answer.status == 401 && answer.field("www-authenticate") == "Bearer")
                #expect(answer.json?["error"] == "unauthorized")
            }
            let bearer = ["X-API-Key": nil, "Authorization": "bearer  \(client.mock.apiKey)"]
            #expect(try await Self.send(client, "POST", "/mcp", ping, bearer).json?["result"] == [:])
        }
    }

    @Test(arguments: releases) func requestsThatAreNoMessages(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            let ping = #"{"jsonrpc": "2.0", "id": 1, "method": "ping"}"#
            for (method, path, body, change, status) in [
                ("POST", "/mcp", ping, ["Accept": "*/*"], 406), ("POST", "/mcp", ping, ["Accept": nil], 406),
                ("GET", "/mcp", nil, ["Accept": "application/json"], 406), ("DELETE", "/mcp", nil, [:], 405),
                ("PUT", "/mcp", "{}", [:], 405), ("POST", "/mcp/", ping, [:], 307), ("POST", "/mcp/x", ping, [:], 404),
                ("POST", "/mcp", ping, ["Content-Type": "text/plain"], 400),
                ("POST", "/mcp", ping, ["Host": "elsewhere.example"], 421),
                ("POST", "/mcp", ping, ["Origin": "http://elsewhere.example"], 403),
                ("POST", "/mcp", ping, ["Origin": "http://localhost:3000"], 200),
                ("POST", "/mcp", ping, ["MCP-Protocol-Version": "1999-01-01"], 400),
                ("POST", "/mcp", ping, ["MCP-Protocol-Version": "2025-03-26"], 200),
                ("POST", "/mcp", "{nope", [:], 400), ("POST", "/mcp", "[]", [:], 400), ("POST", "/mcp", "5", [:], 400),
                ("POST", "/mcp", #"{"jsonrpc": "1.0", "id": 1, "method": "ping"}"#, [:], 400),
                ("POST", "/mcp", #"{"jsonrpc": "2.0", "method": "notifications/initialized"}"#, [:], 202),
                ("POST", "/mcp", #"{"jsonrpc": "2.0", "id": 1, "result": {}}"#, [:], 202),
            ] as [(String, String, String?, [String: String?], Int)] {
                let answer = try await Self.send(client, method, path, body, change)
                #expect(answer.status == status, "\(method) \(path) \(body ?? "") \(change)")
            }
            let broken = try await Self.send(client, "POST", "/mcp", "{nope")
            let reason = "Parse error: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
            #expect(broken.json?["error"] == ["code": -32_700, "message": .string(reason)])
        }
    }

    @Test(arguments: releases) func methods(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            let hello: JSONObject = [
                "protocolVersion": "2025-06-18", "capabilities": [:], "clientInfo": ["name": "t", "version": "1"],
            ]
            let first = try await Self.call(client, "initialize", hello)["result"]
            #expect(first?["protocolVersion"] == "2025-06-18" && first?["serverInfo"]?["name"] == "LangBot")
            let future = try await Self.call(client, "initialize", hello.merging(["protocolVersion": "2099-01-01"]))
            #expect(future["result"]?["protocolVersion"] == "2025-11-25")
            for (method, parameters, code) in [
                ("initialize", [:], -32_602), ("no/such", [:], -32_602), ("tools/call", ["name": 5], -32_602),
                ("logging/setLevel", ["level": "info"], -32_601), ("prompts/get", ["name": "x"], 0),
                ("resources/read", ["uri": "a://b"], 0),
            ] as [(String, JSONObject, Int64)] {
                #expect(
                    try await Self.call(client, method, parameters)["error"]?["code"] == .integer(code),
                    "\(method)"
                )
            }
            #expect(try await Self.call(client, "resources/list")["result"] == ["resources": []])
            let tools = try await Self.call(client, "tools/list")["result"]?["tools"]?.arrayValue
            #expect(tools?.count == (release == .v4_10_11 ? 21 : 54))
            #expect(tools?.contains { $0["name"] == "run_pipeline" } == (release >= .v4_11_2))
        }
    }

    @Test(arguments: releases) func argumentsAreCheckedThenTheKey(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            #expect(try await Self.tool(client, "no_such_tool") == ToolAnswer("Unknown tool: no_such_tool", true))
            let missing = try await Self.tool(client, "get_pipeline")
            #expect(
                missing.text.hasPrefix(
                    "Error executing tool get_pipeline: 1 validation error for get_pipelineArguments"
                )
            )
            #expect(missing.text.contains("Field required [type=missing, input_value={}, input_type=dict]"))
            let wrong = try await Self.tool(client, "create_bot", ["bot_data": "text"])
            #expect(wrong.text.contains("[type=dict_type, input_value='text', input_type=str]"))
            let viewer = try await Self.viewer(client)
            let refused = try await Self.tool(client, "create_pipeline", ["pipeline_data": [:]], key: viewer)
            #expect(
                refused
                    == ToolAnswer(
                        "Error executing tool create_pipeline: Missing Workspace permission: resource.manage",
                        true
                    )
            )
            let system = try await Self.tool(client, "get_system_info", key: viewer)
            #expect(!system.isError && system.text.contains("v\(release.rawValue)"))
        }
    }

    /// A key that may only look.
    private static func viewer(_ client: MockClient) async throws -> String {
        let token = [("Authorization", "Bearer \(try await client.signIn())")]
        let body = #"{"name": "viewer", "scopes": ["resource.view", "workspace.view"]}"#
        let made = try await client.send("POST", "/api/v1/apikeys", token, body: body)
        return try #require(made.data?["key"]?["key"]?.stringValue)
    }

    @Test(arguments: releases) func whatReadsTheDatabaseFailsAsInTheReleases(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            for name in ["list_bots", "list_pipelines", "list_llm_models", "list_knowledge_bases", "list_mcp_servers"] {
                let answer = try await Self.tool(client, name)
                #expect(answer.isError && answer.text.contains("Scoped persistence boundaries"), "\(name)")
            }
            #expect(try await Self.tool(client, "list_skills") == ToolAnswer("[]", false))
        }
    }

    @Test(arguments: [Release.v4_5_4, .v4_9_7]) func thereIsNoneBefore(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            let answer = try await Self.send(client, "POST", "/mcp", "{}")
            #expect(answer.status == 405)
        }
    }
}
