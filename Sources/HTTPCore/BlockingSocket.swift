import Foundation

/// A connected socket whose calls block until a deadline.
final class BlockingSocket: Sendable {
    private struct State {
        var socket: Socket?
        var isCancelled = false
    }

    private let descriptor: Socket
    private let state: Locked<State>

    private init(_ socket: Socket) {
        descriptor = socket
        state = Locked(State(socket: socket))
    }

    deinit {
        close()
    }

    /// Connects to the first of a host's addresses that accepts.
    static func connect(_ host: String, _ port: Int, by deadline: MonotonicTime) throws(HTTPClientError)
        -> BlockingSocket
    {
        // The resolver would truncate a larger number to sixteen bits.
        guard UInt16(exactly: port) != nil else {
            throw .unreachable(host: host, reason: "there is no port \(port)")
        }
        let addresses: [SocketAddress]
        do {
            addresses = try SocketAddress.resolve(host, port: port)
        } catch {
            throw .unresolvable(host: host, reason: error.reason)
        }
        var failure = HTTPClientError.unresolvable(host: host, reason: "none was found")
        for address in addresses {
            do throws(HTTPClientError) {
                return try connect(to: address, by: deadline)
            } catch {
                failure = error
            }
        }
        throw failure
    }

    private static func connect(
        to address: SocketAddress,
        by deadline: MonotonicTime
    ) throws(HTTPClientError) -> BlockingSocket {
        let socket: BlockingSocket
        do {
            socket = BlockingSocket(try Socket.open(family: address.family))
        } catch {
            throw .refused(error)
        }
        let descriptor = socket.descriptor
        descriptor.disableDelay()
        let status = address.withPointer { Foundation.connect(descriptor.descriptor, $0, $1) }
        if status != 0 {
            guard errno == EINPROGRESS || errno == EINTR else { throw .refused(.last("connect")) }
            try socket.wait(for: Int16(POLLOUT), by: deadline)
            var code: Int32 = 0
            var length = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(descriptor.descriptor, SOL_SOCKET, SO_ERROR, &code, &length)
            guard code == 0 else { throw .refused(SystemError(call: "connect", code: code)) }
        }
        return socket
    }

    private func wait(for events: Int16, by deadline: MonotonicTime) throws(HTTPClientError) {
        while true {
            var entry = pollfd(fd: descriptor.descriptor, events: events, revents: 0)
            let count = poll(&entry, 1, MonotonicTime.now.milliseconds(until: deadline))
            if isCancelled { throw .cancelled }
            if count > 0 { return }
            if count == 0 { throw .timeout }
            if errno != EINTR { throw .reset(.last("poll")) }
        }
    }

    func send(_ bytes: [UInt8], by deadline: MonotonicTime) throws(HTTPClientError) {
        var start = 0
        while start < bytes.count {
            let transfer = bytes.withUnsafeBytes { descriptor.send(UnsafeRawBufferPointer(rebasing: $0[start...])) }
            switch transfer {
            case .moved(let count): start += count
            case .wouldBlock: try wait(for: Int16(POLLOUT), by: deadline)
            case .closed: throw .reset(nil)
            case .failed(let error): throw .reset(error)
            }
        }
    }

    /// Receives some bytes; nil if the peer has ended its side.
    func receive(by deadline: MonotonicTime) throws(HTTPClientError) -> [UInt8]? {
        while true {
            var received: [UInt8] = []
            var transfer = Socket.Transfer.wouldBlock
            received = [UInt8](unsafeUninitializedCapacity: 64 * 1024) { buffer, count in
                transfer = descriptor.receive(into: UnsafeMutableRawBufferPointer(buffer))
                if case .moved(let moved) = transfer { count = moved }
            }
            switch transfer {
            case .moved: return received
            case .wouldBlock: try wait(for: Int16(POLLIN), by: deadline)
            case .closed:
                if isCancelled { throw .cancelled }
                return nil
            case .failed(let error): throw .reset(error)
            }
        }
    }

    func shutdownOutput() {
        state.withLock { $0.socket?.shutdownOutput() }
    }

    private var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Wakes all callers that wait on the socket; their calls fail.
    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            state.socket?.shutdownBoth()
        }
    }

    func close(reset: Bool = false) {
        state.withLock { state in
            state.socket?.close(reset: reset)
            state.socket = nil
        }
    }
}
