import HTTPCore
import JSONCore
import LangBotContract
import Testing

@testable import LangBotMock

/// The tools of the MCP server where the fault of the releases so far does not keep them from their work.
@Suite(.serialized) struct MCPToolCallTests {
    static func withTools(
        _ release: Release,
        _ body: (MockClient, (String, JSONObject) async throws -> JSONValue) async throws -> Void
    ) async throws {
        try await withMock(MockClient.options(release)) { client in
            let application = client.mock.application
            let key = try #require(application.keyNumber(client.mock.apiKey))
            let request = HTTPRequest(.post, "/mcp", fields: ["X-API-Key": client.mock.apiKey])
            var server = MCPServer(
                application: application,
                traits: application.profile.traits,
                key: key,
                request: request
            )
            server.losesScope = false
            let made = server
            try await body(client) { name, arguments in
                let parameters: JSONObject = ["name": .string(name), "arguments": .object(arguments)]
                return try await made.answer(to: "tools/call", parameters).get()
            }
        }
    }

    private static func value(_ result: JSONValue) throws -> JSONValue {
        try JSONValue(parsing: Array((result["content"]?[0]?["text"]?.stringValue ?? "").utf8))
    }

    @Test(arguments: [Release.v4_10_11, .v4_11_2]) func aPipelineIsMadeReadChangedAndDeleted(release: Release)
        async throws
    {
        try await Self.withTools(release) { client, call in
            let made = try await call(
                "create_pipeline",
                ["pipeline_data": ["name": "made by a tool", "description": ""]]
            )
            let uuid = try #require(try Self.value(made)["uuid"])
            #expect(made["isError"] == false)
            let read = try Self.value(try await call("get_pipeline", ["pipeline_uuid": uuid]))
            #expect(read["name"] == "made by a tool")
            let list = try Self.value(try await call("list_pipelines", [:]))
            #expect(list.arrayValue?.contains { $0["uuid"] == uuid } == true)
            let change: JSONObject = ["pipeline_uuid": uuid, "pipeline_data": ["name": "changed"]]
            #expect(try Self.value(try await call("update_pipeline", change)) == ["ok": true])
            let path = "/api/v1/pipelines/\(uuid.stringValue ?? "")"
            #expect(try await client.send("GET", path).data?["pipeline"]?["name"] == "changed")
            #expect(try Self.value(try await call("delete_pipeline", ["pipeline_uuid": uuid])) == ["ok": true])
            #expect(try Self.value(try await call("get_pipeline", ["pipeline_uuid": uuid])) == .null)
        }
    }

    @Test func toolsOf411() async throws {
        try await Self.withTools(.v4_11_2) { _, call in
            let language = try Self.value(try await call("get_workspace_message_language", [:]))
            #expect(language == ["language": "en_US"])
            let refused = try await call("create_bot", ["bot_data": [:]])
            #expect(refused["content"]?[0]?["text"] == "Error executing tool create_bot: 'adapter'")
        }
    }

    /// No tool answers with anything but a result, whatever it is called with.
    @Test(arguments: [Release.v4_10_11, .v4_11_2]) func everyToolAnswers(release: Release) async throws {
        let values: [JSONValue] = ["x", "a/b", 1, true, [], [:], .null, ["x"], "../..", "?a=b#c"]
        try await Self.withTools(release) { _, call in
            for tool in Contract.mcpTools(of: release) {
                for value in values {
                    let arguments = JSONObject(tool.arguments.map { ($0.name, value) })
                    let answer = try await call(tool.name, arguments)
                    #expect(answer["content"] != nil, "\(tool.name) \(value)")
                }
            }
        }
    }
}
