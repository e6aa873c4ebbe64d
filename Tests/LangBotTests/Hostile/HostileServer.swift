import Foundation

@testable import HTTPCore

/// A server on loopback that answers every request in one bad way, over TLS if it has a context.
final class HostileServer: Sendable {
    struct State {
        /// Connections that have not ended yet, and who waits for that.
        var open = 0
        var waiters: [CheckedContinuation<Void, Never>] = []
        /// What was written, as far as the client's side took it.
        var written = 0
        var isStopped = false
    }

    let port: Int
    private let listener: Socket
    private let state = Locked(State())

    /// The number of bytes written to all connections.
    var written: Int { state.withLock(\.written) }

    init(_ way: HostileWay, tls: TLSContext? = nil) throws {
        let (listener, state) = (try Socket.open(family: AF_INET), state)
        let address = try SocketAddress.resolve("127.0.0.1", port: 0)[0]
        guard address.withPointer({ bind(listener.descriptor, $0, $1) }) == 0, listen(listener.descriptor, 64) == 0
        else { throw SystemError.last("listen") }
        self.listener = listener
        port = SocketAddress.localPort(of: listener)
        Thread.detachNewThread {
            // Only this thread closes the descriptor: once closed, its number may be another server's.
            defer { listener.close() }
            while Self.wait(listener, POLLIN), !state.withLock(\.isStopped) {
                guard let socket = try? listener.accept() else { continue }
                state.withLock { $0.open += 1 }
                Thread.detachNewThread {
                    HostileConnection(socket, tls, state).serve(way)
                    socket.close()
                    let waiters = state.withLock { state in
                        state.open -= 1
                        guard state.open == 0 else { return [] as [CheckedContinuation<Void, Never>] }
                        defer { state.waiters = [] }
                        return state.waiters
                    }
                    for waiter in waiters { waiter.resume() }
                }
            }
        }
    }

    deinit {
        state.withLock { $0.isStopped = true }
        listener.shutdownBoth()
    }

    /// Waits until every client has left.
    func waitForEnd() async {
        await withCheckedContinuation { waiter in
            let isOver = state.withLock { state in
                if state.open > 0 { state.waiters.append(waiter) }
                return state.open == 0
            }
            if isOver { waiter.resume() }
        }
    }

    static func wait(_ socket: Socket, _ events: Int32, milliseconds: Int32 = -1) -> Bool {
        var entry = pollfd(fd: socket.descriptor, events: Int16(events), revents: 0)
        return poll(&entry, 1, milliseconds) > 0
    }
}

/// A connection to a hostile server, on a thread of its own.
private struct HostileConnection {
    private struct Gone: Error {}

    private let socket: Socket
    private let session: TLSSession?
    private let state: Locked<HostileServer.State>

    init(_ socket: Socket, _ tls: TLSContext?, _ state: Locked<HostileServer.State>) {
        self.socket = socket
        self.state = state
        session = tls.flatMap { try? TLSSession($0, host: "") }
    }

    func serve(_ way: HostileWay) {
        do {
            if way.endsTLSEarly {
                _ = try receiveRaw()
                return
            }
            if way.isProxy {
                _ = try receiveRaw()
                try writeRaw(Array("HTTP/1.1 200 OK\r\n\r\n".utf8))
            }
            try shakeHands()
            repeat {
                let head = try readRequest(way)
                for step in way.steps { guard try perform(step, head) else { return } }
            } while way.keepsConnection
        } catch {
            // The client has left.
        }
    }

    /// Whether the connection goes on after a step.
    private func perform(_ step: HostileWay.Step, _ head: String) throws -> Bool {
        switch step {
        case .send(let bytes): try write(bytes)
        case .sendForever(let bytes): while true { try write(bytes) }
        case .sendTimes(let count, let bytes): for _ in 0..<count { try write(bytes) }
        case .drip(let bytes):
            for byte in bytes {
                try write([byte])
                // Slow, unless the client leaves before.
                if HostileServer.wait(socket, POLLIN, milliseconds: 20) { _ = try receive() }
            }
        case .waitForEnd: while true { _ = try receive() }
        case .upgrade: try upgrade(head)
        case .reset:
            // The end of the connection's thread closes the descriptor, and nobody else: by then it may be another's.
            socket.resetOnClose()
            throw Gone()
        case .end: return false
        }
        return true
    }

    private func shakeHands() throws {
        guard let session else { return }
        while !(try session.handshake()) {
            try writeRaw(session.takeOutput())
            session.take(try receiveRaw())
        }
        try writeRaw(session.takeOutput())
    }

    /// Reads a request, and returns its head.
    private func readRequest(_ way: HostileWay) throws -> String {
        var bytes: [UInt8] = []
        let end = Array("\r\n\r\n".utf8)
        while bytes.firstRange(of: end) == nil { bytes += try receive() }
        guard let head = bytes.firstRange(of: end) else { throw Gone() }
        let text = String(decoding: bytes[..<head.lowerBound], as: UTF8.self)
        if way.answersEarly { return text }
        let length = Self.field("content-length", text).flatMap { Int($0) } ?? 0
        while bytes.count < head.upperBound + length { bytes += try receive() }
        return text
    }

    private static func field(_ name: String, _ head: String) -> Substring? {
        let lines = head.split(separator: "\r\n").map { $0.split(separator: ": ", maxSplits: 1) }
        return lines.first { $0.first?.lowercased() == name }?.last
    }

    private func upgrade(_ head: String) throws {
        let proof = WebSocketHandshake.proof(of: String(Self.field("sec-websocket-key", head) ?? ""))
        let fields = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: \(proof)\r\n\r\n"
        try write(Array("HTTP/1.1 101 Switching Protocols\r\n\(fields)".utf8))
    }

    private func receive() throws -> [UInt8] {
        guard let session else { return try receiveRaw() }
        while true {
            switch try session.read(upTo: 65_536) {
            case .bytes(let bytes): return bytes
            case .end: throw Gone()
            case .waiting: session.take(try receiveRaw())
            }
        }
    }

    private func receiveRaw() throws -> [UInt8] {
        while true {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            switch buffer.withUnsafeMutableBytes({ socket.receive(into: $0) }) {
            case .moved(let count): return Array(buffer.prefix(count))
            case .wouldBlock: _ = HostileServer.wait(socket, POLLIN)
            case .closed, .failed: throw Gone()
            }
        }
    }

    private func write(_ bytes: [UInt8]) throws {
        if let session {
            try bytes.withUnsafeBytes { try session.write($0) }
            try writeRaw(session.takeOutput())
        } else {
            try writeRaw(bytes)
        }
    }

    private func writeRaw(_ bytes: [UInt8]) throws {
        var start = 0
        while start < bytes.count {
            switch bytes.withUnsafeBytes({ socket.send(UnsafeRawBufferPointer(rebasing: $0[start...])) }) {
            case .moved(let count):
                start += count
                state.withLock { $0.written += count }
            case .wouldBlock: _ = HostileServer.wait(socket, POLLOUT)
            case .closed, .failed: throw Gone()
            }
        }
    }
}

extension TLSSession {
    fileprivate func take(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { take($0) }
    }
}
