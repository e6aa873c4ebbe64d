import Foundation
import LangBot
import LangBotMock
import LangBotMockClient
import LangBotTesting
import Testing

@testable import support_desk

/// The example against the mock, as it would be tested by those who wrote it.
@Suite(.serialized) struct SupportDeskMockTests {
    private static let environment = Environment(variables: ["OPENAI_API_KEY": "sk-1", "TELEGRAM_TOKEN": "1:a"])

    /// What a desk says while `body` uses it.
    private func said(by client: LangBotClient, _ body: (Desk) async throws -> Void) async throws -> [String] {
        let lines = Guarded<[String]>([])
        try await body(Desk(client: client) { line in lines.withLock { $0.append(line) } })
        return lines.value
    }

    @Test(arguments: [MockProfile.v4_5, .v4_8, .v4_11])
    func aSecondRunChangesNothing(_ profile: MockProfile) async throws {
        let client = try MockLangBot.inProcess(profile: profile).client()
        let plan = try Plan(contentsOf: planFile)
        let first = try await said(by: client) { try await $0.provide(plan, Self.environment) }
        #expect(first.filter { $0.hasPrefix("created") }.count == 4)
        #expect(first.contains { $0.contains("no runner") } == (profile.description == "4.11.2"))
        let second = try await said(by: client) { try await $0.provide(plan, Self.environment) }
        #expect(second == first.map { $0.replacingOccurrences(of: "created", with: "unchanged") })
        #expect(try await client.bots.list().count == 1)
    }

    @Test(arguments: [MockProfile.v4_8, .v4_11])
    func whatWasLearntIsFound(_ profile: MockProfile) async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).md")
        try Data("The notice period is three months.".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let client = try MockLangBot.inProcess(profile: profile).client()
        let plan = try Plan(contentsOf: planFile)
        let lines = try await said(by: client) { desk in
            try await desk.provide(plan, Self.environment)
            try await desk.learn(plan, from: [file])
        }
        #expect(lines.last?.hasPrefix("learnt ") == true)
        let base = try #require(try await client.knowledge.bases.list().first { $0.name == "Handbook" })
        #expect(try await !client.knowledge.bases.retrieve(base.id, query: "notice period").isEmpty)
    }

    /// 4.5 opens knowledge bases to people only, as the desk says in the client's sentence.
    @Test func whatAReleaseLacksIsToldInASentence() async throws {
        let client = try MockLangBot.inProcess(profile: .v4_5).client()
        let plan = try Plan(contentsOf: planFile)
        let error = await #expect(throws: LangBotError.self) {
            _ = try await said(by: client) { desk in
                try await desk.provide(plan, Self.environment)
                try await desk.learn(plan, from: [])
            }
        }
        let complaint = try Complaint(#require(error))
        #expect(complaint.kind == .unsupported && complaint.sentence.contains("4.5.4"))
    }

    /// A release logs nothing of a bot that is not enabled; the mock of the documentation does.
    @Test func logsAreToldAsTheyAppear() async throws {
        let client = try MockLangBot.inProcess(profile: .documented).client()
        let plan = try Plan(contentsOf: planFile)
        let id = try await client.bots.create(.init(name: plan.bot.name, adapter: .telegram, configuration: [:]))
        let told = AsyncStream.makeStream(of: String.self)
        let desk = Desk(client: client) { told.continuation.yield($0) }
        let watching = Task { try await desk.watch(plan, for: .seconds(600)) }
        var lines = told.stream.makeAsyncIterator()
        #expect(await lines.next() == "The bot was created")
        try await client.bots.update(id, .init(isEnabled: true))
        #expect(await lines.next() == "The bot was changed")
        watching.cancel()
        await #expect(throws: CancellationError.self) { try await watching.value }
    }

    @Test(arguments: [MockProfile.v4_5, .v4_8, .v4_11])
    func aKeyIsReplacedByOneThatWorks(_ profile: MockProfile) async throws {
        let mock = try MockLangBot.inProcess(profile: profile)
        let nobody = try mock.client(credential: Credential.none)
        let token = try await nobody.account.signIn(user: mock.user, password: mock.password)
        let person = nobody.authenticated(with: .userToken(token))
        var keys: [APIKey] = []
        let lines = try await said(by: person) { desk in
            for _ in 1...2 { keys.append(try await desk.rotateKeys(named: "ci")) }
        }
        #expect(lines == [#"0 keys named "ci" replaced"#, #"1 keys named "ci" replaced"#])
        _ = try await nobody.authenticated(with: .apiKey(keys[1])).bots.list()
        await #expect(throws: LangBotError.self) {
            try await nobody.authenticated(with: .apiKey(keys[0])).bots.list()
        }
    }
}

/// The example against stubs.
@Suite struct SupportDeskStubTests {
    @Test func theReplyIsToldAsItGrows() async throws {
        let plan = try Plan(contentsOf: planFile)
        let lines = Guarded<[String]>([])
        try await withStubbedClient(
            Stub(operation: "pipeline.list", answer: .success(["pipelines": [["uuid": "p", "name": "Support desk"]]])),
            Stub(operation: "workspace.current", answer: .success(["workspace": ["uuid": "w-1"]])),
            Stub(operation: "pipeline.websocket.connect", answer: .chat("Hello!")),
            credential: .userToken("t")
        ) { client in
            try await Desk(client: client) { line in lines.withLock { $0.append(line) } }.chat(plan, "Hi")
        }
        #expect(lines.value == ["Hel …", "Hello!"])
    }

    @Test(
        arguments: [
            (.refusal(401, message: "no"), .credential), (.refusal(403, message: "no"), .credential),
            (.refusal(404, message: "gone"), .usage), (.refusal(400, message: "no"), .usage),
            (.refusal(409, message: "no"), .usage), (.refusal(429, message: "slowly"), .unavailable),
            (.refusal(500, message: "ouch"), .unavailable), (.connectionFailed, .unavailable),
            (.failure(TransportFailure(.connectionLost)), .unavailable),
            (.failure(TransportFailure(.timeout)), .unavailable),
            (.failure(TransportFailure(.insecure)), .unavailable),
            (.failure(TransportFailure(.responseTooLarge)), .unexpected), (.json(["bots": []]), .unexpected),
            (.json([:], status: 302, headers: ["Location": "https://elsewhere.example/"]), .unexpected),
            (.success(["bots": [[:]]]), .unexpected),
        ] as [(StubAnswer, Complaint.Class)]
    )
    func everyClassOfErrorIsTold(_ answer: StubAnswer, _ expected: Complaint.Class) async throws {
        let plan = try Plan(contentsOf: planFile)
        let stubs = StubTransport([Stub(operation: "bot.list", answer: answer)])
        let client = try stubs.client().configured { $0.retry = .never }
        let error = await #expect(throws: LangBotError.self) {
            try await Desk(client: client) { _ in }.watch(plan, for: .zero)
        }
        let complaint = try Complaint(#require(error))
        #expect(complaint.kind == expected, "\(complaint)")
        #expect(complaint.sentence.hasPrefix("bot.list: ") && !complaint.sentence.contains("\n"))
    }

    @Test func failuresOfTasksAndRunsAreAClassOfTheirOwn() {
        for code in [LangBotError.Code.taskFailed, .runFailed] {
            #expect(Complaint(LangBotError(code)).kind == .failed)
        }
        #expect(Complaint(LangBotError(.unsupportedByServer)).kind == .unsupported)
        #expect(Complaint(CancellationError()).kind == .unexpected)
    }

    @Test func aPlanThatIsNoneIsTold() {
        #expect(throws: Complaint.self) { try Plan(contentsOf: "/nowhere/desk.json") }
        let missing = #expect(throws: Complaint.self) { try Environment(variables: [:]).required("TOKEN") }
        #expect(missing == Complaint(.usage, "set the environment variable TOKEN"))
    }
}

private let planFile = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Examples/support-desk/desk.json").path
