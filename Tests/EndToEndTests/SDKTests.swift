import Foundation
import LangBot
import LangBotMock
import Testing

@Suite(.serialized) struct SDKAgainstTheMockTests {
    /// Each journey with the document, the newest release and one between them, the next journey with the next one;
    /// `LANGBOT_TESTS=all` makes each with every release.
    private static let trials = Journey.all.enumerated().flatMap { number, journey in
        // A client takes the documents of 4.10.7 for that release, which has much that they do not name.
        let profiles = MockProfile.all.filter { "\($0)" != "documented-4.10.7" }
        let between = Array(profiles.dropFirst().dropLast())
        let few = [.documented, .v4_11, between[number % between.count]]
        return (isThorough ? profiles : few).map { (journey, $0) }
    }

    @Test(arguments: trials)
    func succeeds(_ journey: Journey, profile: MockProfile) async throws {
        var options = MockLangBot.Options()
        options.profile = profile
        // As the real servers of the other suite.
        options.runtimes = []
        let mock = try await MockLangBot.start(options)
        try await journey.body(ServerUnderTest(mock, profile))
        await mock.stop(drain: .zero)
    }

    @Test func findsWhatIsInAKnowledgeBase() async throws {
        let mock = try await MockLangBot.start()
        let client = try LangBotClient(baseURL: mock.baseURL, credential: .apiKey(APIKey(mock.apiKey)))
        let draft = KnowledgeBase.Draft(name: "k", storage: .embedding("e"))
        let base = try await client.knowledge.bases.create(draft)
        let file = try await client.files.upload(Data("Whales swim.\n\nFoxes run.".utf8), filename: "animals.txt")
        let task = try await client.knowledge.bases.files.store(file, in: base)
        try await client.tasks.wait(for: task)
        let passages = try await client.knowledge.bases.retrieve(base, query: "who can run?")
        #expect(passages.map(\.text) == ["Foxes run."])
        await mock.stop(drain: .zero)
    }
}

/// Documents and the client's own waiting for them, with an API key, which opens tasks since 4.10 only.
@Suite(.serialized) struct AddingDocumentsTests {
    @Test(arguments: [MockProfile.documented, .v4_6, .v4_8, .v4_9, .v4_11])
    func aDocumentThatIsAddedCanBeFound(_ profile: MockProfile) async throws {
        let mock = try await MockLangBot.start(profile: profile)
        let client = try LangBotClient(baseURL: mock.baseURL, credential: .apiKey(APIKey(mock.apiKey)))
        let files = client.knowledge.bases.files
        let base = try await client.knowledge.bases.create(.init(name: "k", storage: storage(client, profile)))
        let text = Data("Whales swim.\n\nFoxes run.".utf8)
        let added = try await files.add(text, filename: "animals.txt", to: base, atMost: .seconds(60))
        #expect(added.status == .completed)
        #expect(try await files.list(in: base).map(\.id) == [added.id])
        #expect(try await !client.knowledge.bases.retrieve(base, query: "who can run?").isEmpty)
        await mock.stop(drain: .zero)
    }

    private func storage(_ client: LangBotClient, _ profile: MockProfile) async throws -> KnowledgeBase.Storage {
        let engines = [MockProfile.v4_9, .v4_11].map(\.description)
        if engines.contains(profile.description) { return .engine("langbot-mock/plain-text") }
        let provider = ModelProviderReference.inline(
            "openai-chat-completions",
            baseURL: "https://models.example/v1",
            apiKeys: ["k"]
        )
        return .embedding(try await client.models.embedding.create(ModelDraft(name: "e", provider: provider)))
    }
}

/// The same against real releases, where the environment names some; one after another, because 4.11 refuses to sign
/// several users in at once.
@Suite(.serialized) struct SDKAgainstRealServersTests {
    private static let isGiven = ((try? ServerUnderTest.real()) ?? []).isEmpty == false

    @Test(
        .enabled(
            if: isGiven,
            "LANGBOT_REAL_SERVERS names no file with servers; Scripts/real-langbot starts them, .ci/run does both"
        ),
        arguments: Journey.all
    )
    func succeeds(_ journey: Journey) async throws {
        for server in try ServerUnderTest.real() {
            do {
                try await journey.body(server)
            } catch {
                Issue.record("LangBot \(server.version): \(error)")
            }
        }
    }
}
