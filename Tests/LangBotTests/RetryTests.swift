import Foundation
import LangBotTesting
import Testing

@testable import LangBot

@Suite(.serialized) struct RetryTests {
    private static let list: StubAnswer = .success(["bots": []])
    private static let unavailable: StubAnswer = .json(["code": -1], status: 503)

    @Test(arguments: [429, 502, 503, 504])
    func readsAreRepeatedForPassingFailures(_ status: Int) async throws {
        let (_, requests) = try await withStub(.json(["code": -1], status: status), Self.list) {
            try await $0.bots.list()
        }
        #expect(requests.count == 2)
    }

    @Test(arguments: [400, 401, 403, 404, 409, 500, 501])
    func otherAnswersAreFinal(_ status: Int) async throws {
        let error = try await failure {
            try await withStub(.json(["code": -1], status: status)) { try await $0.bots.list() }
        }
        #expect(error.attempt == 1)
    }

    @Test func brokenConnectionsAreRepeated() async throws {
        let broken = StubAnswer.failure(TransportFailure(.connectionLost))
        let refused = StubAnswer.failure(TransportFailure(.connectionFailed))
        try await withStub(broken, refused, Self.list) { _ = try await $0.bots.list() }
    }

    @Test func attemptsAreLimitedAndCounted() async throws {
        let error = try await failure {
            try await withStub(Self.unavailable, Self.unavailable, Self.unavailable) { try await $0.bots.list() }
        }
        #expect(error.attempt == 3)
        #expect(error.code == .serverError)
    }

    @Test func writesAreNotRepeatedUnlessAsked() async throws {
        for call in [
            { try await $0.bots.delete("x") }, { try await $0.bots.update("x", .init(name: "n")) },
        ] as [@Sendable (LangBotClient) async throws -> Void] {
            _ = try await failure { try await withStub(Self.unavailable) { try await call($0) } }
        }
        let asked = RetryPolicy(methods: [.get, .delete, .post])
        try await withStub(Self.unavailable, .success(nil), configuration: .with { $0.retry = asked }) {
            try await $0.bots.delete("x")
        }
        _ = try await failure {
            try await withStub(Self.unavailable, configuration: .with { $0.retry = asked }) {
                try await $0.pipelines.create(.init(name: "n"))
            }
        }
    }

    @Test func retryAfterOfTheServerWins() async throws {
        let clock = ImmediateClock()
        let wait = StubAnswer.json(["code": -1], status: 429, headers: ["retry-after": "9"])
        try await withStub(wait, Self.list, configuration: .with { $0.clock = clock }) { _ = try await $0.bots.list() }
        let waited = try #require(clock.waits.first)
        #expect(waited > .seconds(8) && waited <= .seconds(9))
    }

    /// A server that asks for no wait, or for one in the past, gets no more requests for it.
    @Test(arguments: ["0", "-5", "Wed, 21 Oct 2015 07:28:00 GMT", "soon", "0.000001"])
    func retryAfterNeverShortensTheWait(_ value: String) async throws {
        let clock = ImmediateClock()
        let wait = StubAnswer.json(["code": -1], status: 429, headers: ["Retry-After": value])
        let error = LangBotError(.rateLimited, status: 429, retryAfter: .zero)
        #expect(RetryPolicy(baseDelay: .seconds(2)).delay(after: error, fraction: 0.5) == .seconds(1))
        try await withStub(wait, Self.list, configuration: .with { $0.clock = clock }) { _ = try await $0.bots.list() }
        #expect(try #require(clock.waits.first) > .microseconds(1))
    }

    @Test func aWaitBeyondTheDeadlineDoesNotHappen() async throws {
        let clock = ImmediateClock()
        let wait = StubAnswer.json(["code": -1], status: 429, headers: ["Retry-After": "600"])
        let error = try await failure {
            try await withStub(
                wait,
                configuration: .with { ($0.clock, $0.deadline) = (clock, .seconds(600)) }
            ) { try await $0.bots.list() }
        }
        #expect(error.code == .rateLimited)
        #expect(error.retryAfter == .seconds(600))
        #expect(clock.waits.isEmpty)
    }

    @Test func delaysGrowToTheCapWithFullJitter() {
        let policy = RetryPolicy(maximumAttempts: 9, baseDelay: .seconds(1), maximumDelay: .seconds(5))
        let delays = (1...5).map { attempt -> Duration in
            var error = LangBotError(.transport)
            error.attempt = attempt
            return policy.delay(after: error, fraction: 1)
        }
        #expect(delays == [.seconds(1), .seconds(2), .seconds(4), .seconds(5), .seconds(5)])
        #expect(policy.delay(after: LangBotError(.transport), fraction: 0) == .zero)
        var late = LangBotError(.transport)
        late.attempt = .max
        #expect(policy.delay(after: late, fraction: 1) == .seconds(5))
    }

    @Test func cancellationEndsTheWaiting() async throws {
        let stub = StubTransport([.any(answer: Self.unavailable)])
        var configuration = ClientConfiguration()
        configuration.retry = RetryPolicy(baseDelay: .seconds(20), maximumDelay: .seconds(20))
        configuration.middlewares = [CancellingMiddleware()]
        let client = try stub.client(configuration: configuration)
        await #expect(throws: CancellationError.self) { _ = try await client.bots.list() }
        #expect(stub.requests.count == 1)
    }
}

/// Cancels the task of the attempt that passes through it, after its answer.
private struct CancellingMiddleware: Middleware {
    func intercept(
        _ request: TransportRequest,
        context: AttemptContext,
        next: @Sendable (TransportRequest) async throws -> TransportResponse
    ) async throws -> TransportResponse {
        let response = try await next(request)
        withUnsafeCurrentTask { $0?.cancel() }
        return response
    }
}
