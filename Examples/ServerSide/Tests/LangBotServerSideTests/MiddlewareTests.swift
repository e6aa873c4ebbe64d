import Foundation
import LangBot
import LangBotServerSide
import LangBotTesting
import Logging
import Metrics
import MetricsTestKit
import Testing

@Suite struct MiddlewareTests {
    /// A call that is answered after another attempt, and one that fails.
    private func calls(with middleware: any Middleware) async throws {
        let stubs = StubTransport([
            Stub(operation: "bot.list", answer: .refusal(503, message: "busy")),
            Stub(operation: "bot.list", answer: .success(["bots": []])),
            Stub(operation: "bot.get", answer: .refusal(404, message: "bot not found")),
        ])
        let client = try stubs.client().configured { $0.middlewares = [middleware] }
        _ = try await client.bots.list()
        await #expect(throws: LangBotError.self) { try await client.bots.get("b-1") }
        try stubs.finish()
    }

    @Test func allLinesOfACallHaveItsIdentifier() async throws {
        let lines = Lines()
        try await calls(with: LoggingMiddleware(Logger(label: "test") { _ in lines }))
        let taken = lines.taken
        let shown = ["attempt 1: 503", "attempt 2: 200", "bot.list succeeded", "attempt 1: 404", "bot.get failed"]
        #expect(taken.map(\.text) == shown)
        #expect(Set(taken.map(\.call)).count == 2 && Set(taken.prefix(3).map(\.call)).count == 1)
        #expect(taken.last?.error?.contains("bot not found") == true)
        #expect(taken.last?.level == .error && taken.first?.level == .debug)
    }

    @Test func callsAndAttemptsAreMeasured() async throws {
        let metrics = TestMetrics()
        try await calls(with: MetricsMiddleware(factory: metrics))
        #expect(try metrics.expectCounter("langbot_attempts", [("operation", "bot.list")]).totalValue == 2)
        #expect(try metrics.expectCounter("langbot_attempts", [("operation", "bot.get")]).totalValue == 1)
        for (operation, outcome) in [("bot.list", "success"), ("bot.get", "notFound")] {
            let dimensions = [("operation", operation), ("outcome", outcome)]
            #expect(try metrics.expectTimer("langbot_call_duration", dimensions).values.count == 1)
        }
    }
}

/// Keeps what is logged.
private struct Lines: LogHandler {
    struct Line: Sendable {
        let level: Logger.Level
        let text: String
        let call: String?
        let error: String?
    }

    // Only touched while `lock` is held.
    private final class Kept: @unchecked Sendable {
        let lock = NSLock()
        var lines: [Line] = []
    }

    private let kept = Kept()
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    var taken: [Line] { kept.lock.withLock { kept.lines } }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let line = Line(
            level: event.level,
            text: "\(event.message)",
            call: all["langbot.call"].map { "\($0)" },
            error: all["error"].map { "\($0)" }
        )
        kept.lock.withLock { kept.lines.append(line) }
    }
}
