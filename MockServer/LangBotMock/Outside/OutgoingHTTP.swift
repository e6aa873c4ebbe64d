import HTTPCore

/// Calls that a LangBot makes itself: one connection for each, with a deadline.
enum OutgoingHTTP {
    /// Why a call has no answer.
    enum Failure: Error, Sendable {
        case unsupported(String)
        case connection(HTTPClientError)
    }

    /// The `User-Agent` of calls that releases make with their HTTP library.
    static let agent = "Python/3.11 aiohttp/3.14"

    /// Sends a request and waits for the whole answer.
    ///
    /// - Parameters:
    ///   - timeout: the time limit for connecting, and again for the answer.
    ///   - onProgress: called with the response so far whenever some of its content has arrived.
    static func send(
        _ method: HTTPMethod,
        _ address: WebAddress,
        _ fields: HTTPFields = [:],
        body: [UInt8] = [],
        timeout: Duration = .seconds(120),
        onProgress: (@Sendable (HTTPResponse) -> Void)? = nil
    ) async throws(Failure) -> HTTPResponse {
        guard !address.isSecure else { throw .unsupported("https addresses cannot be called") }
        do {
            let connection = try await HTTPClientConnection.open(
                host: address.host,
                port: address.port,
                timeout: timeout
            )
            defer { connection.close() }
            try await connection.send(request(method, address, fields, body).bytes, timeout: timeout)
            return try await connection.answer(to: method, timeout: timeout, onProgress: onProgress).response
        } catch {
            throw .connection(error)
        }
    }

    /// The request with the fields that HTTP requires.
    static func request(
        _ method: HTTPMethod,
        _ address: WebAddress,
        _ fields: HTTPFields,
        _ body: [UInt8]
    ) -> HTTPRequest {
        var all: HTTPFields = ["Host": address.authority, "Accept": "*/*", "Connection": "close"]
        for field in fields { all.set(field.name, field.value) }
        if !body.isEmpty || method == .post || method == .put { all.set("Content-Length", "\(body.count)") }
        return HTTPRequest(method, address.target, fields: all, body: body)
    }
}
