import Foundation

/// The one way that every call takes: operation, middlewares, credential, transport, envelope.
struct ClientCore: Sendable {
    let base: BaseURL
    let credential: Credential
    let transport: any Transport
    var configuration: ClientConfiguration

    /// Performs an operation and waits for its whole answer.
    func answer(to operation: APIOperation) async throws -> Answer {
        let request = try naming(operation) { try self.request(for: operation) }
        return try await attempts(operation) { attempt, redactor, applied in
            let response = try await exchange(request, operation, attempt, applied, send)
            return try Answer(response, to: operation, attempt: attempt, redactor: redactor)
        }
    }

    /// Performs an operation and ignores what its answer carries.
    func perform(_ operation: APIOperation) async throws {
        _ = try await answer(to: operation)
    }

    /// Performs an operation and returns when the head of a successful answer has arrived.
    func stream(_ operation: APIOperation) async throws -> TransportStream {
        let request = try naming(operation) { try self.request(for: operation) }
        return try await attempts(operation) { attempt, redactor, applied in
            let stream = try await exchange(request, operation, attempt, applied, stream)
            guard !(200..<300).contains(stream.status) else {
                return stream.mappingErrors { error in
                    LangBotError.mapping(error, operation: operation.name, attempt: attempt, redactor: redactor)
                }
            }
            let response = try await stream.collected(limit: configuration.maximumResponseSize)
            _ = try Answer(response, to: operation, attempt: attempt, redactor: redactor)
            throw LangBotError(.unexpectedResponse, response)
        }
    }

    private func request(for operation: APIOperation) throws -> TransportRequest {
        var headers = configuration.headers
        headers["Accept"] = "application/json"
        let body = try operation.body.encoded()
        if let body { headers["Content-Type"] = body.contentType }
        for (name, value) in operation.headers { headers[name] = value }
        try HeaderRules.check(headers)
        return TransportRequest(
            operation: operation.name,
            method: operation.method,
            url: try base.url(operation.path, query: operation.query),
            headers: headers,
            body: body?.data,
            timeout: configuration.deadline,
            maximumResponseSize: configuration.maximumResponseSize
        )
    }

    private func naming<Value>(_ operation: APIOperation, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            let redactor = Redactor(operation.secrets)
            throw LangBotError.mapping(error, operation: operation.name, attempt: 1, redactor: redactor)
        }
    }
}

/// What a header field may consist of (RFC 9110, 5.5), so that no value can add a field of its own.
enum HeaderRules {
    static func check(_ headers: HTTPHeaders) throws {
        for (name, value) in headers {
            let isToken = !name.isEmpty && name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x3A }
            guard isToken, value.utf8.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x09 }) else {
                throw LangBotError(.invalidRequest, detail: "a header field has a character that it must not have")
            }
        }
    }
}

extension TransportStream {
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
