import Foundation
import LangBot
import Testing

/// Drafts that are stored elsewhere and read again.
@Suite struct DraftCodingTests {
    /// Drafts of every kind, with members that a generator chooses.
    private static func drafts(_ generator: inout some RandomNumberGenerator) -> [any RequestFields] {
        func text(_ name: String) -> String { "\(name)-\(Int.random(in: 0...9, using: &generator))" }
        func maybe(_ value: String) -> String? { Bool.random(using: &generator) ? value : nil }
        let free: JSONObject = ["token": .string(text("s3cret")), "nested": ["list": [1, nil, 2.5, true, ["k": "v"]]]]
        let bot = Bot.Draft(name: text("n"), adapter: .telegram, configuration: free, pipelineID: "p")
        let pipeline = Pipeline.Draft(
            name: text("n"),
            model: maybe("m").map { LLMModel.ID($0) },
            prompt: maybe("Be brief."),
            configuration: free
        )
        let inline = ModelProviderReference.inline("r", baseURL: text("u"), apiKeys: [text("sk"), ""])
        let engine = KnowledgeBase.Storage.engine("a/b", creationSettings: free, retrievalSettings: ["k": 1])
        let plain: [any RequestFields] = [
            bot, Agent.Draft(name: text("n"), configuration: free), MCPServer.Draft.sse(name: text("n"), url: "u"),
            ModelProvider.Draft(name: text("n"), requester: "r", baseURL: "b", apiKeys: [text("sk")]),
            Skill.Draft(name: text("n"), instructions: maybe("i")), Webhook.Draft(name: text("n"), url: "u"),
            APIKeyRecord.Draft(name: text("n"), scopes: [.viewResources], expiresAt: Date(timeIntervalSince1970: 9)),
            ExternalKnowledgeBase.Draft(name: text("n"), pluginID: "a/b", retriever: "r", configuration: free),
            Bot.Changes(name: maybe("n")), Pipeline.Changes(configuration: free), ModelChanges(fields: free),
            AgentDebugEvent.message(text("hello")), SkillSource(fields: free),
            PipelineExtensions.Choice(boundPlugins: ["a/b"], boundMCPServers: ["s"]),
        ]
        let typed: [any RequestFields] = [
            pipeline, ModelDraft(name: text("n"), provider: inline, extraArguments: free),
            ModelDraft(name: text("n"), provider: .stored("p"), contextLength: 8),
            ModelChanges(provider: inline), ModelChanges(name: text("n")),
            KnowledgeBase.Draft(name: text("n"), storage: engine),
            KnowledgeBase.Draft(name: text("n"), storage: .embedding("e", topK: 3)),
        ]
        // What has no property is kept too, whatever it is called.
        return (plain + typed).map { draft in
            var draft = draft
            if Bool.random(using: &generator) { draft.fields[text("invented")] = .object(free) }
            if Bool.random(using: &generator) { draft.fields["provider"] = ["api_keys": [.string(text("s3cret"))]] }
            return draft
        }
    }

    private func readAgain<Draft: RequestFields>(_ draft: Draft) throws -> Bool {
        let read = try JSONDecoder().decode(Draft.self, from: JSONEncoder().encode(draft))
        return read == draft && read.fields == draft.fields
    }

    @Test func aDraftThatIsStoredIsTheSameDraft() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            for draft in Self.drafts(&generator) {
                #expect(try readAgain(draft), "\(draft)")
                var shown = "\(draft) \(String(reflecting: draft))"
                dump(draft, to: &shown)
                #expect(!shown.contains("s3cret") && !shown.contains("sk-"), "\(shown)")
            }
        }
    }

    /// The form is kept from the first release on.
    @Test func storedDraftsHaveTheNamesOfTheAPI() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = { (value: any Encodable) in String(decoding: try encoder.encode(value), as: UTF8.self) }
        let bot = Bot.Draft(name: "n", adapter: .telegram, configuration: ["token": "t"])
        #expect(
            try text(bot) == #"{"adapter":"telegram","adapter_config":{"token":"t"},"description":"","name":"n"}"#
        )
        let model = ModelDraft(name: "m", provider: .inline("r", baseURL: "b", apiKeys: ["k"]))
        let inline = #"{"inline":{"apiKeys":["k"],"baseURL":"b","requester":"r"}}"#
        #expect(try text(model) == #"{"fields":{"name":"m"},"provider":\#(inline)}"#)
        #expect(try text(ModelProviderReference.stored("p")) == #"{"stored":{"id":"p"}}"#)
        #expect(
            try text(KnowledgeBase.Storage.embedding("e", topK: 3)) == #"{"embedding":{"model":"e","topK":3}}"#
        )
        let engine = #"{"engine":{"creationSettings":{},"plugin":"a\/b","retrievalSettings":{}}}"#
        #expect(try text(KnowledgeBase.Storage.engine("a/b")) == engine)
    }

    @Test func draftsSayWhatTheyHold() {
        var bot = Bot.Draft(name: "n", adapter: .telegram, configuration: ["token": "t"], pipelineID: "p")
        #expect(bot.name == "n" && bot.adapter == .telegram && bot.pipelineID == "p" && bot.isEnabled == nil)
        bot.isEnabled = true
        bot.pipelineID = nil
        #expect(bot.fields["enable"] == true && bot.fields["use_pipeline_uuid"] == nil)
        bot.routingRules = [RoutingRule(.chatType, .equals, "group", pipeline: "p")]
        bot.eventBindings = [EventBinding("message.received", pipeline: "p")]
        #expect(bot.routingRules?.first?.pipelineID == "p" && bot.eventBindings?.first?.pipelineID == "p")
        var model = ModelDraft(name: "m", provider: .stored("p"), abilities: [.vision], contextLength: 5)
        #expect(model.abilities == [.vision] && model.contextLength == 5 && model.extraArguments.isEmpty)
        #expect(model.providerID == "p" && model.requester == nil)
        model.contextLength = nil
        model.provider = .inline("r", baseURL: "b", apiKeys: [])
        #expect(model.fields["context_length"] == nil && model.providerID == nil && model.requester == "r")
        let day = Date(timeIntervalSince1970: 1_700_000_000)
        let key = APIKeyRecord.Draft(name: "k", scopes: [.viewResources], expiresAt: day)
        #expect(key.scopes == [.viewResources] && key.expiresAt == day && key.description.isEmpty)
        var agent = Agent.Draft(name: "a", kind: .eventProcessor, componentReference: "plugin:a/b/c")
        agent.emoji = "🦊"
        #expect(agent.componentReference == "plugin:a/b/c" && agent.fields["emoji"] == "🦊")
    }

    @Test func draftsOfKnowledgeBasesSayHowPassagesAreStored() {
        let old = KnowledgeBase.Draft(name: "k", storage: .embedding("e", topK: 3))
        #expect(old.embeddingModelID == "e" && old.topK == 3 && old.engineID == nil && old.creationSettings == nil)
        var new = KnowledgeBase.Draft(
            name: "k",
            storage: .engine("a/b", creationSettings: ["c": 1], retrievalSettings: ["r": 2])
        )
        new.emoji = "📚"
        #expect(new.engineID == "a/b" && new.creationSettings == ["c": 1] && new.retrievalSettings == ["r": 2])
        #expect(new.embeddingModelID == nil && new.topK == nil && new.fields["emoji"] == "📚")
        var external = ExternalKnowledgeBase.Draft(name: "x", pluginID: "a/b", retriever: "r")
        #expect(external.pluginID == "a/b" && external.retriever == "r" && external.configuration.isEmpty)
        external.pluginID = "c/d"
        #expect(external.fields["plugin_author"] == "c" && external.fields["plugin_name"] == "d")
    }

    /// An app's own strategies for names are not for LangBot's.
    @Test func strategiesForKeysLeaveMembersAlone() throws {
        let draft = Bot.Draft(name: "n", adapter: .telegram, configuration: ["aKey": 1], pipelineID: "p")
        let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
        encoder.keyEncodingStrategy = .convertToSnakeCase
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        #expect(try decoder.decode(Bot.Draft.self, from: try encoder.encode(draft)) == draft)
        #expect(try decoder.decode([Bot.Draft].self, from: try encoder.encode([draft])) == [draft])
    }
}
