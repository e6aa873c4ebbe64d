import Foundation
import LangBot
import LangBotTesting
import Testing

/// What middlewares see of whole calls.
@Suite struct CallMiddlewareTests {
    /// Notes when calls and their attempts begin and end.
    private struct Diary: Middleware {
        enum Entry: Hashable, Sendable {
            case begins(CallContext)
            case attempt(AttemptContext)
            case ends(CallContext)
            case fails(CallContext, String)
        }

        let entries = Guarded<[Entry]>([])
        var name = ""

        func interceptCall<Value: Sendable>(
            _ call: CallContext,
            next: @Sendable () async throws -> Value
        ) async throws -> Value {
            note(.begins(call))
            do {
                let value = try await next()
                note(.ends(call))
                return value
            } catch {
                note(.fails(call, (error as? LangBotError)?.code.rawValue ?? "\(error)"))
                throw error
            }
        }

        func intercept(
            _ request: TransportRequest,
            context: AttemptContext,
            next: @Sendable (TransportRequest) async throws -> TransportResponse
        ) async throws -> TransportResponse {
            note(.attempt(context))
            return try await next(request)
        }

        private func note(_ entry: Entry) { entries.withLock { $0.append(entry) } }
    }

    private func entries(
        _ answers: [StubAnswer],
        _ configuration: ClientConfiguration = .with { _ in },
        _ body: (LangBotClient) async throws -> Void
    ) async throws -> [Diary.Entry] {
        let diary = Diary()
        let stubs = StubTransport(answers.map { .any(answer: $0) })
        try await body(stubs.client { $0 = configuration }.configured { $0.middlewares = [diary] })
        return diary.entries.value
    }

    @Test func allAttemptsOfACallAreOneCall() async throws {
        let busy = StubAnswer.json(["code": -1], status: 503)
        let entries = try await entries([busy, .success(["bots": []]), .success(["bots": []])]) { client in
            _ = try await client.bots.list()
            _ = try await client.bots.list()
        }
        guard case .begins(let first)? = entries.first, case .ends(let second)? = entries.last else {
            Issue.record("\(entries)")
            return
        }
        #expect(first.operation == "bot.list" && first.id != second.id)
        #expect(
            entries == [
                .begins(first), .attempt(AttemptContext(call: first, attempt: 1)),
                .attempt(AttemptContext(call: first, attempt: 2)), .ends(first),
                .begins(second), .attempt(AttemptContext(call: second, attempt: 1)), .ends(second),
            ]
        )
    }

    @Test func theLastErrorIsTheCallsOne() async throws {
        let busy = StubAnswer.json(["code": -1], status: 503)
        let entries = try await entries([busy, busy, busy]) { client in
            await #expect(throws: LangBotError.self) { try await client.bots.list() }
        }
        guard case .fails(_, let code)? = entries.last else {
            Issue.record("\(entries)")
            return
        }
        #expect(code == "serverError" && entries.count == 5)
    }

    /// A deadline and a refusal before anything is sent are seen too.
    @Test func callsThatSendNothingHaveAnEnd() async throws {
        let refused = try await entries([], .with { $0.release = .known(ServerRelease(4, 9, 7)) }) { client in
            await #expect(throws: LangBotError.self) { try await client.pipelines.run("p", message: "Hello") }
        }
        guard case .fails(let call, "unsupportedByServer")? = refused.last else {
            Issue.record("\(refused)")
            return
        }
        #expect(refused.count == 2 && call.operation == "pipeline.run")
        let late = try await entries([.success(["bots": []])], .with { $0.deadline = .zero }) { client in
            await #expect(throws: LangBotError.self) { try await client.bots.list() }
        }
        guard case .fails(_, "timeout")? = late.last else {
            Issue.record("\(late)")
            return
        }
    }

    @Test func middlewaresSurroundACallInTheirOrder() async throws {
        let log = Guarded<[String]>([])
        struct Named: Middleware {
            let name: String
            let log: Guarded<[String]>

            func interceptCall<Value: Sendable>(
                _ call: CallContext,
                next: @Sendable () async throws -> Value
            ) async throws -> Value {
                log.withLock { $0.append("\(name) begins") }
                defer { log.withLock { $0.append("\(name) ends") } }
                return try await next()
            }

            func intercept(
                _ request: TransportRequest,
                context: AttemptContext,
                next: @Sendable (TransportRequest) async throws -> TransportResponse
            ) async throws -> TransportResponse {
                try await next(request)
            }
        }
        let configuration = ClientConfiguration.with {
            $0.middlewares = [Named(name: "outer", log: log), Named(name: "inner", log: log)]
        }
        try await withStub(.success(["bots": []]), configuration: configuration) { _ = try await $0.bots.list() }
        #expect(log.value == ["outer begins", "inner begins", "inner ends", "outer ends"])
    }

    /// What a middleware sets for its task is there for the attempts, as spans of tracing need it.
    @Test func taskLocalValuesReachTheTransport() async throws {
        struct Marking: Middleware {
            @TaskLocal static var mark: UUID?

            func interceptCall<Value: Sendable>(
                _ call: CallContext,
                next: @Sendable () async throws -> Value
            ) async throws -> Value {
                try await Self.$mark.withValue(call.id) { try await next() }
            }

            func intercept(
                _ request: TransportRequest,
                context: AttemptContext,
                next: @Sendable (TransportRequest) async throws -> TransportResponse
            ) async throws -> TransportResponse {
                #expect(Self.mark == context.call.id)
                return try await next(request)
            }
        }
        let configuration = ClientConfiguration.with {
            $0.middlewares = [Marking()]
            $0.deadline = .seconds(600)
        }
        try await withStub(.success(["bots": []]), configuration: configuration) { _ = try await $0.bots.list() }
    }
}
