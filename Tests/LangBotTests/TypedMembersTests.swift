import LangBot
import LangBotTesting
import Testing

/// What a real 4.11 answers is read by properties.
@Suite struct TypedMembersTests {
    private static let origin: JSONObject = [
        "id": "1", "bot_id": "b", "pipeline_id": "p", "session_id": "s", "message_id": "m",
    ]

    private func record(_ members: JSONObject) -> JSONValue { .object(Self.origin.merging(members) { $1 }) }

    @Test func monitoringSaysWhatARecordBelongsTo() async throws {
        let details: JSONValue = [
            "message": record(["user_name": "Ada", "runner_name": "plugin:a/b/default"]),
            "llm_calls": [
                record(["input_tokens": 3, "output_tokens": 4, "total_tokens": 9, "cost": 0.25]),
                record(["input_tokens": 3, "output_tokens": 4, "cost": nil]),
            ],
            "errors": [record([:])],
        ]
        let (found, _) = try await withStub(.success(details)) { try await $0.monitoring.details(ofMessage: "1") }
        #expect(found.message?.userName == "Ada")
        #expect(found.message?.runnerName == "plugin:a/b/default")
        #expect(found.llmCalls.map(\.totalTokens) == [9, 7])
        #expect(found.llmCalls.map(\.cost) == [0.25, nil])
        #expect(found.llmCalls.first?.botID == "b")
        #expect(found.llmCalls.first?.pipelineID == "p")
        #expect(found.llmCalls.first?.sessionID == "s")
        #expect(found.errors.map(\.botID) == ["b"])
        #expect(found.errors.map(\.pipelineID) == ["p"])
    }

    @Test func sumsOfHugeNumbersAreTheLargestNumber() throws {
        let huge = JSONValue.integer(.max)
        let usage = TokenUsage(members: ServerMembers(["input_tokens": huge, "output_tokens": 1]))
        let call = MonitoredLLMCall(members: ServerMembers(["input_tokens": huge, "output_tokens": huge]))
        #expect(usage.totalTokens == .max && call.totalTokens == .max)
        let section: JSONValue = ["key": "logs", "size_bytes": huge]
        let storage = StorageAnalysis(members: ServerMembers(["sections": [section, section]]))
        #expect(storage.bytes == .max)
    }

    @Test func executionsSayWhatStartedThemAndWhyTheyFailed() async throws {
        let run: JSONValue = [
            "id": "r", "title": "message.received", "input_preview": "Hello", "status_reason": "no model",
        ]
        let answer = StubAnswer.success(["items": [run], "total": 1])
        let (page, requests) = try await withStub(answer, credential: .userToken("t")) {
            let filter = MonitoringFilter(statuses: [.failed], isDebug: true, source: .agent)
            return try await $0.monitoring.executions.page(filter)
        }
        let found = try #require(page.records.first)
        #expect(found.title == "message.received" && found.inputPreview == "Hello" && found.failure == "no model")
        let query = requests.first?.query ?? [:]
        #expect(query["status"] == "failed" && query["mode"] == "debug" && query["source"] == "agent")
    }

    @Test func feedbackIsAboutAMessageOfThePlatform() {
        #expect(MonitoredFeedback(members: ServerMembers(["id": "f", "message_id": "2"])).messageID == "2")
    }

    /// The account's login name may change with it, and with that the token.
    @Test func bindingAnAccountReturnsItsNewToken() async throws {
        let (token, _) = try await withStub(.success(["token": "eyJ.new.x"]), credential: .none) {
            try await $0.account.space.bind(code: "c0de", state: "s")
        }
        #expect(token == "eyJ.new.x")
    }

    @Test func theSessionOfAnAppIsOneSegment() async throws {
        let (status, requests) = try await withStub(.success(["status": "waiting"]), credential: .userToken("t")) {
            try await $0.adapters.apps.status("a/b", of: .lark)
        }
        #expect(status.state == .waiting)
        #expect(requests.first?.target.hasSuffix("/lark/create-app/status/a%2Fb") == true)
    }

    @Test func callsOfToolsAndEmbeddingModelsToo() async throws {
        let tools: JSONValue = ["tool_calls": [record([:])], "total": 1]
        let (page, _) = try await withStub(.success(tools)) { try await $0.monitoring.toolCalls.page() }
        let call = try #require(page.records.first)
        #expect(call.botID == "b" && call.pipelineID == "p" && call.sessionID == "s" && call.messageID == "m")
        let embeddings: JSONValue = [
            "embedding_calls": [record(["knowledge_base_id": "k", "query_text": "notice"])], "total": 1,
        ]
        let (more, _) = try await withStub(.success(embeddings)) { try await $0.monitoring.embeddingCalls.page() }
        let embedding = try #require(more.records.first)
        #expect(embedding.knowledgeBaseID == "k" && embedding.queryText == "notice")
        #expect(embedding.sessionID == "s" && embedding.messageID == "m")
    }

    @Test func resourcesHaveWhatTheWebInterfaceShows() async throws {
        let (agent, _) = try await withStub(.success(["agent": ["uuid": "a", "emoji": "🦊"]])) {
            try await $0.agents.get("a")
        }
        #expect(agent.emoji == "🦊")
        let stored: JSONValue = ["base": ["uuid": "k", "emoji": "📚", "creation_settings": ["size": 5]]]
        let (base, _) = try await withStub(.success(stored)) { try await $0.knowledge.bases.get("k") }
        #expect(base.emoji == "📚")
        #expect(base.creationSettings == ["size": 5])
        let state: JSONValue = ["status": "error", "error_message": "refused"]
        let listed: JSONValue = [
            "servers": [
                ["uuid": "1", "name": "n", "readme": "for people", "runtime_info": state],
                ["uuid": "2", "name": "m", "runtime_info": ["error_message": ""]],
            ]
        ]
        let (servers, _) = try await withStub(.success(listed)) { try await $0.mcp.servers.list() }
        #expect(servers.map(\.readme) == ["for people", nil])
        #expect(servers.map(\.connectionError) == ["refused", nil])
    }

    @Test func bindingsHaveTheirIdentifiersAndHandlers() {
        let stored = EventBinding(fields: ["id": "7", "target_type": "agent", "target_uuid": "a"])
        #expect(stored.id == "7" && stored.agentID == "a" && stored.pipelineID == nil)
        let made = EventBinding("message.received", pipeline: "p")
        #expect(made.id == nil && made.pipelineID == "p" && made.target == .pipeline)
        #expect(EventBinding("*", agent: "a").targetID == "a")
        #expect(EventBinding("*", target: .discard).pipelineID == nil)
    }
}
