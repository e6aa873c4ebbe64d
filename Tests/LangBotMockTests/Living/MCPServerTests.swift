import Foundation
import HTTPCore
import JSONCore
import LangBotContract
import LangBotMock
import Testing

@Suite(.serialized) struct MCPServerTests {
    private static let servers = "/api/v1/mcp/servers"

    /// A mock of a release, with the field of somebody who may do everything.
    private func run(
        _ release: Release,
        _ body: (MockClient, [(String, String)]) async throws -> Void
    ) async throws {
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(release.rawValue))
        try await withMock(options) { client throws in
            try await body(client, [("Authorization", "Bearer \(try await client.signIn())")])
        }
    }

    private func create(
        _ client: MockClient,
        _ fields: [(String, String)],
        _ mode: String,
        _ arguments: JSONObject
    ) async throws {
        let body: JSONValue = ["name": "s", "mode": .string(mode), "enable": true, "extra_args": .object(arguments)]
        #expect(try await client.send("POST", Self.servers, fields, body: body.description).status == 200)
    }

    /// A task of the server's test once it is done.
    private func tested(_ client: MockClient, _ fields: [(String, String)], _ name: String, _ body: JSONValue)
        async throws -> JSONValue
    {
        let answer = try await client.send("POST", Self.servers + "/\(name)/test", fields, body: body.description)
        let task = answer.data?["task_id"]?.integerValue ?? -1
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            let data = try await client.send("GET", "/api/v1/system/tasks/\(task)", fields).data
            if data?["runtime"]?["done"] == true { return data ?? .null }
        }
        return .null
    }

    @Test(arguments: [
        (Release.v4_5_4, "sse", "/sse"), (.v4_8_7, "sse", "/sse"), (.v4_8_7, "http", "/json"),
        (.v4_9_7, "http", "/events"), (.v4_10_11, "remote", "/json"), (.v4_11_2, "remote", "/events"),
        (.v4_11_2, "remote", "/sse"), (.v4_11_2, "sse", "/sse"), (.v4_11_2, "http", "/json"),
    ])
    func connects(release: Release, mode: String, path: String) async throws {
        try await MCPPeer.run { base throws in
            try await run(release) { client, fields throws in
                try await create(client, fields, mode, ["url": .string(base + path)])
                let state = try await client.settledServer(fields)
                #expect(state["status"] == "connected" && state["tool_count"] == 1)
                #expect(state["tools"]?[0]?["name"] == "shout")
                #expect((state["resource_count"] != nil) == (release >= .v4_10_11))
                #expect(try await tested(client, fields, "s", [:])["runtime"]?["exception"] == .null)
                #expect(try await client.send("DELETE", Self.servers + "/s", fields).status == 200)
                #expect(try await client.send("GET", Self.servers, fields).data?["servers"] == [])
            }
        }
    }

    @Test(
        arguments: [
            (Release.v4_11_2, "remote", "/status/500", "http_500", 4),
            (.v4_11_2, "remote", "/status/404", "http_404", 4),
            (.v4_11_2, "http", "/status/404", "runtime_error", 4), (.v4_10_11, "remote", "/status/401", "http_401", 1),
            (.v4_11_2, "sse", "/status/401", "http_401", 4), (.v4_11_2, "remote", "/gone", "runtime_error", 4),
            (.v4_11_2, "remote", "/hang", "connection_timeout", 4),
            (.v4_11_2, "remote", "/refuses", "runtime_error", 4),
            (.v4_11_2, "remote", "/nonsense", nil, 0), (.v4_11_2, "http", "/broken", nil, 0),
            (.v4_11_2, "sse", "/nonsense", "runtime_error", 4), (.v4_10_11, "sse", "/short", "runtime_error", 4),
            (.v4_11_2, "other", "/json", "runtime_error", 4),
        ] as [(Release, String, String, String?, Int64)]
    )
    func saysWhyItIsNotConnected(release: Release, mode: String, path: String, code: String?, count: Int64)
        async throws
    {
        try await MCPPeer.run { base throws in
            try await run(release) { client, fields throws in
                let seconds: JSONValue = path == "/hang" ? 0.1 : 600
                try await create(client, fields, mode, ["url": .string(base + path), "timeout": seconds])
                let state = try await client.settledServer(fields)
                #expect(state["status"] == "error" && state["retry_count"] == .integer(count))
                #expect(state["error_code"] == (code.map(JSONValue.string) ?? .null))
                #expect(state["error_message"] == (code == nil ? .null : "MCP runtime failed"))
                #expect(state["error_phase"] == (path == "/status/401" && mode == "remote" ? "oauth_required" : .null))
                // The mock answers others meanwhile.
                #expect(try await client.send("GET", Self.servers, fields).status == 200)
            }
        }
    }

    @Test(
        arguments: [
            (Release.v4_9_7, "sse", "/status/500", "unhandled errors in a TaskGroup (1 sub-exception)"),
            (.v4_8_7, "http", "/refuses", "no thanks"), (.v4_9_7, "http", "/status/404", "Session terminated"),
            (.v4_9_7, "http", "/status/500", nil), (.v4_9_7, "http", "/gone", nil),
        ] as [(Release, String, String, String?)]
    )
    func earlierReleasesShowExceptions(release: Release, mode: String, path: String, text: String?) async throws {
        try await MCPPeer.run { base throws in
            try await run(release) { client, fields throws in
                let arguments: JSONObject = ["url": .string(base + path), "timeout": text == nil ? 0.1 : 600]
                try await create(client, fields, mode, arguments)
                let state = try await client.settledServer(fields)
                #expect(state["status"] == "error" && state["error_message"] == (text.map(JSONValue.string) ?? .null))
                let task = try await tested(client, fields, "s", [:])
                let exception =
                    text == nil
                    ? "Connection timeout after 30 seconds" : "Connection failed, please check URL"
                #expect(task["runtime"]?["exception"] == .string(exception))
            }
        }
    }

    @Test func readsResources() async throws {
        try await MCPPeer.run { base throws in
            try await run(.v4_11_2) { client, fields throws in
                try await create(client, fields, "remote", ["url": .string(base + "/json")])
                _ = try await client.settledServer(fields)
                let path = Self.servers + "/s/resources/read"
                func read(_ body: JSONValue) async throws -> MockClient.Answer {
                    try await client.send("POST", path, fields, body: body.description)
                }
                let whole = try await read(["uri": "peer://note", "include_blob": true]).data
                #expect(whole?["contents"]?[0]?["text"] == "größer" && whole?["bytes"] == 11)
                #expect(whole?["contents"]?[1]?["blob"] == "AAEC" && whole?["truncated"] == false)
                // The third byte would cut a character.
                let short = try await read(["uri": "peer://a/end", "max_bytes": 3]).data
                #expect(short?["contents"]?[0]?["text"] == "gr" && short?["truncated"] == true)
                #expect(short?["contents"]?[1]?["blob"] == .null && short?["warnings"]?[0] != nil)
                #expect(try await read(["uri": "peer://other"]).status == 500)
                #expect(try await read(["uri": ""]).status == 400)
            }
        }
    }

    @Test func aDisabledServerIsNotConnected() async throws {
        try await run(.v4_11_2) { client, fields throws in
            let arguments: JSONObject = ["url": "https://tools.example/mcp"]
            try await create(client, fields, "remote", arguments)
            // Nobody calls an address beyond this machine; the script speaks for it.
            #expect(try await client.settledServer(fields)["tool_count"] == 3)
            let body = "{\"enable\":false}"
            #expect(try await client.send("PUT", Self.servers + "/s", fields, body: body).status == 200)
            let off = try await client.send("GET", Self.servers + "/s", fields).data?["server"]?["runtime_info"]
            #expect(off == .null)
            let on = "{\"enable\":true}"
            #expect(try await client.send("PUT", Self.servers + "/s", fields, body: on).status == 200)
            #expect(try await client.settledServer(fields)["status"] == "connected")
        }
    }

    /// A model only says a name, so that 4.11 shows no tool that two servers have.
    @Test(arguments: [Release.v4_10_11, .v4_11_2]) func toolsThatShareANameAreLeftOut(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client throws in
            let fields = [("Authorization", "Bearer \(try await client.signIn())")]
            func names() async throws -> [String] {
                let tools = try await client.send("GET", "/api/v1/tools", fields).data?["tools"]?.arrayValue ?? []
                return tools.filter { $0["source"] == "mcp" }.compactMap { $0["name"]?.stringValue }
            }
            var first: [String] = []
            for name in ["one", "two"] {
                let body: JSONValue = [
                    "name": .string(name), "mode": "remote", "enable": true,
                    "extra_args": ["url": "https://mcp.invalid/mcp"],
                ]
                #expect(try await client.send("POST", Self.servers, fields, body: body.description).status == 200)
                #expect(try await client.settledServer(fields, name)["status"] == "connected")
                if first.isEmpty { first = try await names() }
            }
            let tool = try #require(first.first)
            #expect(try await names() == (release < .v4_11_2 ? first + first : []))
            let status = try await client.send("GET", "/api/v1/tools/\(tool)", fields).status
            #expect(status == (release < .v4_11_2 ? 200 : 404))
        }
    }
}
