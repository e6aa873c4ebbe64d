import Foundation

/// One connection to a server, over which exactly the bytes that are given are sent.
///
/// It adds nothing and hides nothing, so that a test controls what is on the wire. Calls on one connection must not
/// overlap, except that sending may overlap with waiting. Cancelling a waiting task closes the connection.
package final class HTTPClientConnection: Sendable {
    private let socket: BlockingSocket
    private let limits: HTTPLimits
    /// Bytes received after the last response.
    private let surplus = Locked<[UInt8]>([])

    private static let queue = DispatchQueue(label: "http-client", attributes: .concurrent)

    private init(_ socket: BlockingSocket, limits: HTTPLimits) {
        self.socket = socket
        self.limits = limits
    }

    /// Connects to a host by name or address.
    ///
    /// - Parameter timeout: the time limit for connecting.
    package static func open(
        host: String,
        port: Int,
        timeout: Duration,
        limits: HTTPLimits = HTTPLimits()
    ) async throws(HTTPClientError) -> HTTPClientConnection {
        let deadline = MonotonicTime.now + timeout
        let socket = try await onQueue { () throws(HTTPClientError) in
            try BlockingSocket.connect(host, port, by: deadline)
        }
        return HTTPClientConnection(socket, limits: limits)
    }

    /// Sends bytes as they are.
    package func send(_ bytes: [UInt8], timeout: Duration) async throws(HTTPClientError) {
        let deadline = MonotonicTime.now + timeout
        try await cancellable { socket throws(HTTPClientError) in try socket.send(bytes, by: deadline) }
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

    private func anyAnswer(
        to method: HTTPMethod,
        by deadline: MonotonicTime,
        _ onProgress: (@Sendable (HTTPResponse) -> Void)? = nil
    ) async throws(HTTPClientError) -> HTTPResponseParser.Answer {
        try await cancellable { [surplus, limits] socket throws(HTTPClientError) in
            var reader = AnswerReader(method, limits, surplus.withLock { $0 })
            reader.onProgress = onProgress
            let answer = try reader.read(socket, by: deadline)
            surplus.withLock { $0 = reader.surplus }
            return answer
        }
    }

    /// Waits for bytes; nil if the server has closed the connection.
    package func receive(timeout: Duration) async throws(HTTPClientError) -> [UInt8]? {
        let deadline = MonotonicTime.now + timeout
        let waiting = surplus.withLock { bytes in
            defer { bytes = [] }
            return bytes
        }
        if !waiting.isEmpty { return waiting }
        return try await cancellable { socket throws(HTTPClientError) in try socket.receive(by: deadline) }
    }

    /// Closes the sending side; responses can still be read.
    package func endOutput() {
        socket.shutdownOutput()
    }

    /// Closes the connection, or resets it (RST) with `reset`.
    package func close(reset: Bool = false) {
        socket.close(reset: reset)
    }

    private func cancellable<Value: Sendable>(
        _ body: @escaping @Sendable (BlockingSocket) throws(HTTPClientError) -> Value
    ) async throws(HTTPClientError) -> Value {
        let result = await withTaskCancellationHandler { [socket] in
            await Self.result { () throws(HTTPClientError) in try body(socket) }
        } onCancel: { [socket] in
            socket.cancel()
        }
        return try result.get()
    }

    private static func onQueue<Value: Sendable>(
        _ body: @escaping @Sendable () throws(HTTPClientError) -> Value
    ) async throws(HTTPClientError) -> Value {
        try await result(body).get()
    }

    /// Runs `body` where it may block without holding up Swift's task threads.
    private static func result<Value: Sendable>(
        _ body: @escaping @Sendable () throws(HTTPClientError) -> Value
    ) async -> Result<Value, HTTPClientError> {
        await withCheckedContinuation { continuation in
            queue.async {
                continuation.resume(returning: Result { () throws(HTTPClientError) in try body() })
            }
        }
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
        _ socket: BlockingSocket,
        by deadline: MonotonicTime
    ) throws(HTTPClientError) -> HTTPResponseParser.Answer {
        while true {
            if let answer = try understood({ parser throws(HTTPResponseParser.Fault) in try parser.next() }) {
                return answer
            }
            if let onProgress, let partial = parser.partial { onProgress(partial) }
            guard let bytes = try socket.receive(by: deadline) else {
                guard let answer = try understood({ parser throws(HTTPResponseParser.Fault) in try parser.finish() })
                else { throw .closed }
                return answer
            }
            if received.count < 16 { received += bytes.prefix(16) }
            parser.append(bytes)
        }
    }

    private mutating func understood(
        _ body: (inout HTTPResponseParser) throws(HTTPResponseParser.Fault) -> HTTPResponseParser.Answer?
    ) throws(HTTPClientError) -> HTTPResponseParser.Answer? {
        do {
            return try body(&parser)
        } catch {
            switch error {
            case .malformed(let error): throw .malformed(error, received: received)
            case .tooLarge: throw .tooLarge
            }
        }
    }
}
