import Foundation

/// A connected socket of a client, perhaps with TLS, whose calls wait without holding a thread.
///
/// One task may send while another receives. ``cancel()`` ends both.
final class ClientSocket: Sendable {
    struct State {
        var socket: Socket?
        var isCancelled = false
        var tls: TLSSession?
        /// What TLS wants to send; it comes before anything else.
        var encrypted: [UInt8] = []
        /// What was received before it was asked for.
        var received: [UInt8] = []
        /// Whether the server has ended its side, and whether TLS says that this is not the end it meant.
        var isAtEnd = false
        var isCut = false
        /// How often in a row there was something to receive without waiting.
        var eager = 0
    }

    /// The most that is received or encrypted at once.
    static let piece = 64 * 1024

    let reactor: Reactor
    private let descriptor: Int32
    let state: Locked<State>

    init(_ socket: Socket, _ reactor: Reactor) {
        self.reactor = reactor
        descriptor = socket.descriptor
        state = Locked(State(socket: socket))
    }

    deinit {
        close()
    }

    /// Whether the connection has ended although TLS had not said that it would.
    var isCut: Bool { state.withLock(\.isCut) }

    var isCancelled: Bool { state.withLock(\.isCancelled) }

    func locked<Value>(
        _ body: (inout State) throws(HTTPClientError) -> Value
    ) throws(HTTPClientError) -> Value {
        try state.withLock { state in Result { () throws(HTTPClientError) in try body(&state) } }.get()
    }

    /// Waits until the socket is ready.
    func wait(reads: Bool = false, writes: Bool = false, by deadline: MonotonicTime?) async throws(HTTPClientError) {
        let outcome = await reactor.wait(for: descriptor, reads: reads, writes: writes, by: deadline) {
            isCancelled
        }
        switch outcome {
        case .ready: if isCancelled { throw .cancelled }
        case .timeout: throw .timeout
        case .cancelled: throw .cancelled
        case .failed(let error): throw .reset(error)
        }
    }

    /// Runs `body`, and cancels the socket if the task is cancelled.
    func cancellable<Value: Sendable>(
        _ body: () async throws(HTTPClientError) -> Value
    ) async throws(HTTPClientError) -> Value {
        let cancellation = Cancellation()
        cancellation.attach { self.cancel() }
        return try await cancellation.duringTask(body)
    }

    /// Says that nothing more will be sent.
    func endOutput() {
        state.withLock { state in
            Self.endTLS(&state)
            state.socket?.shutdownOutput()
        }
    }

    /// Ends the connection at once, and all calls that wait.
    ///
    /// `shutdown` is not enough: a server blocked on sending would not notice.
    func cancel() {
        end(reset: false)
    }

    /// Closes the connection, or resets it (RST) with `reset`.
    func close(reset: Bool = false) {
        state.withLock { state in
            if !reset, !state.isCancelled { Self.endTLS(&state) }
        }
        end(reset: reset)
    }

    private func end(reset: Bool) {
        // Once it is closed, the descriptor may be another socket's.
        let isFirst = state.withLock { state in
            defer { state.isCancelled = true }
            return !state.isCancelled
        }
        guard isFirst else { return }
        reactor.cancel(descriptor)
        state.withLock { state in
            state.socket?.close(reset: reset)
            (state.socket, state.tls) = (nil, nil)
        }
    }

    private static func endTLS(_ state: inout State) {
        guard let tls = state.tls else { return }
        tls.end()
        state.encrypted += tls.takeOutput()
        _ = push(&state)
    }
}

// MARK: - Sending

extension ClientSocket {
    /// Sends bytes.
    ///
    /// - Parameter unlessAnswered: Whether to stop as soon as the server answers or ends the connection.
    /// - Returns: Whether all were sent.
    @discardableResult
    func send(
        _ bytes: [UInt8],
        by deadline: MonotonicTime?,
        unlessAnswered: Bool = false
    ) async throws(HTTPClientError) -> Bool {
        var start = 0
        while true {
            let next = try locked { state throws(HTTPClientError) in try Self.step(bytes, from: start, &state) }
            if next == bytes.count, state.withLock(\.encrypted.isEmpty) { return true }
            if unlessAnswered, try hasAnswered() { return false }
            if next == start || next == bytes.count {
                try await wait(reads: unlessAnswered, writes: true, by: deadline)
            }
            start = next
        }
    }

    /// Sends bytes as far as there is room for them at once, and closes the connection.
    func close(saying bytes: [UInt8]) {
        // Who closes does not wait for a server that takes nothing more.
        _ = try? locked { state throws(HTTPClientError) in try Self.step(bytes, from: 0, &state) }
        close()
    }

    /// Sends what is encrypted already, and then more; returns where to go on.
    private static func step(_ bytes: [UInt8], from start: Int, _ state: inout State) throws(HTTPClientError) -> Int {
        guard !state.isCancelled, let socket = state.socket else { throw .cancelled }
        guard try moved(push(&state)) != nil, start < bytes.count else { return start }
        guard let tls = state.tls else {
            let transfer = bytes.withUnsafeBytes { socket.send(UnsafeRawBufferPointer(rebasing: $0[start...])) }
            return start + (try moved(transfer) ?? 0)
        }
        let end = min(bytes.count, start + piece)
        let result = bytes.withUnsafeBytes { raw in
            Result { () throws(HTTPClientError) in
                try tls.write(UnsafeRawBufferPointer(rebasing: raw[start..<end]))
            }
        }
        state.encrypted += tls.takeOutput()
        try result.get()
        _ = try moved(push(&state))
        return end
    }

    /// Sends what is encrypted.
    static func push(_ state: inout State) -> Socket.Transfer {
        var start = 0
        defer { state.encrypted.removeFirst(start) }
        while let socket = state.socket, start < state.encrypted.count {
            let transfer = state.encrypted.withUnsafeBytes {
                socket.send(UnsafeRawBufferPointer(rebasing: $0[start...]))
            }
            guard case .moved(let count) = transfer else { return transfer }
            start += count
        }
        return .moved(start)
    }

    /// How much was sent; nil if nothing can be at the moment.
    private static func moved(_ transfer: Socket.Transfer) throws(HTTPClientError) -> Int? {
        switch transfer {
        case .moved(let count): return count
        case .wouldBlock: return nil
        case .closed: throw .reset(nil)
        case .failed(let error): throw .reset(error)
        }
    }
}

// MARK: - Receiving

extension ClientSocket {
    /// Receives some bytes; nil if the server has ended its side.
    func receive(by deadline: MonotonicTime?) async throws(HTTPClientError) -> [UInt8]? {
        while true {
            let (bytes, eager) = try locked { state throws(HTTPClientError) in
                if state.received.isEmpty { try Self.receive(&state) }
                state.eager = state.received.isEmpty ? 0 : state.eager + 1
                defer { state.received = [] }
                return (state.received, state.eager)
            }
            if !bytes.isEmpty {
                // Whoever sends without a pause gets neither more time nor a thread for itself.
                if let deadline, MonotonicTime.now >= deadline { throw .timeout }
                if eager % 8 == 0 { await Task.yield() }
                return bytes
            }
            if isCancelled { throw .cancelled }
            if state.withLock(\.isAtEnd) { return nil }
            try await wait(reads: true, by: deadline)
        }
    }

    /// Whether the server has sent something, or ended the connection, without waiting for it.
    func hasAnswered() throws(HTTPClientError) -> Bool {
        try locked { state throws(HTTPClientError) in
            if state.received.isEmpty { try Self.receive(&state) }
            return !state.received.isEmpty || state.isAtEnd
        }
    }

    /// Makes one attempt to receive.
    private static func receive(_ state: inout State) throws(HTTPClientError) {
        if state.isCancelled { throw .cancelled }
        guard let socket = state.socket, !state.isAtEnd else { return }
        guard let tls = state.tls, tls.isEstablished else { return try receivePlain(socket, &state) }
        while true {
            let content = try tls.read(upTo: piece)
            // An answer of TLS itself, such as to an update of keys; if there is no room now, it is sent later.
            state.encrypted += tls.takeOutput()
            _ = push(&state)
            switch content {
            case .bytes(let bytes):
                state.received = bytes
                return
            case .end:
                state.isAtEnd = true
                return
            case .waiting: break
            }
            try receivePlain(socket, &state)
            if state.isAtEnd { state.isCut = true }
            guard !state.received.isEmpty else { return }
            state.received.withUnsafeBytes { tls.take($0) }
            state.received = []
        }
    }

    private static func receivePlain(_ socket: Socket, _ state: inout State) throws(HTTPClientError) {
        var transfer = Socket.Transfer.wouldBlock
        state.received = [UInt8](unsafeUninitializedCapacity: piece) { buffer, count in
            transfer = socket.receive(into: UnsafeMutableRawBufferPointer(buffer))
            if case .moved(let moved) = transfer { count = moved }
        }
        switch transfer {
        case .moved, .wouldBlock: break
        case .closed: state.isAtEnd = true
        case .failed(let error): throw .reset(error)
        }
    }
}
