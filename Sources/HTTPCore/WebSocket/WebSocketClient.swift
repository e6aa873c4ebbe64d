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
/// Nothing is received before it is asked for. Pings are answered while a message is awaited. Any number of tasks may
/// send and wait, one after the other; a cancelled one that is doing so ends the connection.
package final class WebSocketClient: Sendable {
    private let connection: HTTPClientConnection
    private let reader: Locked<WebSocketReader>
    private let (sending, receiving) = (Turns(), Turns())
    /// What is released with the websocket.
    private let guest: ConnectionPool.Guest?

    private init(_ connection: HTTPClientConnection, _ limits: WebSocketLimits, _ guest: ConnectionPool.Guest?) {
        self.connection = connection
        self.guest = guest
        reader = Locked(WebSocketReader(.client, limits: limits))
    }

    deinit {
        connection.close()
    }

    /// Connects and opens a websocket.
    ///
    /// - Parameter timeout: the time limit for connecting and the handshake together.
    package static func open(
        host: String,
        port: Int,
        target: String,
        fields: HTTPFields = [:],
        limits: WebSocketLimits = WebSocketLimits(),
        timeout: Duration
    ) async throws(WebSocketClientError) -> WebSocketClient {
        let deadline = MonotonicTime.now + timeout
        let connection = try await connected { () async throws(HTTPClientError) in
            try await HTTPClientConnection.open(host: host, port: port, timeout: timeout)
        }
        let request = (target: target, host: "\(HostText.bracketed(host)):\(port)", fields: fields)
        return try await open(over: connection, request, limits, nil, by: deadline)
    }

    /// Opens a websocket over a connection.
    static func open(
        over connection: HTTPClientConnection,
        _ wanted: (target: String, host: String, fields: HTTPFields),
        _ limits: WebSocketLimits,
        _ guest: ConnectionPool.Guest?,
        by deadline: MonotonicTime?
    ) async throws(WebSocketClientError) -> WebSocketClient {
        let client = WebSocketClient(connection, limits, guest)
        let key = WebSocketHandshake.newKey()
        let request = WebSocketHandshake.request(wanted.target, host: wanted.host, fields: wanted.fields, key: key)
        let answer = try await connected { () async throws(HTTPClientError) in
            try await connection.send(request.bytes, by: deadline)
            return try await connection.anyAnswer(to: .get, by: deadline).response
        }
        guard WebSocketHandshake.isAccepted(answer, key: key) else { throw .refused(answer) }
        return client
    }

    static func connected<Value: Sendable>(
        _ body: () async throws(HTTPClientError) -> Value
    ) async throws(WebSocketClientError) -> Value {
        do {
            return try await body()
        } catch {
            throw .connection(error)
        }
    }

    /// Sends a text message.
    ///
    /// - Parameter timeout: the time limit; nil for none.
    package func send(_ text: String, timeout: Duration?) async throws(WebSocketClientError) {
        try await send(WebSocketFrame(.text, Array(text.utf8)), timeout: timeout)
    }

    /// Sends one frame as it is.
    package func send(_ frame: WebSocketFrame, timeout: Duration?) async throws(WebSocketClientError) {
        try await send(bytes: Self.masked(frame), timeout: timeout)
    }

    /// Sends bytes as they are.
    package func send(bytes: [UInt8], timeout: Duration?) async throws(WebSocketClientError) {
        try await send(bytes: bytes, by: timeout.map { MonotonicTime.now + $0 })
    }

    private func send(bytes: [UInt8], by deadline: MonotonicTime?) async throws(WebSocketClientError) {
        try await Self.connected { () async throws(HTTPClientError) in
            try await sending.next(by: deadline) { () async throws(HTTPClientError) in
                try await connection.send(bytes, by: deadline)
            }
        }
    }

    private static func masked(_ frame: WebSocketFrame) -> [UInt8] {
        var bytes: [UInt8] = []
        frame.write(mask: (0..<4).map { _ in UInt8.random(in: 0...255) }, to: &bytes)
        return bytes
    }

    /// Waits for the next event; nil if the server ends the connection without a closing frame.
    ///
    /// - Parameter timeout: the time limit; nil for none.
    package func receive(timeout: Duration?) async throws(WebSocketClientError) -> WebSocketReader.Event? {
        let deadline = timeout.map { MonotonicTime.now + $0 }
        let next = try await Self.connected { () async throws(HTTPClientError) in
            try await receiving.next(by: deadline) { () async throws(HTTPClientError) in
                try await event(by: deadline)
            }
        }
        switch next {
        case .success(.ping(let payload)):
            try await send(bytes: Self.masked(WebSocketFrame(.pong, payload)), by: deadline)
            return .ping(payload)
        case .success(let event): return event
        case .failure(let fault):
            close(fault.close)
            throw .fault(fault)
        }
    }

    private func event(
        by deadline: MonotonicTime?
    ) async throws(HTTPClientError) -> Result<WebSocketReader.Event?, WebSocketFault> {
        while true {
            let next = reader.withLock { reader in Result { () throws(WebSocketFault) in try reader.next() } }
            guard case .success(nil) = next else { return next }
            guard let bytes = try await connection.receive(by: deadline) else { return .success(nil) }
            reader.withLock { $0.append(bytes) }
        }
    }

    /// Ends the websocket at once, with a closing frame if there is room for one.
    package func close(_ close: WebSocketClose = .normal) {
        let bytes = Self.masked(close.frame)
        // In the middle of another frame it would be a part of that.
        sending.ifFree { connection.close(saying: bytes) }
        connection.close()
    }

    /// Closes the connection, or resets it (RST) with `reset`, without a closing frame.
    package func disconnect(reset: Bool = false) { connection.close(reset: reset) }
}
