import Foundation
import LangBot
import LangBotMock
import LangBotMockClient
import LangBotTesting
import Testing

/// A fault does the same to a call whether there is a socket or not.
@Suite(.serialized) struct InProcessFaultTests {
    private static let list = APIOperation("bot.list", .get, path: ["api", "v1", "platform", "bots"])

    private static let effects: [MockFault.Effect] = [
        .status(503, code: -2, message: "busy"), .status(404, code: 404, message: "gone"), .reset, .empty, .truncated,
        .garbage, .contentType("text/html"), .contentType("text/plain"),
    ]

    private static func code(_ client: LangBotClient) async -> LangBotError.Code? {
        let result = await Result { try await client.configured { $0.retry = .never }.bots.list() }
        guard case .failure(let error) = result else { return nil }
        return (error as? LangBotError)?.code
    }

    @Test(arguments: effects)
    func endsInTheSameCode(effect: MockFault.Effect) async throws {
        let mock = try await MockLangBot.start()
        try mock.fault(effect, on: .operation("bot.list"))
        let credential = Credential.apiKey(APIKey(mock.apiKey))
        let overSockets = await Self.code(try LangBotClient(baseURL: mock.baseURL, credential: credential))
        let inProcess = await Self.code(try mock.client())
        #expect(inProcess == overSockets)
        if case .contentType = effect {} else { #expect(inProcess != nil) }
        #expect(mock.journal.suffix(2).map(\.fault) == ["fault-1", "fault-1"])
        await mock.stop(drain: .zero)
    }

    @Test func aRefusedRequestIsNotDoneAndCanBeRepeated() async throws {
        let mock = try MockLangBot.inProcess()
        try mock.fault(.status(500, code: -2, message: "no"), on: .operation("pipeline.create"), .first(1))
        let client = try mock.client()
        let refusal = await #expect(throws: LangBotError.self) {
            try await client.pipelines.create(.init(name: "once"))
        }
        #expect(refusal?.code == .serverError && refusal?.status == 500)
        _ = try await client.pipelines.create(.init(name: "once"))
        #expect(try await client.pipelines.list().count { $0.name == "once" } == 1)
    }

    @Test func brokenConnectionsAreRepeatedWithoutWaiting() async throws {
        let mock = try MockLangBot.inProcess()
        try mock.fault(.reset, on: .all, .first(2))
        #expect(try await mock.client().bots.list().isEmpty)
        #expect(mock.journal.count == 3)
    }

    @Test func aRemovedFaultHasNoEffect() async throws {
        let mock = try MockLangBot.inProcess()
        let first = try mock.fault(.reset)
        try mock.fault(.status(500, code: -2, message: "no"))
        let client = try mock.client().configured { $0.retry = .never }
        mock.removeFault(first)
        await #expect(throws: LangBotError.self) { try await client.bots.list() }
        #expect(mock.journal.map(\.fault) == ["fault-2"])
        mock.removeFault()
        #expect(try await client.bots.list().isEmpty)
    }

    @Test func aSlowAnswerComesInPiecesAndIsTheSame() async throws {
        let mock = try MockLangBot.inProcess()
        let client = try mock.client()
        let expected = try await client.perform(Self.list)
        try mock.fault(.slow(pause: .milliseconds(1)))
        #expect(try await client.perform(Self.list) == expected)
        let stream = try await client.stream(Self.list)
        let pieces = try await stream.body.reduce(into: [Data]()) { $0.append($1) }
        #expect(pieces.count >= 10)
        #expect(try JSONValue(json: Data(pieces.joined()))["data"] == expected)
    }

    @Test func aCutOffStreamFailsAfterItsPieces() async throws {
        let mock = try MockLangBot.inProcess()
        try mock.fault(.truncated)
        let stream = try await mock.client().stream(Self.list)
        var count = 0
        let error = await #expect(throws: LangBotError.self) {
            for try await piece in stream.body { count += piece.count }
        }
        #expect(count > 0)
        #expect(error?.code == .transport)
    }

    @Test func aLateAnswerMeetsTheDeadline() async throws {
        let mock = try MockLangBot.inProcess()
        try mock.fault(.latency(.seconds(600)...(.seconds(600))))
        let client = try mock.client().with(.deadline(.milliseconds(20)))
        let error = await #expect(throws: LangBotError.self) { try await client.bots.list() }
        #expect(error?.code == .timeout)
    }

    @Test(arguments: [MockFault.Effect.latency(.seconds(600)...(.seconds(600))), .slow(pause: .seconds(600))])
    func aLateAnswerCanBeCancelledOrClosed(effect: MockFault.Effect) async throws {
        let mock = try MockLangBot.inProcess()
        try mock.fault(effect)
        let client = try mock.client()
        let cancelled = Task { try await client.bots.list() }
        while mock.journal.isEmpty { await Task.yield() }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        let closed = Task { try await client.bots.list() }
        while mock.journal.count < 2 { await Task.yield() }
        client.close()
        let error = await #expect(throws: LangBotError.self) { try await closed.value }
        #expect(error?.code == .cancelled)
    }

    @Test func aStreamCanBeClosedWhileItIsRead() async throws {
        let mock = try MockLangBot.inProcess()
        try mock.fault(.slow(pause: .seconds(600)))
        let client = try mock.client()
        let stream = try await client.stream(Self.list)
        let reading = Task { try await stream.body.reduce(into: 0) { $0 += $1.count } }
        await Task.yield()
        client.close()
        let error = await #expect(throws: LangBotError.self) { try await reading.value }
        #expect(error?.code == .cancelled)
    }
}
