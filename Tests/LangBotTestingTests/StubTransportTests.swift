import Foundation
import LangBot
import LangBotTesting
import Testing

@Suite(.serialized) struct StubTransportTests {
    private static let bots = "/api/v1/platform/bots"
    private static let noBots = Stub(.get, bots, answer: .success(["bots": []]))

    @Test func answersInOrderAndEachOnce() async throws {
        let names = try await withStubbedClient(
            Stub(.get, Self.bots, answer: .success(["bots": [["uuid": "1", "name": "first"]]])),
            Stub(.get, Self.bots, answer: .success(["bots": [["uuid": "2", "name": "second"]]]))
        ) { client in
            [try await client.bots.list(), try await client.bots.list()].flatMap { $0.map(\.name) }
        }
        #expect(names == ["first", "second"])
    }

    @Test func whatIsLeftOverFails() async throws {
        let failure = await #expect(throws: StubFailure.self) {
            try await withStubbedClient(Self.noBots, Stub(operation: "bot.get", answer: .never)) { client in
                _ = try await client.bots.list()
            }
        }
        #expect(failure?.leftOver == ["a request of bot.get"])
        #expect(failure?.localizedDescription == "a stub was not used: a request of bot.get")
    }

    @Test func theErrorOfTheBodyIsTheOneThatIsThrown() async throws {
        struct Own: Error {}
        await #expect(throws: Own.self) { try await withStubbedClient(Self.noBots) { _ in throw Own() } }
    }

    @Test func anUnexpectedRequestFailsWithWhatWasExpectedAndWhatCame() async throws {
        let stubs = StubTransport([Stub(.delete, Self.bots + "/b-1", answer: .success())])
        let client = try stubs.client()
        let error = await #expect(throws: LangBotError.self) { try await client.bots.list() }
        let sentence = "DELETE /api/v1/platform/bots/b-1 was expected, but GET /api/v1/platform/bots (bot.list) came"
        #expect(error?.code == .unexpectedRequest)
        #expect(error?.localizedDescription == "bot.list: failed with unexpectedRequest, \(sentence)")
        #expect((error?.underlying as? StubFailure)?.unexpected == [sentence])
        #expect(stubs.requests.count == 1, "it must not be repeated")
    }

    @Test func anUnexpectedRequestFailsTheEndTooAndItsStubStays() async throws {
        let stubs = StubTransport([Self.noBots])
        let client = try stubs.client()
        _ = try? await client.bots.get("swallowed")
        _ = try await client.bots.list()
        let failure = #expect(throws: StubFailure.self) { try stubs.finish() }
        #expect(failure?.leftOver == [])
        #expect(failure?.unexpected.count == 1)
        #expect(failure?.description.contains("/api/v1/platform/bots/swallowed (bot.get) came") == true)
    }

    @Test func aRequestAfterTheLastStubIsUnexpected() async throws {
        let client = try StubTransport([]).client()
        let error = await #expect(throws: LangBotError.self) { try await client.bots.list() }
        #expect(error?.detail == "no further request was expected, but GET /api/v1/platform/bots (bot.list) came")
    }

    @Test(
        arguments: [
            (Stub(.get, "/api/v1/pipelines/p%2F1", answer: .success()), true),
            (Stub(.get, "/api/v1/pipelines/*", answer: .success()), true),
            (Stub(.get, "/api/v1/*/p%2F1", answer: .success()), true),
            (Stub(.get, "/api/v1/*", answer: .success()), false),
            (Stub(.get, "/api/v1/pipelines/p%2F1?deep=true", answer: .success()), true),
            (Stub(.get, "/api/v1/pipelines/p%2F1?deep=false", answer: .success()), false),
            (Stub(.get, "/api/v1/pipelines/p/1", answer: .success()), false),
            (Stub(.post, "/api/v1/pipelines/p%2F1", answer: .success()), false),
            (Stub(operation: "pipeline.get", answer: .success()), true),
            (Stub(operation: "pipeline.list", answer: .success()), false), (Stub.any(answer: .success()), true),
            (Stub.any(body: .json([:]), answer: .success()), false),
        ]
    )
    func knowsItsRequest(stub: Stub, isExpected: Bool) async throws {
        let stubs = StubTransport([stub])
        let path = ["api", "v1", "pipelines", "p/1"]
        let operation = APIOperation("pipeline.get", .get, path: path, query: [.init("deep", "true")])
        let client = try stubs.client()
        if isExpected {
            _ = try await client.perform(operation)
            try stubs.finish()
        } else {
            let error = await #expect(throws: LangBotError.self) { try await client.perform(operation) }
            #expect(error?.code == .unexpectedRequest)
            let failure = #expect(throws: StubFailure.self) { try stubs.finish() }
            let came = " was expected, but GET /api/v1/pipelines/p%2F1?deep=true (pipeline.get) came"
            let isNamed = failure.map { "\($0)".replacing(" with the JSON {} was", with: " was").contains(came) }
            #expect(isNamed == true, "\(String(describing: failure))")
        }
    }

    @Test(
        arguments: [
            (BodyCheck.json(["name": "a", "size": 1]), true), (.json(["name": "a"]), false),
            (.members(["name": "a"]), true), (.members(["name": "b"]), false), (.members(["other": nil]), false),
            (.containing(#""name""#), true), (.containing("nothing like it"), false), (.none, false),
            (.custom("few bytes") { $0.count < 100 }, true), (.custom("no bytes", \.isEmpty), false),
        ]
    )
    func looksAtTheBody(check: BodyCheck, isExpected: Bool) async throws {
        let stubs = StubTransport([Stub(.post, "/api/v1/pipelines", body: check, answer: .success())])
        let body = APIOperation.Body.json(["size": 1, "name": "a"])
        let operation = APIOperation("pipeline.create", .post, path: ["api", "v1", "pipelines"], body: body)
        let client = try stubs.client()
        let result = await Result { try await client.perform(operation) }
        #expect((try? result.get()) == (isExpected ? [:] : nil))
        if case .failure(let error as LangBotError) = result {
            #expect(error.detail?.hasSuffix(#": {"name":"a","size":1}"#) == true, "\(error)")
        }
    }

    @Test func noSentenceShowsASecret() async throws {
        let stubs = StubTransport([Stub(.post, Self.bots, body: .members(["token": "expected-secret"]), answer: .never)]
        )
        let client = try stubs.client(credential: .apiKey("lbk_hidden"))
        let draft = Bot.Draft(name: "n", adapter: "telegram", configuration: ["token": "sent-secret"])
        let error = await #expect(throws: LangBotError.self) { try await client.bots.create(draft) }
        let failure = #expect(throws: StubFailure.self) { try stubs.finish() }
        for text in ["\(error, default: "")", "\(failure, default: "")", String(reflecting: stubs.requests)] {
            #expect(!text.isEmpty)
            for secret in ["expected-secret", "sent-secret", "lbk_hidden"] {
                #expect(!text.contains(secret), "\(text)")
            }
        }
    }

    @Test func sideBySideTheOrderDoesNotMatter() async throws {
        let names = (1...8).map { "b-\($0)" }
        let stubs = names.reversed().map { name in
            Stub(
                .get,
                "\(Self.bots)/\(name)",
                answer: .success(["bot": ["uuid": .string(name), "name": .string(name)]])
            )
        }
        let transport = StubTransport(stubs, order: .any)
        let client = try transport.client()
        let got = try await withThrowingTaskGroup(of: String.self) { group in
            for name in names { group.addTask { try await client.bots.get(Bot.ID(name)).name } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(got == Set(names))
        try transport.finish()
    }
}

extension Result where Failure == any Error {
    init(catching body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
