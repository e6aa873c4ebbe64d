import Foundation

extension ClientCore {
    /// What one attempt gets: its number, what to keep out of messages, and the credential to send.
    typealias Attempt<Value> = @Sendable (Int, Redactor, AppliedCredential) async throws -> Value

    /// Runs attempts under one deadline until one succeeds or the policy gives up.
    func attempts<Value: Sendable>(
        _ operation: APIOperation,
        _ attempt: @escaping Attempt<Value>
    ) async throws -> Value {
        let number = Locked(0)
        let deadline = configuration.deadline
        let end = deadline.map { ContinuousClock.now + min($0, .seconds(1_000_000_000)) }
        do {
            return try await withDeadline(deadline) {
                while true {
                    let current = number.withLock { number in
                        number += 1
                        return number
                    }
                    do {
                        return try await once(operation, current, attempt)
                    } catch let error as LangBotError {
                        try await wait(operation, after: error, until: end)
                    }
                }
            }
        } catch is DeadlineExceeded {
            let passed = deadline.map { "the deadline of \($0.inSeconds) seconds passed" }
            let error = LangBotError(.timeout, detail: passed)
            let attempt = max(1, number.withLock(\.self))
            throw LangBotError.mapping(error, operation: operation.name, attempt: attempt, redactor: Redactor())
        }
    }

    private func once<Value>(
        _ operation: APIOperation,
        _ number: Int,
        _ attempt: Attempt<Value>
    ) async throws -> Value {
        var redactor = Redactor(operation.secrets)
        do {
            let applied = try await AppliedCredential(resolving: credential)
            redactor = Redactor(operation.secrets + [applied.secret].compactMap(\.self))
            return try await attempt(number, redactor, applied)
        } catch {
            throw LangBotError.mapping(error, operation: operation.name, attempt: number, redactor: redactor)
        }
    }

    /// Waits before the next attempt, or throws the error when there is none.
    private func wait(
        _ operation: APIOperation,
        after error: LangBotError,
        until end: ContinuousClock.Instant?
    ) async throws {
        guard configuration.retry.repeats(operation.method, after: error) else { throw error }
        let delay = configuration.retry.delay(after: error, fraction: Double.random(in: 0...1))
        if let end, ContinuousClock.now + delay >= end { throw error }
        try await configuration.clock.sleep(for: delay)
    }
}
