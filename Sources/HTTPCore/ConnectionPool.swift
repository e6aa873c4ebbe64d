import Foundation

/// The connections of a client: some in use, some kept for the next request to the same server.
final class ConnectionPool: Sendable {
    /// The server that a connection leads to, and through what.
    struct Route: Hashable, Sendable {
        let endpoint: HTTPEndpoint
        let proxy: HTTPProxy?
    }

    fileprivate struct Idle {
        let socket: ClientSocket
        let since: MonotonicTime
    }

    fileprivate struct Server {
        var taken = 0
        var idle: [Idle] = []
        var waiters: [Promise<Void>] = []
        var isEmpty: Bool { taken == 0 && idle.isEmpty && waiters.isEmpty }
    }

    fileprivate struct State {
        var servers: [Route: Server] = [:]
        var inUse: [ObjectIdentifier: Cancellation] = [:]
        var isClosed = false
        var isSweeping = false
    }

    private let limit: Int
    private let patience: Duration
    fileprivate let state = Locked(State())

    /// - Parameters:
    ///   - limit: How many connections to one server there may be.
    ///   - patience: How long a connection is kept without use. LangBot ends one after five seconds.
    init(limit: Int, patience: Duration = .seconds(4)) {
        self.limit = max(1, limit)
        self.patience = patience
    }

    deinit {
        close()
    }

    /// Waits for a place among the connections to a server.
    func place(
        _ route: Route,
        by deadline: MonotonicTime?,
        _ cancellation: Cancellation
    ) async throws(HTTPClientError) -> Place {
        let turn = Promise<Void>()
        let (isClosed, mustWait) = state.withLock { state in
            guard !state.isClosed else { return (true, false) }
            state.inUse[ObjectIdentifier(cancellation)] = cancellation
            guard state.servers[route, default: Server()].taken >= limit else {
                state.servers[route, default: Server()].taken += 1
                return (false, false)
            }
            state.servers[route]?.waiters.append(turn)
            return (false, true)
        }
        if isClosed { throw .cancelled }
        guard mustWait else { return Place(self, route, cancellation) }
        cancellation.attach { turn.give(.failure(.cancelled)) }
        do throws(HTTPClientError) {
            try await turn.value(by: deadline)
        } catch {
            state.withLock { state in
                state.inUse[ObjectIdentifier(cancellation)] = nil
                state.servers[route]?.waiters.removeAll { $0 === turn }
            }
            throw error
        }
        return Place(self, route, cancellation)
    }

    /// A kept connection that the server has not ended; nil if there is none.
    fileprivate func kept(_ route: Route) -> ClientSocket? {
        while let idle = state.withLock({ $0.servers[route]?.idle.popLast() }) {
            let isFresh = MonotonicTime.now < idle.since + patience
            // Unsolicited bytes mean that the server is closing the connection, or cannot be trusted.
            if isFresh, (try? idle.socket.hasAnswered()) == false { return idle.socket }
            idle.socket.close()
        }
        return nil
    }

    /// Gives a place to the next who waits, and keeps its connection if there is one.
    fileprivate func leave(_ route: Route, _ cancellation: Cancellation, keeping socket: ClientSocket?) {
        let (closing, sweeps) = state.withLock { state -> (ClientSocket?, Bool) in
            state.inUse[ObjectIdentifier(cancellation)] = nil
            guard !state.isClosed, var server = state.servers[route] else { return (socket, false) }
            if let socket { server.idle.append(Idle(socket: socket, since: .now)) }
            server.passOn()
            state.servers[route] = server.isEmpty ? nil : server
            guard socket != nil, !state.isSweeping else { return (nil, false) }
            state.isSweeping = true
            return (nil, true)
        }
        closing?.close()
        if sweeps { sweepLater() }
    }

    /// Closes what nobody has used for a while, and again until nothing is left.
    private func sweepLater() {
        let pause = DispatchTime.now() + .nanoseconds(Int(patience.nanoseconds))
        DispatchQueue.global().asyncAfter(deadline: pause) { [weak self] in self?.sweep() }
    }

    private func sweep() {
        let now = MonotonicTime.now
        let (old, continues) = state.withLock { state in
            var old: [Idle] = []
            for (route, server) in state.servers {
                var server = server
                old += server.idle.filter { $0.since + patience <= now }
                server.idle.removeAll { $0.since + patience <= now }
                state.servers[route] = server.isEmpty ? nil : server
            }
            state.isSweeping = state.servers.values.contains { !$0.idle.isEmpty }
            return (old, state.isSweeping)
        }
        for idle in old { idle.socket.close() }
        if continues { sweepLater() }
    }

    /// Ends all exchanges, and takes no more.
    func close() {
        let before = state.withLock { state in
            defer { state = State(isClosed: true) }
            return state
        }
        for cancellation in before.inUse.values { cancellation.cancel() }
        for idle in before.servers.values.flatMap(\.idle) { idle.socket.close() }
    }
}

extension ConnectionPool.Server {
    /// Hands a place that somebody leaves to the first who still waits.
    fileprivate mutating func passOn() {
        while !waiters.isEmpty {
            if waiters.removeFirst().give(.success(())) { return }
        }
        taken -= 1
    }
}

extension ConnectionPool {
    /// A connection outside of the places; it ends with the pool, which remembers it until this is released.
    final class Guest: Sendable {
        private let pool: ConnectionPool
        private let cancellation: Cancellation

        fileprivate init(_ pool: ConnectionPool, _ cancellation: Cancellation) {
            self.pool = pool
            self.cancellation = cancellation
        }

        deinit {
            pool.state.withLock { $0.inUse[ObjectIdentifier(cancellation)] = nil }
        }
    }

    /// Takes a connection that closing the pool cancels.
    func guest(_ cancellation: Cancellation) throws(HTTPClientError) -> Guest {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.inUse[ObjectIdentifier(cancellation)] = cancellation }
            return state.isClosed
        }
        if isClosed { throw .cancelled }
        return Guest(self, cancellation)
    }

    /// A place among the connections to a server; whoever holds it may have one connection.
    final class Place: Sendable {
        private let pool: ConnectionPool
        private let route: Route
        private let cancellation: Cancellation
        private let isLeft = Locked(false)

        fileprivate init(_ pool: ConnectionPool, _ route: Route, _ cancellation: Cancellation) {
            self.pool = pool
            self.route = route
            self.cancellation = cancellation
        }

        deinit {
            leave(keeping: nil)
        }

        /// A kept connection that can be used again.
        func kept() -> ClientSocket? { pool.kept(route) }

        /// Gives the place up, and lets the next request have the connection.
        func leave(keeping socket: ClientSocket?) {
            let isFirst = isLeft.withLock { isLeft in
                defer { isLeft = true }
                return !isLeft
            }
            if isFirst { pool.leave(route, cancellation, keeping: socket) }
        }
    }
}
