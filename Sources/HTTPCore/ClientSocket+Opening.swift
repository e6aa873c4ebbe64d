import Foundation

extension ClientSocket {
    /// Connects to the first of a host's addresses that accepts, and speaks TLS if there is a context for it.
    static func connect(
        _ host: String,
        _ port: Int,
        tls: TLSContext? = nil,
        by deadline: MonotonicTime?,
        _ cancellation: Cancellation
    ) async throws(HTTPClientError) -> ClientSocket {
        // The resolver would truncate a larger number to sixteen bits.
        guard UInt16(exactly: port) != nil else {
            throw .unreachable(host: host, reason: "there is no port \(port)")
        }
        let addresses = try await Resolver.addresses(of: host, port: port, by: deadline, cancellation)
        var failure = HTTPClientError.unresolvable(host: host, reason: "none was found")
        for (index, address) in addresses.enumerated() {
            do throws(HTTPClientError) {
                let limit = share(of: deadline, addresses.count - index)
                let socket = try await connect(to: address, by: limit, cancellation)
                if let tls { try await socket.startTLS(tls, host: host, by: deadline) }
                return socket
            } catch {
                guard error.isOfAddress else { throw error }
                failure = error
            }
        }
        throw failure
    }

    /// The time for one address, so that one that nobody answers at leaves time for those after it.
    private static func share(of deadline: MonotonicTime?, _ left: Int) -> MonotonicTime? {
        guard left > 1 else { return deadline }
        let now = MonotonicTime.now
        guard let deadline else { return now + .seconds(10) }
        return now.adding(nanoseconds: max(0, deadline.nanoseconds - now.nanoseconds) / Int64(left))
    }

    private static func connect(
        to address: SocketAddress,
        by deadline: MonotonicTime?,
        _ cancellation: Cancellation
    ) async throws(HTTPClientError) -> ClientSocket {
        let descriptor: Socket
        let socket: ClientSocket
        do throws(SystemError) {
            let reactor = try Reactor.shared.get()
            descriptor = try Socket.open(family: address.family)
            socket = ClientSocket(descriptor, reactor)
        } catch {
            throw .refused(error)
        }
        descriptor.disableDelay()
        cancellation.attach { socket.cancel() }
        let code = try socket.onDescriptor { descriptor in
            address.withPointer { Foundation.connect(descriptor, $0, $1) == 0 ? 0 : errno }
        }
        if code == 0 { return socket }
        guard code == EINPROGRESS || code == EINTR else { throw .refused(SystemError(call: "connect", code: code)) }
        // A server on this machine has accepted by now.
        let isConnected = try socket.onDescriptor { descriptor in
            var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            return poll(&request, 1, 0)
        }
        if isConnected != 1 { try await socket.wait(writes: true, by: deadline) }
        let failure = try socket.onDescriptor { descriptor in
            var code: Int32 = 0
            var length = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length)
            return code
        }
        guard failure == 0 else { throw .refused(SystemError(call: "connect", code: failure)) }
        return socket
    }

    /// Calls the system with the descriptor, which nobody closes meanwhile; returns what it returns.
    private func onDescriptor(_ body: (Int32) -> Int32) throws(HTTPClientError) -> Int32 {
        try locked { state throws(HTTPClientError) in
            guard let socket = state.socket else { throw .cancelled }
            return body(socket.descriptor)
        }
    }

    /// Speaks TLS from now on, with that host, and only with that one.
    func startTLS(_ context: TLSContext, host: String, by deadline: MonotonicTime?) async throws(HTTPClientError) {
        let session = try TLSSession(context, host: context.serverName ?? host)
        state.withLock { $0.tls = session }
        while true {
            let isComplete = try handshake()
            try await send([], by: deadline)
            if isComplete { return }
            guard let bytes = try await receive(by: deadline) else {
                throw .tls("the connection ended while TLS was being set up")
            }
            state.withLock { state in bytes.withUnsafeBytes { state.tls?.take($0) } }
        }
    }

    /// Goes on with the handshake; returns whether it is complete.
    private func handshake() throws(HTTPClientError) -> Bool {
        try locked { state throws(HTTPClientError) in
            guard let tls = state.tls else { throw .cancelled }
            let result = Result { () throws(HTTPClientError) in try tls.handshake() }
            state.encrypted += tls.takeOutput()
            if case .failure = result {
                // An alert tells the server why, if there is room for it.
                _ = Self.push(&state)
            }
            return try result.get()
        }
    }
}

extension HTTPClientError {
    /// Whether another address of the same host may do better.
    fileprivate var isOfAddress: Bool {
        switch self {
        case .refused, .timeout, .reset: true
        default: false
        }
    }
}
