package import HTTPCore

/// Carries a request to the server and its answer back.
package protocol Exchanger: Sendable {
    func exchange(_ request: HTTPRequest, timeout: Duration) async throws(HTTPClientError) -> HTTPResponse
}

/// Sends each request over a connection of its own, byte for byte.
package struct SocketExchanger: Exchanger {
    private let target: Target

    package init(target: Target) {
        self.target = target
    }

    package func exchange(_ request: HTTPRequest, timeout: Duration) async throws(HTTPClientError) -> HTTPResponse {
        let connection = try await HTTPClientConnection.open(host: target.host, port: target.port, timeout: timeout)
        defer { connection.close() }
        do {
            try await connection.send(request.bytes, timeout: timeout)
        } catch .reset {
            // A server that refuses a request unread may answer and close before all of it is sent.
        }
        return try await connection.answer(to: request.method, timeout: timeout).response
    }
}
