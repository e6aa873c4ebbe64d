import Foundation
import LangBot
import Testing

/// What is stored elsewhere and read again.
@Suite struct CodableTests {
    private func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }

    @Test func objectsKeepEveryMember() throws {
        let received: JSONObject = ["uuid": "b", "name": "n", "adapter": "telegram", "invented": ["x": [1, nil, 2.5]]]
        var bot = Bot(members: ServerMembers(received))
        bot.name = "changed"
        let read = try roundTrip(bot)
        #expect(read == bot && read.fields == bot.fields)
        // What was stored counts as received.
        #expect(read.changes.fields.isEmpty)
        #expect(read.id == "b" && read.name == "changed")
        #expect(try roundTrip([bot, bot]).count == 2)
    }

    @Test func objectsThatBreakTheirRulesAreNotDecoded() throws {
        let wrong = [(#"{"name":"n"}"#, #"a Bot has no "uuid""#), (#"{"uuid":7}"#, #""uuid" of a Bot is not"#)]
        for (text, reason) in wrong {
            let error = #expect(throws: DecodingError.self) {
                _ = try JSONDecoder().decode(Bot.self, from: Data(text.utf8))
            }
            guard case .dataCorrupted(let context)? = error else { throw LangBotError(.decoding) }
            #expect(context.debugDescription.contains(reason))
        }
        #expect(throws: DecodingError.self) { _ = try JSONDecoder().decode(Bot.self, from: Data("[]".utf8)) }
    }

    @Test func partsOfABotAreValues() throws {
        let filters = [EventFilter(.text, .contains, "help"), EventFilter(.isAtBot, true)]
        var binding = EventBinding("message.received", pipeline: "p", filters: filters)
        binding.fields["later"] = 1
        #expect(try roundTrip(binding) == binding)
        #expect(binding.filters == filters && binding.filters.map(\.comparison) == [.contains, .equals])
        #expect(
            binding.fields["filters"] == [
                ["field": "message_text", "operator": "contains", "value": "help"],
                ["field": "is_at_bot", "operator": "eq", "value": true],
            ]
        )
        var bot = Bot(members: ServerMembers(["uuid": "b", "pipeline_routing_rules": []]))
        bot.routingRules = [
            RoutingRule(.chatType, .equals, "group", pipeline: "p"), RoutingRule(.text, .matches, "^/", pipeline: nil),
        ]
        let sent = bot.changes.fields["pipeline_routing_rules"]?.arrayValue
        #expect(sent?.last?["pipeline_uuid"] == "__discard__")
        #expect(bot.routingRules?.map(\.pipelineID) == ["p", nil])
        #expect(try roundTrip(bot.routingRules) == bot.routingRules)
        #expect(Bot(members: ServerMembers(["uuid": "b"])).routingRules == nil)
    }

    @Test func openValuesAreTheirText() throws {
        let text = String(decoding: try JSONEncoder().encode([Bot.Adapter.telegram, "own"]), as: UTF8.self)
        #expect(text == #"["telegram","own"]"#)
        #expect(try roundTrip(Sorting.Key.createdAt) == "created_at")
        #expect(try roundTrip(LLMModel.Ability.vision) == .vision)
        #expect(try roundTrip(MCPServer.Mode.http) == .http)
    }

    @Test func objectsOfEveryKindCanBeStoredWithTheirSecrets() throws {
        let record = APIKeyRecord(members: ServerMembers(["id": 1, "key": "lbk_stored"]))
        #expect(try roundTrip(record).key?.revealed() == "lbk_stored")
        #expect(!"\(record)".contains("lbk_stored"))
    }
}
