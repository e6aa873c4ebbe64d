import Foundation

/// A non-blocking stream socket, identified by its descriptor.
///
/// It does not own the descriptor.
struct Socket: Hashable, Sendable {
    let descriptor: Int32

    /// The result of one attempt to transfer bytes.
    enum Transfer: Hashable {
        case moved(Int)
        case wouldBlock
        case closed
        case failed(SystemError)
    }

    /// Creates a socket that does not block, is not inherited and never raises SIGPIPE.
    static func open(family: Int32) throws(SystemError) -> Socket {
        let descriptor = socket(family, Platform.streamType, 0)
        guard descriptor >= 0 else { throw .last("socket") }
        let socket = Socket(descriptor: descriptor)
        socket.configure()
        return socket
    }

    /// Creates two such sockets that are connected to each other.
    static func pair() throws(SystemError) -> (Socket, Socket) {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Platform.streamType, 0, &ends) == 0 else { throw .last("socketpair") }
        let pair = (Socket(descriptor: ends[0]), Socket(descriptor: ends[1]))
        pair.0.configure()
        pair.1.configure()
        return pair
    }

    private func configure() {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        for option in Platform.socketOptions { setOption(SOL_SOCKET, option, 1) }
    }

    func setOption(_ level: Int32, _ name: Int32, _ value: Int32) {
        var value = value
        setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Sends small writes at once instead of waiting for the peer's acknowledgement.
    func disableDelay() {
        setOption(Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    }

    /// Accepts a waiting connection; nil if there is none.
    func accept() throws(SystemError) -> Socket? {
        while true {
            let accepted = Foundation.accept(descriptor, nil, nil)
            if accepted >= 0 {
                let socket = Socket(descriptor: accepted)
                socket.configure()
                socket.disableDelay()
                return socket
            }
            switch errno {
            case EINTR, ECONNABORTED: continue
            case EAGAIN, EWOULDBLOCK: return nil
            default: throw .last("accept")
            }
        }
    }

    func receive(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count > 0 { return .moved(count) }
            if count == 0 { return .closed }
            if errno != EINTR { return errno == EAGAIN || errno == EWOULDBLOCK ? .wouldBlock : .failed(.last("recv")) }
        }
    }

    func send(_ bytes: UnsafeRawBufferPointer) -> Transfer {
        while true {
            let count = Foundation.send(descriptor, bytes.baseAddress, bytes.count, Platform.sendFlags)
            if count >= 0 { return .moved(count) }
            if errno != EINTR { return Self.unsent }
        }
    }

    private static var unsent: Transfer {
        switch errno {
        case EAGAIN, EWOULDBLOCK: .wouldBlock
        case EPIPE, ECONNRESET, ENOTCONN: .closed
        default: .failed(.last("send"))
        }
    }

    /// Tells the peer that nothing more will be sent.
    func shutdownOutput() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Shuts down both directions, which wakes all threads waiting on the socket.
    func shutdownBoth() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Closes the descriptor; with `reset`, the peer sees a reset instead of an orderly end.
    func close(reset: Bool = false) {
        if reset { resetOnClose() }
        Foundation.close(descriptor)
    }

    /// Has the peer see a reset once the descriptor is closed.
    func resetOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }
}
