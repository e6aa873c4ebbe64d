import Foundation

/// One attempt at an operation.
struct Attempt: Sendable {
    let operation: APIOperation
    let request: TransportRequest
    let credential: AppliedCredential
    /// Which attempt it is, counted from 1.
    let number: Int
    /// Keeps the attempt's secrets out of messages.
    let redactor: Redactor

    /// What the caller is told about an error of the attempt.
    func mapped(_ error: any Error) -> any Error {
        LangBotError.mapping(error, operation: operation.name, attempt: number, redactor: redactor)
    }
}

extension ClientCore {
    /// Runs attempts under one deadline until one succeeds or the policy gives up.
    func attempts<Value: Sendable>(
        _ operation: APIOperation,
        _ body: @escaping @Sendable (Attempt) async throws -> Value
    ) async throws -> Value {
        let number = Locked(0)
        let deadline = configuration.deadline
        let passed = stopwatch(configuration.clock)
        do {
            return try await withDeadline(deadline) {
                let prepared = try await named(operation) { try await prepare(operation) }
                defer { prepared.discard() }
                while true {
                    let current = number.withLock { number in
                        number += 1
                        return number
                    }
                    do {
                        return try await once(operation, prepared, current, body)
                    } catch let error as LangBotError {
                        try await wait(operation, after: error, left: deadline.map { $0 - passed() })
                    }
                }
            }
        } catch is DeadlineExceeded {
            let error = LangBotError.deadlinePassed(deadline)
            let attempt = max(1, number.withLock(\.self))
            throw LangBotError.mapping(error, operation: operation.name, attempt: attempt, redactor: Redactor())
        }
    }

    private func once<Value: Sendable>(
        _ operation: APIOperation,
        _ prepared: PreparedRequest,
        _ number: Int,
        _ body: @Sendable (Attempt) async throws -> Value
    ) async throws -> Value {
        var redactor = Redactor(prepared.secrets)
        do {
            let applied = try await AppliedCredential(resolving: credential)
            redactor = Redactor(prepared.secrets + [applied.secret].compactMap(\.self))
            try await checkAvailability(of: operation, applied.kind)
            let attempt = Attempt(
                operation: operation,
                request: prepared.request,
                credential: applied,
                number: number,
                redactor: redactor
            )
            return try await gate.pass(limit: configuration.maximumConcurrentRequests) { try await body(attempt) }
        } catch {
            throw noting(LangBotError.mapping(error, operation: operation.name, attempt: number, redactor: redactor))
        }
    }

    /// Adds the release to an error that it explains.
    private func noting(_ error: any Error) -> any Error {
        guard var error = error as? LangBotError, error.code == .unsupportedByServer else { return error }
        error.release = error.release ?? releaseIfKnown
        // A server that lacks what its release should have has been replaced by another one, perhaps.
        if error.status != nil { learner.forget() }
        return error
    }

    private func named<Value>(_ operation: APIOperation, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            let redactor = Redactor(operation.body.secrets)
            throw LangBotError.mapping(error, operation: operation.name, attempt: 1, redactor: redactor)
        }
    }

    /// Waits before the next attempt, or throws the error when there is none or when the time that is left is too short.
    private func wait(
        _ operation: APIOperation,
        after error: LangBotError,
        left: Duration?
    ) async throws {
        guard configuration.retry.repeats(operation.method, after: error) else { throw error }
        let delay = configuration.retry.delay(after: error, fraction: Double.random(in: 0...1))
        if let left, delay >= left { throw error }
        try await configuration.clock.sleep(for: delay)
    }
}

extension LangBotError {
    static func deadlinePassed(_ deadline: Duration?) -> LangBotError {
        LangBotError(.timeout, detail: deadline.map { "the deadline of \($0.inSeconds) seconds passed" })
    }
}

/// Tells how much time of the clock has passed since now.
func stopwatch<C: Clock<Duration>>(_ clock: C) -> @Sendable () -> Duration {
    let begin = clock.now
    return { begin.duration(to: clock.now) }
}
