package import HTTPCore

/// Sends a request to the server and returns the answer.
package protocol Exchanger: Sendable {
    func exchange(_ request: HTTPRequest, timeout: Duration) async throws(HTTPClientError) -> HTTPResponse

    /// Sends bytes that need not be a valid request.
    func exchange(bytes: [UInt8], timeout: Duration) async throws(HTTPClientError) -> HTTPResponse

    /// Sends the message of a check: a request, or raw bytes.
    func exchange(_ message: Probe.Message, timeout: Duration) async throws(HTTPClientError) -> HTTPResponse
}

extension Probe {
    /// A probe with its secrets filled in, ready to be sent.
    package struct Message: Sendable {
        package let probe: Probe
        package let request: HTTPRequest
        /// The raw bytes to send instead of the request.
        package let bytes: [UInt8]?
    }
}

extension Exchanger {
    package func exchange(_ message: Probe.Message, timeout: Duration) async throws(HTTPClientError) -> HTTPResponse {
        guard let bytes = message.bytes else { return try await exchange(message.request, timeout: timeout) }
        return try await exchange(bytes: bytes, timeout: timeout)
    }

    package func exchange(bytes: [UInt8], timeout: Duration) async throws(HTTPClientError) -> HTTPResponse {
        throw .unreachable(host: "", reason: Need.rawSocket.reason)
    }
}
