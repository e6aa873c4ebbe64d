/// One connection to a server, over which exactly the bytes that are given are sent, over TLS too.
///
/// It adds nothing and hides nothing, so that a test controls what is on the wire. Calls on one connection must not
/// overlap, except that sending may overlap with waiting. Cancelling a waiting task closes the connection.
package final class HTTPClientConnection: Sendable {
    private let socket: ClientSocket
    private let limits: HTTPLimits
    /// Bytes received after the last response.
    private let surplus = Locked<[UInt8]>([])

    init(_ socket: ClientSocket, limits: HTTPLimits) {
        self.socket = socket
        self.limits = limits
    }

    /// Connects to a host by name or address.
    ///
    /// - Parameters:
    ///   - way: What lies between; nothing by default, not even TLS.
    ///   - timeout: The time limit for connecting, TLS included.
    package static func open(
        host: String,
        port: Int,
        by way: ConnectionWay = ConnectionWay(),
        timeout: Duration,
        limits: HTTPLimits = HTTPLimits()
    ) async throws(HTTPClientError) -> HTTPClientConnection {
        let deadline = MonotonicTime.now + timeout
        let cancellation = Cancellation()
        let socket = try await cancellation.duringTask { () async throws(HTTPClientError) in
            try await ClientSocket.connect(host, port, way, by: deadline, cancellation)
        }
        return HTTPClientConnection(socket, limits: limits)
    }

    /// Sends bytes as they are.
    package func send(_ bytes: [UInt8], timeout: Duration) async throws(HTTPClientError) {
        try await send(bytes, by: MonotonicTime.now + timeout)
    }

    func send(_ bytes: [UInt8], by deadline: MonotonicTime?) async throws(HTTPClientError) {
        try await socket.cancellable { () async throws(HTTPClientError) in
            _ = try await socket.send(bytes, by: deadline)
        }
    }

    /// Waits for the response to a request with that method, skipping interim responses, which do not extend the
    /// timeout.
    ///
    /// - Parameter onProgress: called with the response so far whenever some of its content has arrived.
    package func answer(
        to method: HTTPMethod,
        timeout: Duration,
        onProgress: (@Sendable (HTTPResponse) -> Void)? = nil
    ) async throws(HTTPClientError) -> HTTPResponseParser.Answer {
        let deadline = MonotonicTime.now + timeout
        while true {
            let answer = try await anyAnswer(to: method, by: deadline, onProgress)
            if answer.response.status >= 200 { return answer }
            // Buffered data is read without checking the clock, and interim responses may arrive without end.
            if MonotonicTime.now >= deadline { throw .timeout }
        }
    }

    /// Waits for the next response, including interim ones (1xx).
    package func anyAnswer(
        to method: HTTPMethod,
        timeout: Duration
    ) async throws(HTTPClientError) -> HTTPResponseParser.Answer {
        try await anyAnswer(to: method, by: MonotonicTime.now + timeout)
    }

    func anyAnswer(
        to method: HTTPMethod,
        by deadline: MonotonicTime?,
        _ onProgress: (@Sendable (HTTPResponse) -> Void)? = nil
    ) async throws(HTTPClientError) -> HTTPResponseParser.Answer {
        try await socket.cancellable { () async throws(HTTPClientError) in
            var reader = AnswerReader(method, limits, surplus.withLock { $0 })
            reader.onProgress = onProgress
            let answer = try await reader.read(socket, by: deadline)
            surplus.withLock { $0 = reader.surplus }
            return answer
        }
    }

    /// Waits for bytes; nil if the server has closed the connection.
    package func receive(timeout: Duration) async throws(HTTPClientError) -> [UInt8]? {
        try await receive(by: MonotonicTime.now + timeout)
    }

    func receive(by deadline: MonotonicTime?) async throws(HTTPClientError) -> [UInt8]? {
        let waiting = surplus.withLock { bytes in
            defer { bytes = [] }
            return bytes
        }
        if !waiting.isEmpty { return waiting }
        return try await socket.cancellable { () async throws(HTTPClientError) in
            try await socket.receive(by: deadline)
        }
    }

    /// Whether the server has neither ended the connection nor sent anything since the last response.
    package var isQuiet: Bool {
        surplus.withLock(\.isEmpty) && (try? socket.hasAnswered()) == false
    }

    /// Closes the sending side; responses can still be read.
    package func endOutput() {
        socket.endOutput()
    }

    /// Closes the connection, or resets it (RST) with `reset`.
    package func close(reset: Bool = false) {
        socket.close(reset: reset)
    }

    /// Sends bytes as far as there is room for them at once, and closes the connection.
    func close(saying bytes: [UInt8]) {
        socket.close(saying: bytes)
    }
}

/// Reads one response from a socket.
private struct AnswerReader {
    private var parser: HTTPResponseParser
    private var received: [UInt8]
    var onProgress: (@Sendable (HTTPResponse) -> Void)?

    init(_ method: HTTPMethod, _ limits: HTTPLimits, _ surplus: [UInt8]) {
        parser = HTTPResponseParser(answering: method, limits: limits)
        parser.append(surplus)
        received = Array(surplus.prefix(16))
    }

    /// Bytes received after the response.
    var surplus: [UInt8] { parser.unread }

    mutating func read(
        _ socket: ClientSocket,
        by deadline: MonotonicTime?
    ) async throws(HTTPClientError) -> HTTPResponseParser.Answer {
        while true {
            if let answer = try understood({ parser throws(HTTPResponseParser.Fault) in try parser.next() }) {
                return answer
            }
            if let onProgress, let partial = parser.partial { onProgress(partial) }
            guard let bytes = try await socket.receive(by: deadline) else { return try end(isCut: socket.isCut) }
            if received.count < 16 { received += bytes.prefix(16) }
            parser.append(bytes)
        }
    }

    /// What the end of the connection makes of what has arrived.
    private mutating func end(isCut: Bool) throws(HTTPClientError) -> HTTPResponseParser.Answer {
        guard let answer = try understood({ parser throws(HTTPResponseParser.Fault) in try parser.finish() }) else {
            throw .closed
        }
        if isCut { throw .tls("the connection ended in the middle of the answer, without the end of TLS") }
        return answer
    }

    private mutating func understood(
        _ body: (inout HTTPResponseParser) throws(HTTPResponseParser.Fault) -> HTTPResponseParser.Answer?
    ) throws(HTTPClientError) -> HTTPResponseParser.Answer? {
        do {
            return try body(&parser)
        } catch {
            throw HTTPClientError(error, received: received)
        }
    }
}
