import Foundation

/// The path of every call: operation, release, middlewares, credential, transport, envelope.
struct ClientCore: Sendable {
    let base: BaseURL
    let credential: Credential
    let transport: any Transport
    let learner: ReleaseLearner
    let gate: ConcurrencyGate
    var configuration: ClientConfiguration

    /// Performs an operation and waits for its whole answer.
    func answer(to operation: APIOperation) async throws -> Answer {
        try await attempts(operation) { attempt in
            let response = try await exchange(attempt, buffered)
            return try attempt.reading(response) { try Answer(response, attempt) }
        }
    }

    /// Performs an operation and ignores the data in its response.
    func perform(_ operation: APIOperation) async throws {
        _ = try await answer(to: operation)
    }

    /// Performs an operation that starts a task, and returns the task's identifier.
    func task(_ operation: APIOperation) async throws -> ServerTask.ID {
        try await answer(to: operation).number("task_id")
    }

    /// Performs an operation whose response is a file instead of an envelope.
    func download(_ operation: APIOperation) async throws -> Download {
        try await attempts(operation) { attempt in
            let response = try await exchange(attempt, buffered)
            if let download = Download(response) { return download }
            return try attempt.reading(response) {
                // What is missing here is the file, whatever page says so.
                if response.status == 404 { throw LangBotError(.notFound, response) }
                _ = try Answer(response, attempt)
                throw LangBotError(.unexpectedResponse, response)
            }
        }
    }

    /// Performs an operation and returns when the head of a successful answer has arrived.
    func stream(_ operation: APIOperation) async throws -> TransportStream {
        try await attempts(operation) { attempt in
            let stream = try await exchange(attempt, streamed)
            let isSuccess = (200..<300).contains(stream.status)
            if isSuccess, operation.accept == "application/json" || stream.isOfType(operation.accept) {
                return stream.mappingErrors(attempt.mapped)
            }
            let response = try await stream.collected(limit: configuration.maximumResponseSize)
            return try attempt.reading(response) {
                _ = try Answer(response, attempt)
                throw LangBotError(.unexpectedResponse, response)
            }
        }
    }
}

extension TransportStream {
    fileprivate func isOfType(_ type: String) -> Bool {
        headers["Content-Type"]?.lowercased().hasPrefix(type) ?? false
    }

    /// The same stream with its body's errors replaced.
    fileprivate func mappingErrors(_ map: @escaping @Sendable (any Error) -> any Error) -> TransportStream {
        var copy = self
        let body = body
        copy.body = BodyChunks {
            do {
                var iterator = body.makeAsyncIterator()
                return try await iterator.next()
            } catch {
                throw map(error)
            }
        }
        return copy
    }

    fileprivate func collected(limit: Int) async throws -> TransportResponse {
        var data = Data()
        for try await chunk in body {
            guard chunk.count <= limit - data.count else { throw TransportFailure(.responseTooLarge) }
            data.append(chunk)
        }
        return TransportResponse(status: status, headers: headers, body: data)
    }
}
