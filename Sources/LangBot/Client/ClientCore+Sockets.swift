extension ClientCore {
    /// Opens a websocket, and has `begin` say and hear what comes first.
    ///
    /// LangBot takes no websocket without an origin, and no credential in the handshake. Middlewares see the
    /// call, and no request.
    func socket<Value: Sendable>(
        _ operation: APIOperation,
        _ begin: @escaping @Sendable (any TransportSocket, Attempt) async throws -> Value
    ) async throws -> Value {
        try await attempts(operation) { attempt in
            var request = attempt.request
            if request.headers["Origin"] == nil { request.headers["Origin"] = base.origin.field }
            // The client's deadline ends with the beginning; a transport's timer would count each pause after it too.
            request.timeout = nil
            let socket = try await transport.socket(request)
            do {
                return try await begin(socket, attempt)
            } catch {
                socket.close()
                throw error
            }
        }
    }
}
