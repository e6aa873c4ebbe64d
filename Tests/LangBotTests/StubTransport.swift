import Foundation
import LangBot
import Testing

/// A transport that answers from a list: in order, each answer once.
final class StubTransport: Transport {
    enum Reply: Sendable {
        case answer(TransportResponse)
        case failure(any Error)

        static func json(_ value: JSONValue, status: Int = 200, headers: HTTPHeaders = [:]) -> Reply {
            text(
                (try? value.json()).map { String(decoding: $0, as: UTF8.self) } ?? "",
                status: status,
                headers: headers
            )
        }

        static func text(_ body: String, status: Int = 200, headers: HTTPHeaders = [:]) -> Reply {
            .answer(TransportResponse(status: status, headers: headers, body: Data(body.utf8)))
        }

        static func data(_ data: JSONValue) -> Reply {
            json(["code": 0, "msg": "ok", "data": data])
        }
    }

    private let replies: Guarded<[Reply]>
    private let sent = Guarded<[TransportRequest]>([])

    init(_ replies: [Reply]) {
        self.replies = Guarded(replies)
    }

    var requests: [TransportRequest] { sent.value }

    var leftover: Int { replies.value.count }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        var recorded = request
        // A file is there for as long as the call lasts.
        recorded.body = try request.body.map { .data(try $0.data()) }
        sent.change { [recorded] in $0.append(recorded) }
        let reply = replies.change { $0.isEmpty ? nil : $0.removeFirst() }
        switch try #require(reply, "\(request) was not expected") {
        case .answer(let response): return response
        case .failure(let error): throw error
        }
    }
}

/// Runs a test against a client of stubbed answers and fails when answers are left.
@discardableResult
func withStub<Value>(
    _ replies: StubTransport.Reply...,
    credential: Credential = .apiKey("lbk_test"),
    configuration: ClientConfiguration = .with { _ in },
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: (LangBotClient) async throws -> Value
) async throws -> (value: Value, requests: [TransportRequest]) {
    let stub = StubTransport(replies)
    let url = try #require(URL(string: "http://langbot.test"))
    let client = try LangBotClient(
        baseURL: url,
        credential: credential,
        configuration: configuration,
        transport: stub
    )
    let value = try await body(client)
    #expect(stub.leftover == 0, "answers were left", sourceLocation: sourceLocation)
    return (value, stub.requests)
}

extension ClientConfiguration {
    /// The defaults, without waiting between attempts and without a deadline, which a busy machine might not keep,
    /// changed as a test wants it.
    static func with(_ change: (inout Self) -> Void) -> Self {
        var configuration = Self()
        configuration.clock = ImmediateClock()
        configuration.deadline = nil
        configuration.release = .known(.newestKnown)
        change(&configuration)
        return configuration
    }
}

/// Runs a call that must fail with a `LangBotError` and returns it.
func failure(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> some Any
) async throws -> LangBotError {
    let error = await #expect(throws: LangBotError.self, sourceLocation: sourceLocation) { _ = try await body() }
    return try #require(error, sourceLocation: sourceLocation)
}

/// A value behind a lock.
final class Guarded<Value>: @unchecked Sendable {
    // `storage` is only touched while `lock` is held.
    private let lock = NSLock()
    private var storage: Value

    init(_ value: Value) {
        storage = value
    }

    var value: Value { change { $0 } }

    @discardableResult
    func change<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&storage)
    }
}

/// A clock on which every wait is over at once, and which nothing else moves; it remembers what was asked for.
final class ImmediateClock: Clock {
    let waits = Guarded<[Duration]>([])
    private let start = ContinuousClock.now

    var now: ContinuousClock.Instant { start + waits.value.reduce(.zero, +) }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        let pause = now.duration(to: deadline)
        waits.change { $0.append(pause) }
    }
}
