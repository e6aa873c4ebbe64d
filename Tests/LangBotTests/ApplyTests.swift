import LangBot
import LangBotTesting
import Testing

/// Drafts that are applied again and again.
@Suite struct ApplyTests {
    private static let stored: JSONValue = [
        "uuid": "b", "name": "n", "description": "d", "adapter": "telegram", "adapter_config": ["token": "t"],
        "event_bindings": [],
    ]
    private static let draft = Bot.Draft(
        name: "n",
        description: "d",
        adapter: .telegram,
        configuration: ["token": "t"]
    )

    @Test func whatIsNotThereIsCreated() async throws {
        let other: JSONValue = ["uuid": "o", "name": "other"]
        let (applied, requests) = try await withStub(.success(["bots": [other]]), .success(["uuid": "b"])) {
            try await $0.bots.apply(Self.draft, matching: \.name)
        }
        #expect(applied == Applied(id: "b", outcome: .created))
        #expect(requests.map(\.operation) == ["bot.list", "bot.create"])
    }

    @Test func whatIsLikeTheDraftIsLeftAlone() async throws {
        let (applied, requests) = try await withStub(.success(["bots": [Self.stored]])) {
            try await $0.bots.apply(Self.draft, matching: \.name)
        }
        #expect(applied == Applied(id: "b", outcome: .unchanged) && requests.count == 1)
    }

    @Test func whatDiffersIsSentAndNothingElse() async throws {
        var draft = Self.draft
        draft.description = "changed"
        let (applied, requests) = try await withStub(.success(["bots": [Self.stored]]), .success(nil)) {
            try await $0.bots.apply(draft, matching: \.name)
        }
        #expect(applied == Applied(id: "b", outcome: .updated))
        #expect(requests.last?.operation == "bot.update")
        #expect(requests.last?.json == ["description": "changed"])
    }

    @Test func severalThatMatchAreAnError() async throws {
        let error = try await failure {
            try await withStub(.success(["bots": [Self.stored, Self.stored]])) {
                try await $0.bots.apply(Self.draft, matching: \.name)
            }
        }
        #expect(error.code == .conflict && error.operation == "bot.list")
    }

    /// Otherwise the one bot without a description would be taken for it.
    @Test func aPropertyWithoutAValueInTheDraftIsAnError() async throws {
        let other: JSONValue = ["uuid": "o", "name": "other", "description": ""]
        let keys: [any KeyPath<Bot, String> & Sendable] = [\.description, \.id.rawValue, \.id.description]
        for key in keys {
            let error = try await failure {
                try await withStub(.success(["bots": [other]])) {
                    try await $0.bots.apply(Bot.Draft(name: "n", adapter: .telegram, configuration: [:]), matching: key)
                }
            }
            #expect(error.code == .invalidRequest && error.operation == "bot.list")
        }
    }

    @Test func aPipelinesConfigurationIsMerged() async throws {
        let config: JSONValue = ["trigger": ["a": 1, "b": 2]]
        let stored: JSONValue = ["uuid": "p", "name": "n", "description": "", "config": config]
        let list = StubAnswer.success(["pipelines": [stored]])
        let one = StubAnswer.success(["pipeline": stored])
        let same = Pipeline.Draft(name: "n", configuration: ["trigger": ["b": 2]])
        let (unchanged, _) = try await withStub(list, one) {
            try await $0.pipelines.apply(same, matching: \.name)
        }
        #expect(unchanged.outcome == .unchanged)
        let other = Pipeline.Draft(name: "n", configuration: ["trigger": ["b": 3]])
        let (updated, requests) = try await withStub(list, one, .success(nil)) {
            try await $0.pipelines.apply(other, matching: \.name)
        }
        #expect(updated.outcome == .updated)
        #expect(requests.last?.json == ["config": ["trigger": ["a": 1, "b": 3]]])
    }

    @Test func aModelGetsTheDraftsProvider() async throws {
        let stored: JSONValue = ["uuid": "m", "name": "n", "provider_uuid": "p", "extra_args": [:]]
        let list = StubAnswer.success(["models": [stored]])
        let (unchanged, _) = try await withStub(list) {
            try await $0.models.llm.apply(ModelDraft(name: "n", provider: .stored("p")), matching: \.name)
        }
        #expect(unchanged.outcome == .unchanged)
        let (updated, requests) = try await withStub(list, .success(nil)) {
            try await $0.models.llm.apply(ModelDraft(name: "n", provider: .stored("q")), matching: \.name)
        }
        #expect(updated.outcome == .updated)
        #expect(requests.last?.json == ["provider_uuid": "q"])
    }

    @Test func theEngineOfAKnowledgeBaseStays() async throws {
        let stored: JSONValue = [
            "uuid": "k", "name": "n", "description": "", "knowledge_engine_plugin_id": "a/b",
            "retrieval_settings": ["top_k": 5],
        ]
        let list = StubAnswer.success(["bases": [stored]])
        let like = KnowledgeBase.Draft(name: "n", storage: .engine("a/b", retrievalSettings: ["top_k": 9]))
        let (updated, requests) = try await withStub(list, .success(nil)) {
            try await $0.knowledge.bases.apply(like, matching: \.name)
        }
        #expect(updated.outcome == .updated && requests.last?.json == ["retrieval_settings": ["top_k": 9]])
        let error = try await failure {
            try await withStub(list) {
                let draft = KnowledgeBase.Draft(name: "n", storage: .engine("a/c"))
                return try await $0.knowledge.bases.apply(draft, matching: \.name)
            }
        }
        #expect(error.code == .conflict && error.description.contains("k"))
    }

    @Test func anMCPServerIsKnownByItsName() async throws {
        let settings: JSONValue = ["url": "http://u", "headers": [:]]
        let stored: JSONValue = ["uuid": "s", "name": "n", "mode": "http", "enable": true, "extra_args": settings]
        let (same, _) = try await withStub(.success(["servers": [stored]])) {
            try await $0.mcp.servers.apply(.http(name: "n", url: "http://u"), matching: \.name)
        }
        #expect(same == Applied(id: "s", outcome: .unchanged))
        let (off, requests) = try await withStub(.success(["servers": [stored]]), .success(nil)) {
            try await $0.mcp.servers.apply(.http(name: "n", url: "http://u", isEnabled: false), matching: \.name)
        }
        #expect(off.outcome == .updated && requests.last?.json == ["enable": false])
    }
}
