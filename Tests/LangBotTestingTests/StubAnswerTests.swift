import Foundation
import LangBot
import LangBotTesting
import Testing

@Suite(.serialized) struct StubAnswerTests {
    private static let list = APIOperation("x", .get, path: ["api", "v1", "x"])

    private static func perform(_ answer: StubAnswer, _ change: (inout ClientConfiguration) -> Void = { _ in }) async
        -> Result<JSONValue, any Error>
    {
        var configuration = ClientConfiguration.testing()
        configuration.retry = .never
        change(&configuration)
        return await Result {
            try await withStubbedClient(Stub(operation: "x", answer: answer), configuration: configuration) {
                try await $0.perform(list)
            }
        }
    }

    @Test(
        arguments: [
            (StubAnswer.connectionFailed, LangBotError.Code.connectionFailed), (.connectionLost, .transport),
            (.timeout, .timeout), (.failure(TransportFailure(.other)), .transport),
            (.refusal(404, code: .text("resource_not_found"), message: "gone"), .notFound),
            (.refusal(200, code: .number(404), message: "gone"), .notFound),
            (.text("<html></html>", type: "text/html", status: 404), .unsupportedByServer),
            (.data(Data([0xFF])), .unexpectedResponse), (.json(["code": .double(.infinity)]), .invalidRequest),
            (.pieces([Data("{".utf8)], failure: .connectionLost), .transport),
        ] as [(StubAnswer, LangBotError.Code)]
    )
    func becomesTheErrorThatItIs(answer: StubAnswer, code: LangBotError.Code) async throws {
        let result = await Self.perform(answer)
        let error = #expect(throws: LangBotError.self) { try result.get() }
        #expect(error?.code == code)
    }

    @Test func aRefusalCarriesItsWordsAndFields() async throws {
        let answer = StubAnswer.refusal(429, code: .text("slow"), message: "later", headers: ["Retry-After": "7"])
        let result = await Self.perform(answer)
        let error = #expect(throws: LangBotError.self) { try result.get() }
        #expect(error?.serverCode == .text("slow"))
        #expect(error?.serverMessage == "later")
        #expect(error?.retryAfter == .seconds(7))
    }

    @Test func aFailureIsRepeatedAsThePolicySays() async throws {
        let value = try await withStubbedClient(
            Stub(operation: "x", answer: .connectionLost),
            Stub(operation: "x", answer: .refusal(503, message: "busy")),
            Stub(operation: "x", answer: .success("third"))
        ) { try await $0.perform(Self.list) }
        #expect(value == "third")
    }

    @Test func anAnswerCanDependOnTheRequest() async throws {
        struct Own: Error {}
        let echo = StubAnswer.computed { .success(["body": $0.json ?? .null, "q": .string($0.query["q"] ?? "")]) }
        let stubs = StubTransport([.any(answer: echo), .any(answer: .computed { _ in throw Own() })])
        let client = try stubs.client()
        let query = [APIOperation.QueryItem("q", "a b&c"), .init("q", "second")]
        let operation = APIOperation("x", .post, path: ["x"], query: query, body: .json(["n": 1]))
        #expect(try await client.perform(operation) == ["body": ["n": 1], "q": "a b&c"])
        let error = await #expect(throws: LangBotError.self) { try await client.perform(operation) }
        #expect(error?.underlying is Own)
        try stubs.finish()
    }

    @Test func piecesAreOneBodyForACallThatDoesNotStream() async throws {
        let text = #"{"code": 0, "data": "whole"}"#
        let pieces = text.utf8.map { Data([$0]) }
        #expect(try await Self.perform(.pieces(pieces)).get() == "whole")
    }

    @Test func piecesArriveOneByOne() async throws {
        let pieces = [Data("a".utf8), Data(), Data("bc".utf8)]
        let stubs = StubTransport([Stub(operation: "x", answer: .pieces(pieces, failure: .connectionLost))])
        let stream = try await stubs.client().stream(Self.list)
        var seen: [String] = []
        let error = await #expect(throws: LangBotError.self) {
            for try await piece in stream.body { seen.append(String(decoding: piece, as: UTF8.self)) }
        }
        #expect(seen == ["a", "bc"])
        #expect(error?.code == .transport)
    }

    @Test func eventsAreRead() async throws {
        let sent = [
            ServerSentEvent(type: "delta", data: "two\nlines", id: "7"), ServerSentEvent(data: ""),
            ServerSentEvent(data: " space"),
        ]
        let got = try await withStubbedClient(Stub(operation: "x", answer: .events(sent))) { client in
            try await client.events(Self.list).reduce(into: [ServerSentEvent]()) { $0.append($1) }
        }
        #expect(got.map(\.data) == sent.map(\.data))
        #expect(got.map(\.type) == sent.map(\.type))
        #expect(got[0].id == "7")
    }

    @Test func anAnswerLargerThanAllowedIsRefused() async throws {
        let result = await Self.perform(.success(.string(String(repeating: "x", count: 100)))) {
            $0.maximumResponseSize = 50
        }
        let error = #expect(throws: LangBotError.self) { try result.get() }
        #expect(error?.code == .responseTooLarge)
    }

    @Test func whatNeverComesMeetsTheDeadline() async throws {
        let result = await Self.perform(.never) { $0.deadline = .milliseconds(20) }
        let error = #expect(throws: LangBotError.self) { try result.get() }
        #expect(error?.code == .timeout)
    }

    @Test func whatNeverComesCanBeCancelledAndClosed() async throws {
        let stubs = StubTransport([Stub(operation: "x", answer: .never), Stub(operation: "x", answer: .never)])
        let client = try stubs.client()
        let cancelled = Task { try await client.perform(Self.list) }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        let closed = Task { try await client.perform(Self.list) }
        while stubs.requests.isEmpty { await Task.yield() }
        client.close()
        let error = await #expect(throws: LangBotError.self) { try await closed.value }
        #expect(error?.code == .cancelled)
    }
}
