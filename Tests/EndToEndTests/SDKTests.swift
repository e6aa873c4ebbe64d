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
