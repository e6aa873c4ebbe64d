import Foundation
import JSONCore
import LangBotMock
import Testing

@Suite(.serialized) struct ScriptTests {
    private static let path = "/__mock/script"

    @Test func keepsItsRulesUntilTheyAreReplaced() async throws {
        try await withMock { client in
            let rules: JSONValue = [
                ["on": "chat", "name": "gpt*", "contains": "weather", "reply": ["It is ", "sunny."], "pause": 20],
                ["on": "chat", "call": "add", "arguments": ["a": 1]], ["on": "scan", "value": ["a", "b"], "times": 2],
                ["on": "model-test", "fail": 429, "message": "Slow down"], ["on": "task", "succeed": true],
            ]
            #expect(try await client.send("PUT", Self.path, rules).json == ["rules": 5])
            let shown = try await client.send("GET", Self.path).json?["rules"]?.arrayValue ?? []
            #expect(shown.map { $0["on"] } == ["chat", "chat", "scan", "model-test", "task"])
            #expect(shown.first?["reply"] == ["It is ", "sunny."])
            #expect(shown.allSatisfy { $0["done"] == 0 })
            client.mock.script { When(.send, "telegram").fail(500, "The platform is away") }
            let rule: JSONValue = [
                "on": "send", "name": "telegram", "fail": 500, "message": "The platform is away", "done": 0,
            ]
            #expect(try await client.send("GET", Self.path).json?["rules"] == [rule])
            #expect(try await client.send("DELETE", Self.path).status == 200)
            #expect(try await client.send("GET", Self.path).json?["rules"] == [])
        }
    }

    @Test(
        arguments: [
            (#"{"rules": 1}"#, "a script must be a list of rules"), ("[1]", "rule 1: a rule must be an object"),
            (#"[{"reply": "x"}]"#, "rule 1: a rule needs 'on'"),
            (#"[{"on": "chats", "reply": "x"}]"#, "did you mean 'chat'?"),
            (#"[{"on": "chat"}]"#, "a rule needs exactly one of reply, call, fail, value, succeed"),
            (#"[{"on": "chat", "reply": "x", "fail": 500}]"#, "exactly one of"),
            (#"[{"on": "chat", "reply": [1]}]"#, "'reply' must be text or a list of texts"),
            (#"[{"on": "chat", "reply": "x", "replly": "y"}]"#, "did you mean 'reply'?"),
            (#"[{"on": "chat", "fail": 200}]"#, "'fail' must be a whole number from 400 to 599"),
            (#"[{"on": "chat", "reply": "x", "times": 0}]"#, "'times' must be a whole number from 1"),
            (#"[{"on": "chat", "call": "t", "arguments": []}]"#, "'arguments' must be an object"),
        ]
    )
    func refusesAScriptAndKeepsTheOldOne(script: String, reason: String) async throws {
        try await withMock { client in
            client.mock.script { When(.chat).reply("old") }
            let answer = try await client.send("PUT", Self.path, body: script)
            #expect(answer.status == 400)
            #expect(answer.json?["error"]?.stringValue?.contains(reason) == true, "\(answer.json ?? .null)")
            #expect(throws: MockInputError.self) { try client.mock.setScript(Data(script.utf8)) }
            let kept = try await client.send("GET", Self.path).json?["rules"]?.arrayValue
            #expect(kept?.map { $0["reply"] } == [["old"]])
        }
    }
}
