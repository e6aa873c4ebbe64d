import Foundation

extension ClientCore {
    /// Asks again and again until there is an answer.
    ///
    /// It asks after 0.2 seconds, then at intervals that grow by half each time up to 5 seconds, and a last time at the
    /// limit.
    ///
    /// - Parameters:
    ///   - limit: The maximum time; nil for no limit.
    ///   - operation: The operation that asks.
    ///   - subject: What is waited for, for the error at the limit, such as `task 3`.
    ///   - advice: What to do at the limit.
    ///   - ask: Returns the answer, or nil if there is none yet.
    func poll<Value: Sendable>(
        atMost limit: Duration?,
        _ operation: OperationName,
        _ subject: String,
        advice: String = "wait for it again",
        _ ask: () async throws -> Value?
    ) async throws -> Value {
        let clock = configuration.clock
        let passed = stopwatch(clock)
        var slept = Duration.zero
        var delay = Duration.milliseconds(200)
        while true {
            if let value = try await ask() { return value }
            // A clock that does not wait may not advance either, so the time slept counts too.
            let left = limit.map { $0 - max(slept, passed()) }
            if let limit, let left, left <= .zero {
                let detail = "\(subject) is still in progress after \(limit.inSeconds) seconds; \(advice)"
                throw LangBotError(.timeout, operation: operation, detail: detail)
            }
            let pause = min(delay, left ?? delay)
            try await clock.sleep(for: pause)
            slept += pause
            delay = min(delay * 3 / 2, .seconds(5))
        }
    }
}
