import Foundation
import LangBot
import LangBotTesting
import Testing

/// Resources as releases 4.5 to 4.11 and the document answer them.
@Suite(.serialized) struct ResourceTests {
    private func body(_ request: RecordedRequest?) throws -> JSONValue {
        try JSONValue(json: try #require(request?.body))
    }

    @Test func updateSendsWhatChangedAndNothingElse() async throws {
        let received: JSONValue = [
            "uuid": "u", "name": "old", "adapter": "telegram", "adapter_config": ["token": "1:a", "big": 1e300],
            "created_at": "2024-01-01T00:00:00", "use_pipeline_name": "p", "invented": ["x": .number("1e999")],
        ]
        let (bot, requests) = try await withStub(.success(["bot": received]), .success(nil)) { client in
            var bot = try await client.bots.get("u")
            bot.name = "new"
            try await client.bots.update(bot)
            return bot
        }
        #expect(try body(requests.last) == ["name": "new"])
        #expect(bot.fields["invented"] == ["x": .number("1e999")])
        #expect(bot.createdAt == Date(timeIntervalSince1970: 1_704_067_200))
    }

    /// No release routes it: the slashes stand for other paths.
    @Test func theIdentifierOfAnUploadIsNoDocument() async throws {
        let error = try await failure {
            try await withStub {
                try await $0.knowledge.bases.files.delete("v1/a/b/upload_document/c/d.txt", in: "base")
            }
        }
        #expect(error.code == .invalidRequest)
        #expect(error.description.contains("identifies an upload and not a document of a knowledge base"))
    }

    @Test func membersWithoutAPropertyCanBeChanged() async throws {
        let received: JSONValue = ["uuid": "u", "invented": 1, "created_at": "c"]
        let (_, requests) = try await withStub(.success(["bot": received]), .success(nil)) { client in
            var bot = try await client.bots.get("u")
            bot.fields["invented"] = 2
            bot.fields["created_at"] = "later"
            try await client.bots.with(.unknownFields(.send)).update(bot)
        }
        #expect(try body(requests.last) == ["invented": 2])
    }

    @Test func bothNamesOfABotsSettingsAreReadAndTheRealOneIsWritten() async throws {
        let bots: JSONValue = [["uuid": "a", "config": ["t": 1]], ["uuid": "b", "adapter_config": ["t": 2]]]
        let (read, _) = try await withStub(.success(["bots": bots])) { try await $0.bots.list() }
        #expect(read.map(\.configuration) == [["t": 1], ["t": 2]])
        var first = try #require(read.first)
        first.configuration["t"] = 3
        #expect(first.changes.fields == ["adapter_config": ["t": 3]])
        let draft = Bot.Draft(name: "n", adapter: .telegram, configuration: ["token": "x"])
        #expect(draft.fields["adapter_config"] == ["token": "x"])
        #expect(draft.fields["config"] == nil)
    }

    @Test func modelsOfAllReleasesAreOneType() async throws {
        let models: JSONValue = [
            [
                "uuid": "old", "requester": "openai-chat-completions", "requester_config": ["timeout": 5],
                "api_keys": ["sk", ["name": "default", "keys": ["sk"]]], "abilities": ["vision", "telepathy"],
            ],
            [
                "uuid": "new", "provider_uuid": "p", "context_length": nil, "abilities": "broken",
                "provider": ["uuid": "p", "requester": "brand-new", "api_keys": ["sk"]], "created_at": "<?>",
            ],
        ]
        let (read, _) = try await withStub(.success(["models": models])) { try await $0.models.llm.list() }
        #expect(read.map(\.requester) == [.openAIChatCompletions, nil])
        #expect(read[0].abilities == [.vision, "telepathy"])
        #expect(read[0].apiKeys?.count == 2)
        #expect(read[0].provider == nil)
        #expect(read[1].provider?.requester == "brand-new")
        #expect(read[1].providerID == "p")
        #expect(read[1].abilities.isEmpty)
        #expect(read[1].createdAt == nil)
    }

    @Test func choiceOfExtensionsKeepsWhatTheSDKDoesNotKnow() async throws {
        let received: JSONValue = [
            "available_plugins": [1], "available_skills": [2], "bound_plugins": [], "bound_skills": ["s"],
            "bound_mcp_servers": [], "enable_all_plugins": true,
        ]
        let (_, requests) = try await withStub(.success(received), .success(nil)) { client in
            var extensions = try await client.pipelines.extensions.get("p")
            extensions.boundMCPServers = ["m"]
            extensions.enablesAllPlugins = false
            try await client.pipelines.extensions.update("p", extensions.choice)
        }
        let expected: JSONValue = [
            "bound_plugins": [], "bound_skills": ["s"], "bound_mcp_servers": ["m"], "enable_all_plugins": false,
        ]
        #expect(try body(requests.last) == expected)
    }

    @Test func tasksAreReadWithEitherCredential() async throws {
        let tasks: JSONValue = [
            ["id": 7, "kind": "k", "status": "running", "error": nil, "created_at": 1_795_440_817.5],
            ["id": 8, "runtime": ["done": true, "exception": "boom", "state": "FINISHED", "result": 5]],
        ]
        let (read, _) = try await withStub(.success(["tasks": tasks])) { try await $0.tasks.list() }
        #expect(read.map(\.id) == [7, 8])
        #expect(read.map(\.status) == [.running, .finished])
        #expect(read.map(\.outcome) == [nil, .failed])
        #expect(read.map(\.failure) == [nil, "boom"])
        #expect(read[1].result == 5)
        #expect(read[0].createdAt == Date(timeIntervalSince1970: 1_795_440_817.5))
    }

    @Test func keysAreShownOnceAndAsSecrets() async throws {
        let shown: JSONValue = ["id": 3, "key": "lbk_new", "scopes": ["resource.view", "odd"], "status": "revoked"]
        let (created, requests) = try await withStub(.success(["key": shown])) {
            try await $0.apiKeys.create(
                .init(name: "n", scopes: [.viewResources], expiresAt: Date(timeIntervalSince1970: 0))
            )
        }
        #expect(created.key?.revealed() == "lbk_new")
        #expect(created.scopes == [.viewResources, "odd"])
        #expect(created.status == .revoked)
        let sent = try body(requests.first)
        #expect(sent["expires_at"] == "1970-01-01T00:00:00Z")
        #expect(sent["scopes"] == ["resource.view"])
    }

    @Test func signingInAndInitializingTellRefusalsApart() async throws {
        let refused = StubAnswer.json(["code": 1, "msg": "no"])
        let signIn = try await failure {
            try await withStub(refused) { try await $0.account.signIn(user: "u", password: "p") }
        }
        let initialize = try await failure {
            try await withStub(refused) { try await $0.account.initialize(user: "u", password: "p") }
        }
        #expect(signIn.code == .unauthorized)
        #expect(initialize.code == .conflict)
    }

    @Test func passagesAreReadFromEitherShape() async throws {
        let results: JSONValue = [
            ["id": "a", "metadata": ["text": "old"], "distance": 0.5],
            ["id": "b", "content": [["type": "text", "text": "new"]]],
        ]
        let (found, requests) = try await withStub(.success(["results": results])) {
            try await $0.knowledge.bases.retrieve("k", query: "q", settings: ["top_k": 1])
        }
        #expect(found.map(\.text) == ["old", "new"])
        #expect(found.first?.distance == 0.5)
        #expect(try body(requests.first) == ["query": "q", "retrieval_settings": ["top_k": 1]])
    }

    @Test func bodiesDescribeTheirMembersAndNotTheirValues() {
        let draft = Bot.Draft(name: "n", adapter: .telegram, configuration: ["token": "hidden"])
        var dumped = ""
        dump(draft, to: &dumped)
        #expect(!"\(draft)\(dumped)".contains("hidden"))
        #expect("\(draft)".contains("adapter_config"))
    }
}
