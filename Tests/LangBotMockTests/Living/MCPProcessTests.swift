import Foundation
import JSONCore
import LangBotContract
import LangBotMock
import Testing

@Suite(.serialized) struct MCPProcessTests {
    private static let servers = "/api/v1/mcp/servers"

    /// A server whose tool is named after its process.
    private static let server = """
        while read -r line; do
          id=${line#*'"id":'}; id=${id%%,*}
          case $line in
            *'"initialize"'*) r='{"protocolVersion":"2025-06-18","capabilities":{},"serverInfo":{"name":"x"}}' ;;
            *'"tools/list"'*) r='{"tools":[{"name":"p'$$'","inputSchema":{}}]}' ;;
            *'"die"'*) exit 3 ;;
            *notifications*) continue ;;
            *) echo '{"jsonrpc":"2.0","id":'$id',"error":{"code":-32601,"message":"no"}}'; continue ;;
          esac
          echo '{"jsonrpc":"2.0","id":'$id',"result":'$r'}'
        done
        """

    private func options(_ release: Release) throws -> MockLangBot.Options {
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(release.rawValue))
        return options
    }

    private func create(_ client: MockClient, _ fields: [(String, String)], _ arguments: JSONObject) async throws {
        let body: JSONValue = ["name": "s", "mode": "stdio", "enable": true, "extra_args": .object(arguments)]
        #expect(try await client.send("POST", Self.servers, fields, body: body.description).status == 200)
    }

    private func process(_ state: JSONValue) -> Int32 {
        Int32(state["tools"]?[0]?["name"]?.stringValue?.dropFirst() ?? "") ?? 0
    }

    @Test(arguments: [Release.v4_5_4, .v4_9_7, .v4_11_2])
    func endsWithItsServer(release: Release) async throws {
        try await withMock(options(release)) { client throws in
            let fields = [("Authorization", "Bearer \(try await client.signIn())")]
            try await create(client, fields, ["command": "sh", "args": ["-c", .string(Self.server)], "env": [:]])
            let state = try await client.settledServer(fields)
            let process = process(state)
            #expect(state["status"] == "connected" && process > 0 && kill(process, 0) == 0)
            #expect((state["box_session_id"] != nil) == (release >= .v4_10_11))
            #expect(try await client.send("DELETE", Self.servers + "/s", fields).status == 200)
            #expect(kill(process, 0) != 0)
        }
    }

    @Test(arguments: [Release.v4_10_11, .v4_11_2])
    func theSandboxIsOpenedBeforeItStarts(release: Release) async throws {
        try await withMock(options(release)) { client throws in
            let fields = [("Authorization", "Bearer \(try await client.signIn())")]
            #expect(try await client.send("GET", "/api/v1/box/sessions", fields).json?["data"] == [])
            try await create(client, fields, ["command": "no-such-command"])
            #expect(try await client.settledServer(fields)["error_phase"] == "process_start")
            let sessions = try await client.send("GET", "/api/v1/box/sessions", fields).json?["data"]?.arrayValue ?? []
            #expect(sessions.map { $0["session_id"] } == ["mcp-shared"])
            #expect(sessions.first?["memory_mb"] == 1536 && sessions.first?["network"] == "on")
        }
    }

    @Test func aDisabledServerKeepsTheModeThatItWasStartedWith() async throws {
        try await withMock(options(.v4_10_11)) { client throws in
            let fields = [("Authorization", "Bearer \(try await client.signIn())")]
            let body = #"{"name": "s", "mode": "stdio", "enable": false, "extra_args": {}}"#
            #expect(try await client.send("POST", Self.servers, fields, body: body).status == 200)
            func change(_ body: String) async throws -> JSONValue? {
                let path = Self.servers + "/s"
                #expect(try await client.send("PUT", path, fields, body: body).status == 200)
                return try await client.send("GET", path, fields).data?["server"]?["runtime_info"]?["box_session_id"]
            }
            #expect(try await change(#"{"mode": "http"}"#) == "mcp-shared")
            let address = #""extra_args": {"url": "https://mcp.invalid/mcp"}"#
            #expect(try await change(#"{"enable": true, \#(address)}"#) == nil)
        }
    }

    @Test(arguments: ["", "trap '' TERM INT; "])
    func endsWithTheMock(prefix: String) async throws {
        let mock = try await MockLangBot.start(options(.v4_11_2))
        let client = MockClient(mock: mock)
        let fields = [("Authorization", "Bearer \(try await client.signIn())")]
        // One that does not notice the end of its input.
        let stubborn = prefix.isEmpty ? Self.server : prefix + Self.server + "; exec sleep 600"
        try await create(client, fields, ["command": "sh", "args": ["-c", .string(stubborn)]])
        let process = process(try await client.settledServer(fields))
        #expect(kill(process, 0) == 0)
        await mock.stop(drain: .zero)
        #expect(kill(process, 0) != 0)
    }

    @Test func isStartedAgainWhenItDies() async throws {
        try await withMock(options(.v4_11_2)) { client throws in
            let fields = [("Authorization", "Bearer \(try await client.signIn())")]
            try await create(client, fields, ["command": "sh", "args": ["-c", .string(Self.server)]])
            let first = process(try await client.settledServer(fields))
            kill(first, SIGKILL)
            let deadline = ContinuousClock.now + patience
            var second = first
            while second == first || second == 0, ContinuousClock.now < deadline {
                second = process(try await client.settledServer(fields))
            }
            #expect(second != first && second > 0)
        }
    }

    @Test(
        arguments: [
            (Release.v4_11_2, "no-such-command-at-all", [], "process_start"),
            (.v4_11_2, "sh", ["-c", "exit 3"], "mcp_init"),
            (.v4_9_7, "no-such-command-at-all", [], "[Errno 2] No such file or directory: 'no-such-command-at-all'"),
            (.v4_8_7, "sh", ["-c", "exit 3"], "Connection closed"), (.v4_5_4, "sh", ["-c", "exit 3"], nil),
        ] as [(Release, String, [String], String?)]
    )
    func saysWhyItDoesNotStart(release: Release, command: String, arguments: [String], reason: String?) async throws {
        try await withMock(options(release)) { client throws in
            let fields = [("Authorization", "Bearer \(try await client.signIn())")]
            let list = JSONValue.array(arguments.map(JSONValue.string))
            try await create(client, fields, ["command": .string(command), "args": list, "env": [:]])
            let state = try await client.settledServer(fields)
            #expect(state["status"] == "error")
            let member = release >= .v4_10_11 ? "error_phase" : "error_message"
            #expect(state[member] == reason.map(JSONValue.string))
        }
    }
}
