import Foundation
import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// Conversations with the assistant of the web interface.
struct AssistantTests {
    private static let path = "/api/v1/assistant/conversations"

    /// A signed-in user with a model and a new conversation.
    private struct Talk {
        let client: MockClient
        let user: [(String, String)]
        let model: String
        let uuid: String

        init(_ client: MockClient, _ address: String = "https://models.invalid/v1") async throws {
            self.client = client
            model = try await LivingModel.make(client, address).uuid
            user = [("Authorization", "Bearer \(try await client.signIn())")]
            let made = try await client.send("POST", AssistantTests.path, user)
            uuid = try #require(made.data?["uuid"]?.stringValue)
        }

        func send(_ method: String, _ path: String, _ json: JSONValue? = nil) async throws -> MockClient.Answer {
            try await client.send(method, "\(AssistantTests.path)\(path)", user, body: json?.description)
        }

        func turn(_ json: JSONObject) async throws -> MockClient.Answer {
            try await send("POST", "/\(uuid)/turn", .object(json))
        }

        func stream(_ json: JSONObject) async throws -> [JSONValue] {
            let answer = try await send("POST", "/\(uuid)/turn/stream", .object(json))
            #expect(answer.field("Content-Type") == "application/x-ndjson; charset=utf-8")
            let lines = String(decoding: answer.response.body, as: UTF8.self).split(separator: "\n")
            return try lines.map { try JSONValue(parsing: String($0)) }
        }

        func ask(_ text: String, revision: Int64 = 0) -> JSONObject {
            ["revision": .integer(revision), "text": .string(text), "model_uuid": .string(model)]
        }
    }

    private static func withTalk(_ body: (Talk) async throws -> Void) async throws {
        try await withMock(try LivingModel.options("4.11.2")) { try await body(try await Talk($0)) }
    }

    @Test func answersAndKeepsWhatWasSaid() async throws {
        try await Self.withTalk { talk in
            talk.client.mock.script { When(.chat).reply("Hello ", "there.") }
            let answer = try await talk.turn(talk.ask("Who are you?")).data
            #expect(answer?["status"] == "ready" && answer?["revision"] == 1 && answer?["model_name"] == "m")
            #expect(answer?["messages"]?.arrayValue?.map { $0["content"] } == ["Who are you?", "Hello there."])
            #expect(try await talk.send("GET", "/\(talk.uuid)").data == answer)
            let listed = try await talk.send("GET", "").data?["conversations"]?.arrayValue
            #expect(listed?.map { $0["title"] } == ["Who are you?"])
            // The conversation keeps its model.
            let next = try await talk.turn(["revision": 1, "text": "And now?"])
            #expect(next.data?["messages"]?.arrayValue?.count == 4)
            #expect(try await talk.turn(["revision": 1, "text": "Late"]).status == 409)
        }
    }

    @Test func looksThingsUpByItself() async throws {
        try await Self.withTalk { talk in
            talk.client.mock.script {
                When(.chat, times: 1).call("list_resources", arguments: #"{"kind": "models"}"#)
                When(.chat).reply("There is one.")
            }
            let frames = try await talk.stream(talk.ask("Which models are there?"))
            #expect(frames.first?["kind"] == "snapshot")
            let phases = frames.filter { $0["kind"] == "phase" }.compactMap { $0["data"]?["phase"] }
            #expect(phases == ["thinking", "tool", "thinking"])
            #expect(frames.last?["kind"] == "completed")
            let messages = frames.last?["data"]?["messages"]?.arrayValue ?? []
            let tool = messages.first { $0["role"] == "tool" }?["tool"]
            #expect(tool?["name"] == "list_resources" && tool?["arguments"] == ["kind": "models"])
            #expect(tool?["result"]?["items"]?[0]?["name"] == "m")
            #expect(messages.last?["content"] == "There is one.")
        }
    }

    @Test(arguments: [true, false]) func changesOnlyWhatTheUserAllows(isAllowed: Bool) async throws {
        try await Self.withTalk { talk in
            talk.client.mock.script {
                When(.chat, times: 1).call("create_pipeline", arguments: #"{"name": "made"}"#)
                When(.chat).reply("Done.")
            }
            let asked = try await talk.turn(talk.ask("Make a pipeline")).data
            #expect(asked?["status"] == "approval")
            #expect(asked?["pending"] == [["arguments": ["name": "made"], "name": "create_pipeline"]])
            #expect(try await talk.turn(["revision": 1, "text": "Hm"]).status == 409)
            let done = try await talk.turn(["revision": 1, "approved": .bool(isAllowed)]).data
            #expect(done?["status"] == "ready" && done?["pending"] == [])
            let result = done?["messages"]?.arrayValue?.first { $0["role"] == "tool" }?["tool"]?["result"]
            #expect((result?["status"] == "denied") == !isAllowed)
            let listed = try await talk.client.send("GET", "/api/v1/pipelines").data?["pipelines"]?.arrayValue ?? []
            #expect(listed.contains { $0["name"] == "made" } == isAllowed)
        }
    }

    @Test(
        arguments: [
            ("list_resources", #"{"kind": "secrets"}"#), ("get_pipeline", #"{"pipeline_uuid": "x"}"#),
            ("create_pipeline", #"{"name": ""}"#), ("create_pipeline", "[]"), ("create_pipeline", "{"), ("rm", "{}"),
        ]
    )
    func tellsTheModelThatACallIsNone(name: String, arguments: String) async throws {
        try await Self.withTalk { talk in
            talk.client.mock.script {
                When(.chat, times: 1).call(name, arguments: arguments)
                When(.chat).reply("Sorry.")
            }
            let answer = try await talk.turn(talk.ask("Go on")).data
            #expect(answer?["status"] == "ready")
            let result = answer?["messages"]?.arrayValue?.first { $0["role"] == "tool" }?["tool"]?["result"]
            #expect(result == ["error": "Invalid or unauthorized tool arguments."])
        }
    }

    @Test func aTurnFailsForGood() async throws {
        try await Self.withTalk { talk in
            talk.client.mock.script { When(.chat).fail(500) }
            let failed = try await talk.turn(talk.ask("Hi")).data
            #expect(failed?["status"] == "failed" && failed?["error"] == "turn_failed")
            #expect(try await talk.turn(talk.ask("Again", revision: 1)).status == 409)
        }
    }

    @Test func withoutAModelNobodyAnswers() async throws {
        try await Self.withTalk { talk in
            let failed = try await talk.turn(["revision": 0, "text": "Hi"]).data
            #expect(failed?["status"] == "failed" && failed?["error"] == "model_unavailable")
            let unknown = talk.ask("Hi").merging(["model_uuid": "11111111-1111-1111-1111-111111111111"])
            let another = try await Talk(talk.client)
            #expect(try await another.turn(unknown).status == 400)
        }
    }

    @Test func stopsWhatGoesOnByItself() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            try await ModelPeer.with(.hangs) { peer, address in
                let talk = try await Talk(client, address)
                let streamed = Task { try await talk.stream(talk.ask("Think long")) }
                while peer.requests.isEmpty { await Task.yield() }
                let shown = try await talk.send("GET", "/\(talk.uuid)").data
                #expect(shown?["progress"]?["phase"] == "thinking" && shown?["status"] == "running")
                #expect(try await talk.send("POST", "/\(talk.uuid)/stop", ["revision": 0]).status == 409)
                let stopped = try await talk.send("POST", "/\(talk.uuid)/stop", ["revision": 1]).data
                #expect(stopped?["status"] == "failed" && stopped?["error"] == "stopped")
                #expect(try await talk.send("GET", "/\(talk.uuid)").data?["progress"] == nil)
                streamed.cancel()
            }
        }
    }

    @Test func aConversationBelongsToItsUser() async throws {
        try await Self.withTalk { talk throws in
            let path = "\(Self.path)/\(talk.uuid)"
            #expect(try await talk.client.send("GET", path).status == 401)
            #expect(try await talk.client.send("GET", path, []).status == 401)
            #expect(try await talk.send("GET", "/nothing").status == 404)
        }
    }
}
