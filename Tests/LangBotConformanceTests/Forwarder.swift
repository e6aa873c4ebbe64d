import Foundation

@testable import HTTPCore

/// A port on loopback that passes on what comes, byte for byte, to a server behind it.
final class Forwarder: Sendable {
    enum Role {
        /// Ends TLS, as a gateway does.
        case tls(TLSContext)
        /// Opens a tunnel where it is asked to (`CONNECT`), whatever the host is called.
        case proxy
        /// Does nothing but remember what comes.
        case listener
        /// Takes a connection when the one before has ended.
        case single
    }

    let port: Int
    private let destination: Int
    private let listener: Socket
    private let state = Locked(State())

    struct State {
        /// What came first on each connection; a proxy's are the heads that asked for the tunnel.
        var beginnings: [String] = []
        /// What a listener has heard on each connection.
        var transcripts: [[UInt8]] = []
        var isStopped = false
    }

    var beginnings: [String] { state.withLock(\.beginnings) }
    var transcripts: [[UInt8]] { state.withLock(\.transcripts) }

    init(to destination: Int, as role: Role) throws {
        let listener = try Socket.open(family: AF_INET)
        let address = try SocketAddress.resolve("127.0.0.1", port: 0)[0]
        guard address.withPointer({ bind(listener.descriptor, $0, $1) }) == 0, listen(listener.descriptor, 64) == 0
        else { throw SystemError.last("listen") }
        (self.listener, self.destination, port) = (listener, destination, SocketAddress.localPort(of: listener))
        let state = state
        Thread.detachNewThread {
            // Only this thread closes the descriptor: once closed, its number may be another server's.
            defer { listener.close() }
            while ForwardedConnection.wait([listener], POLLIN), !state.withLock(\.isStopped) {
                guard let client = try? listener.accept() else { continue }
                let serve = { @Sendable in
                    try? ForwardedConnection(client, destination, role, state).serve()
                    client.close()
                }
                if case .single = role { serve() } else { Thread.detachNewThread(serve) }
            }
        }
    }

    deinit {
        state.withLock { $0.isStopped = true }
        listener.shutdownBoth()
    }
}

/// One connection of a forwarder, on a thread of its own.
private final class ForwardedConnection {
    private struct Gone: Error {}

    private let client: Socket
    private let destination: Int
    private let role: Forwarder.Role
    private let session: TLSSession?
    private let state: Locked<Forwarder.State>
    private var hasBegun = false
    private lazy var number = state.withLock { state in
        state.transcripts.append([])
        return state.transcripts.count - 1
    }

    init(_ client: Socket, _ destination: Int, _ role: Forwarder.Role, _ state: Locked<Forwarder.State>) throws {
        (self.client, self.destination, self.role, self.state) = (client, destination, role, state)
        if case .tls(let context) = role { session = try TLSSession(context, host: "") } else { session = nil }
    }

    func serve() throws {
        do {
            try begin()
        } catch {
            // An alert says why; a connection that is closed with something unread is reset, and the alert lost.
            try write(session?.takeOutput() ?? [], client)
            client.shutdownOutput()
            while try !waitForBytes().isEmpty {}
        }
        let server = try Socket.open(family: AF_INET)
        defer { server.close() }
        let address = try SocketAddress.resolve("127.0.0.1", port: destination)[0]
        guard address.withPointer({ connect(server.descriptor, $0, $1) }) == 0 || errno == EINPROGRESS else { return }
        guard Self.wait([server], POLLOUT) else { return }
        // What came with the end of the handshake has been received already.
        var isOver = passOn([], to: server)
        while Self.wait(isOver ? [server] : [client, server], POLLIN) {
            if !isOver, let bytes = try? receive(client) { isOver = bytes.isEmpty || passOn(bytes, to: server) }
            if isOver { server.shutdownOutput() }
            guard let answer = try? receive(server) else { continue }
            guard !answer.isEmpty else {
                session?.end()
                return try write(session?.takeOutput() ?? [], client)
            }
            try reply(answer)
        }
    }

    /// Shakes hands, or answers the request for a tunnel.
    private func begin() throws {
        if let session {
            while !(try session.handshake()) {
                try write(session.takeOutput(), client)
                let bytes = try waitForBytes()
                bytes.withUnsafeBytes { session.take($0) }
            }
            try write(session.takeOutput(), client)
        } else if case .proxy = role {
            var head: [UInt8] = []
            while head.firstRange(of: Array("\r\n\r\n".utf8)) == nil { head += try waitForBytes() }
            note(head)
            try write(Array("HTTP/1.1 200 OK\r\n\r\n".utf8), client)
        }
    }

    /// Passes on what the client has sent; returns whether TLS ends there.
    private func passOn(_ bytes: [UInt8], to server: Socket) -> Bool {
        var isOver = false
        var content = bytes
        if let session {
            bytes.withUnsafeBytes { session.take($0) }
            content = []
            reading: while true {
                switch try? session.read(upTo: 65_536) {
                case .bytes(let bytes)?: content += bytes
                case .waiting?: break reading
                case .end?, nil:
                    isOver = true
                    break reading
                }
            }
        }
        if case .listener = role { state.withLock { [number] in $0.transcripts[number] += content } }
        if case .tls = role, !hasBegun, !content.isEmpty { note(content) }
        // A server that has answered early takes no more, but its answer is still to be read.
        try? write(content, server)
        return isOver
    }

    private func reply(_ bytes: [UInt8]) throws {
        guard let session else { return try write(bytes, client) }
        try bytes.withUnsafeBytes { try session.write($0) }
        try write(session.takeOutput(), client)
    }

    private func note(_ bytes: [UInt8]) {
        hasBegun = true
        state.withLock { $0.beginnings.append(String(decoding: bytes.prefix(4096), as: UTF8.self)) }
    }

    private func waitForBytes() throws -> [UInt8] {
        while true {
            _ = Self.wait([client], POLLIN)
            guard let bytes = try receive(client) else { continue }
            guard !bytes.isEmpty else { throw Gone() }
            return bytes
        }
    }

    /// What has come; empty at the end, nil if nothing has.
    private func receive(_ socket: Socket) throws -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        switch buffer.withUnsafeMutableBytes({ socket.receive(into: $0) }) {
        case .moved(let count): return Array(buffer.prefix(count))
        case .wouldBlock: return nil
        case .closed, .failed: return []
        }
    }

    private func write(_ bytes: [UInt8], _ socket: Socket) throws {
        var start = 0
        while start < bytes.count {
            switch bytes.withUnsafeBytes({ socket.send(UnsafeRawBufferPointer(rebasing: $0[start...])) }) {
            case .moved(let count): start += count
            case .wouldBlock: _ = Self.wait([socket], POLLOUT)
            case .closed, .failed: throw Gone()
            }
        }
    }

    static func wait(_ sockets: [Socket], _ events: Int32) -> Bool {
        var entries = sockets.map { pollfd(fd: $0.descriptor, events: Int16(events), revents: 0) }
        return poll(&entries, nfds_t(entries.count), -1) > 0
    }
}
