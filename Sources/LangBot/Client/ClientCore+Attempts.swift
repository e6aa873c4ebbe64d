import Foundation
import Redaction

/// One attempt at an operation.
struct Attempt: Sendable {
    let operation: APIOperation
    let call: CallContext
    let request: TransportRequest
    let credential: AppliedCredential
    /// The number of the attempt, starting at 1.
    let number: Int
    /// What no message of the attempt may show.
    var secrets: CallSecrets { CallSecrets(request: request, credential: credential.secret) }

    /// Reads an answer; an error about it shows none of the secrets that it holds, wherever its message repeats them.
    func reading<Value>(_ response: TransportResponse, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch var error as LangBotError {
            error.redact(with: secrets.redactor(for: response))
            throw error
        }
    }

    /// Converts an error of the attempt for the caller.
    func mapped(_ error: any Error) -> any Error {
        LangBotError.mapping(error, operation: operation.name, attempt: number, redactor: secrets.redactor())
    }
}

/// What a call sends that no message may show; it is looked for when there is a message.
struct CallSecrets {
    let request: TransportRequest
    let credential: String?

    /// A redactor that knows the credential, and what the request and the answer hold under secret names: LangBot names
    /// in its internal errors the values that it could not store, these among them.
    func redactor(for response: TransportResponse? = nil) -> Redactor {
        var redactor = Redactor([credential].compactMap(\.self))
        for (name, value) in request.headers { redactor.learn(from: name, value) }
        redactor.learn(from: request.url.absoluteString.utf8)
        for data in request.body?.inMemory ?? [] {
            redactor.learn(from: data)
            redactor.rememberCode(of: try? JSONParser.parse(data))
        }
        if let response {
            for (name, value) in response.headers { redactor.learn(from: name, value) }
            redactor.learn(from: response.body)
        }
        return redactor
    }
}

extension ClientCore {
    /// Sends a call through the middlewares, which surround all of its attempts.
    func attempts<Value: Sendable>(
        _ operation: APIOperation,
        _ body: @escaping @Sendable (Attempt) async throws -> Value
    ) async throws -> Value {
        let call = CallContext(operation: operation.name)
        let innermost: @Sendable () async throws -> Value = { try await limited(operation, call, body) }
        let outermost = configuration.middlewares.reversed().reduce(innermost) { next, middleware in
            { try await middleware.interceptCall(call, next: next) }
        }
        return try await outermost()
    }

    /// Runs attempts under one deadline until one succeeds or the policy gives up.
    private func limited<Value: Sendable>(
        _ operation: APIOperation,
        _ call: CallContext,
        _ body: @escaping @Sendable (Attempt) async throws -> Value
    ) async throws -> Value {
        let number = Guarded(0)
        let deadline = configuration.deadline
        let passed = stopwatch(configuration.clock)
        do {
            return try await withDeadline(deadline) {
                let prepared = try await named(operation) { try await prepare(operation) }
                while true {
                    let current = number.withLock { number in
                        number += 1
                        return number
                    }
                    do {
                        return try await once(operation, call, prepared, current, body)
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
        _ call: CallContext,
        _ prepared: TransportRequest,
        _ number: Int,
        _ body: @Sendable (Attempt) async throws -> Value
    ) async throws -> Value {
        var secrets = CallSecrets(request: prepared, credential: nil)
        do {
            let applied = try await AppliedCredential(resolving: credential)
            secrets = CallSecrets(request: prepared, credential: applied.secret)
            try await checkAvailability(of: operation, applied.kind)
            let attempt = Attempt(
                operation: operation,
                call: call,
                request: prepared,
                credential: applied,
                number: number
            )
            return try await gate.pass(limit: configuration.maximumConcurrentRequests) { try await body(attempt) }
        } catch {
            let redactor = secrets.redactor()
            throw noting(LangBotError.mapping(error, operation: operation.name, attempt: number, redactor: redactor))
        }
    }

    /// Adds the server to an error that cannot reach it, and the release to an error that it explains.
    private func noting(_ error: any Error) -> any Error {
        guard var error = error as? LangBotError else { return error }
        if [.connectionFailed, .insecureConnection].contains(error.code) { error.server = "\(base.origin)" }
        guard error.code == .unsupportedByServer else { return error }
        error.release = error.release ?? releaseIfKnown
        // The server may have been replaced by another release: ask for it again.
        if error.status != nil { learner.forget() }
        return error
    }

    private func named<Value>(_ operation: APIOperation, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            throw LangBotError.mapping(error, operation: operation.name, attempt: 1, redactor: operation.redactor)
        }
    }

    /// Waits before the next attempt; throws the error if there is none or too little time is left.
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

extension APIOperation {
    /// Hides what the operation sends under secret names, for errors that belong to no attempt.
    var redactor: Redactor {
        var redactor = Redactor()
        for item in query { redactor.learn(from: item.name, item.value) }
        if case .json(let value) = body, let body = try? value.json() {
            redactor.learn(from: body)
            redactor.rememberCode(of: value)
        }
        return redactor
    }
}

extension Redactor {
    /// Remembers the text under `code` of a request's body: a server exchanges it for more, whereas in answers the name
    /// is that of a status.
    fileprivate mutating func rememberCode(of body: JSONValue?) {
        if let code = body?["code"]?.stringValue { remember(code) }
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
