/// Why a websocket could not be opened or used.
package enum WebSocketClientError: Error, Sendable {
    case connection(HTTPClientError)
    /// The server answered the handshake otherwise.
    case refused(HTTPResponse)
    /// What came is not a websocket.
    case fault(WebSocketFault)
}

/// The client's end of a websocket, over one raw connection.
///
/// Pings are answered while a message is awaited. Only one task at a time may wait.
package final class WebSocketClient: Sendable {
    private let connection: HTTPClientConnection
    private let reader: Locked<WebSocketReader>

    private init(_ connection: HTTPClientConnection, _ limits: WebSocketLimits) {
        self.connection = connection
        reader = Locked(WebSocketReader(.client, limits: limits))
    }

    deinit {
        connection.close()
    }

    /// Connects and opens a websocket.
    ///
    /// - Parameter timeout: the time limit for connecting, and again for the handshake.
    package static func open(
        host: String,
        port: Int,
        target: String,
        fields: HTTPFields = [:],
        limits: WebSocketLimits = WebSocketLimits(),
        timeout: Duration
    ) async throws(WebSocketClientError) -> WebSocketClient {
        let key = WebSocketHandshake.newKey()
        let authority = "\(HostText.bracketed(host)):\(port)"
        let request = WebSocketHandshake.request(target, host: authority, fields: fields, key: key)
        let connection = try await connected { () async throws(HTTPClientError) in
            try await HTTPClientConnection.open(host: host, port: port, timeout: timeout)
        }
        let client = WebSocketClient(connection, limits)
        let answer = try await connected { () async throws(HTTPClientError) in
            try await connection.send(request.bytes, timeout: timeout)
            return try await connection.anyAnswer(to: .get, timeout: timeout).response
        }
        guard WebSocketHandshake.isAccepted(answer, key: key) else { throw .refused(answer) }
        return client
    }

    private static func connected<Value: Sendable>(
        _ body: () async throws(HTTPClientError) -> Value
    ) async throws(WebSocketClientError) -> Value {
        do {
            return try await body()
        } catch {
            throw .connection(error)
        }
    }

    /// Sends a text message.
    package func send(_ text: String, timeout: Duration) async throws(WebSocketClientError) {
        try await send(WebSocketFrame(.text, Array(text.utf8)), timeout: timeout)
    }

    /// Sends one frame as it is.
    package func send(_ frame: WebSocketFrame, timeout: Duration) async throws(WebSocketClientError) {
        var bytes: [UInt8] = []
        frame.write(mask: (0..<4).map { _ in UInt8.random(in: 0...255) }, to: &bytes)
        try await send(bytes: bytes, timeout: timeout)
    }

    /// Sends bytes as they are.
    package func send(bytes: [UInt8], timeout: Duration) async throws(WebSocketClientError) {
        try await Self.connected { () async throws(HTTPClientError) in
            try await connection.send(bytes, timeout: timeout)
        }
    }

    /// Waits for the next event; nil if the server ends the connection without a closing frame.
    package func receive(timeout: Duration) async throws(WebSocketClientError) -> WebSocketReader.Event? {
        let deadline = MonotonicTime.now + timeout
        while true {
            let rest = Duration.milliseconds(MonotonicTime.now.milliseconds(until: deadline))
            if let event = try await waiting() {
                if case .ping(let payload) = event { try await send(WebSocketFrame(.pong, payload), timeout: rest) }
                return event
            }
            let bytes = try await Self.connected { () async throws(HTTPClientError) in
                try await connection.receive(timeout: rest)
            }
            guard let bytes else { return nil }
            reader.withLock { $0.append(bytes) }
        }
    }

    private func waiting() async throws(WebSocketClientError) -> WebSocketReader.Event? {
        let result = reader.withLock { reader in
            Result { () throws(WebSocketFault) in try reader.next() }
        }
        do {
            return try result.get()
        } catch {
            try? await send(error.close.frame, timeout: .seconds(1))
            throw .fault(error)
        }
    }

    /// Closes the connection, or resets it (RST) with `reset`, without a closing frame.
    package func disconnect(reset: Bool = false) { connection.close(reset: reset) }
}
