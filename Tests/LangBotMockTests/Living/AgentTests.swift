import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// Agents are made, changed and removed; lists show pipelines among them.
struct AgentTests {
    private static let path = "/api/v1/agents"

    private func make(_ client: MockClient, _ members: JSONObject) async throws -> MockClient.Answer {
        try await client.send("POST", Self.path, .object(members))
    }

    @Test func anAgentLives() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let uuid = try #require(try await make(client, ["name": "a"]).data?["uuid"]?.stringValue)
            _ = try await make(client, ["name": "b", "kind": "pipeline"])
            let listed = try await client.send("GET", Self.path).data?["agents"]?.arrayValue ?? []
            #expect(Set(listed.compactMap { $0["kind"]?.stringValue }) == ["agent", "pipeline"])
            #expect(listed.allSatisfy { $0["config"] == nil })
            #expect(try await client.send("PUT", "\(Self.path)/\(uuid)", ["name": "c"]).status == 200)
            #expect(try await client.send("GET", "\(Self.path)/\(uuid)").data?["agent"]?["name"] == "c")
            #expect(try await client.send("GET", "\(Self.path)/\(uuid)/runs").data?["total"] == 0)
            #expect(try await client.send("DELETE", "\(Self.path)/\(uuid)").status == 200)
            #expect(try await client.send("GET", "\(Self.path)/\(uuid)").status == 404)
        }
    }

    @Test(
        arguments: [
            (["kind": "robot"], "Unsupported agent kind: robot"), (["config": 1], "Agent config must be an object"),
            (["config": ["runner": 1]], "Agent config field 'runner' must be an object"),
            (["config": ["runner": ["id": 1]]], "Agent config field 'runner.id' must be a string"),
            (
                ["config": ["runner": ["id": "plugin:a/b/c"], "runner_config": [:]]],
                "Agent runner_config is missing selected runner 'plugin:a/b/c'"
            ),
            (["kind": "event_processor", "component_ref": "x"], "Select an installed Runner component"),
        ] as [(JSONObject, String)]
    )
    func refusesWhatIsNoAgent(members: JSONObject, reason: String) async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let answer = try await make(client, members)
            #expect(answer.status == 400)
            #expect(answer.message == reason)
        }
    }

    @Test(
        arguments: [
            (["event_type": " "], "Invalid event_type"), (["data": 1], "Debug event data must be an object"),
            (["mock": ["x": 1]], "Mock options must contain only errors, results and unsupported_apis"),
            (["text": "hi"], "Agent has no configured runner"),
        ] as [(JSONValue, String)]
    )
    func refusesAnEventThatCannotBe(event: JSONValue, reason: String) async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let uuid = try #require(try await make(client, ["name": "a"]).data?["uuid"]?.stringValue)
            let answer = try await client.send("POST", "\(Self.path)/\(uuid)/debug", event)
            #expect(answer.status == 400)
            #expect(answer.message == reason)
            let streamed = try await client.send("POST", "\(Self.path)/\(uuid)/debug/stream", event)
            let line = String(decoding: streamed.response.body, as: UTF8.self)
            #expect(streamed.field("Content-Type") == "application/x-ndjson; charset=utf-8")
            #expect(try JSONValue(parsing: line)["msg"] == .string(reason))
        }
    }
}
