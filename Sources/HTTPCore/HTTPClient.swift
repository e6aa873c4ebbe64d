/// A client that keeps its connections for further requests.
///
/// It follows no redirects, stores nothing, and decodes nothing but chunks. What a server sends is read when it is asked
/// for, so that no server fills the memory, and cancelling a task ends its connection.
package final class HTTPClient: Sendable {
    /// The settings of a client.
    package struct Configuration: Sendable {
        /// How many connections to one server there may be; further requests wait.
        package var connectionsPerServer = 6
        /// Whom to trust over TLS.
        package var tls = TLSConfiguration()
        /// Which servers are reached through a proxy.
        package var proxies = HTTPProxySettings.none
        /// The limits of a head; there is none for content.
        package var limits = HTTPLimits()

        package init() {
            (limits.head, limits.startLine, limits.fieldCount) = (256 * 1024, 64 * 1024, 1000)
            limits.body = 1 << 60
        }
    }

    let configuration: Configuration
    let pool: ConnectionPool
    /// Made with the first connection over TLS.
    private let tls = Locked<Result<TLSContext, HTTPClientError>?>(nil)

    package init(_ configuration: Configuration) {
        self.configuration = configuration
        pool = ConnectionPool(limit: configuration.connectionsPerServer)
    }

    /// Sends a request, and returns when the head of the answer has arrived.
    ///
    /// The connection is free for another request once the content has been read; releasing the answer closes it.
    package func answer(
        to request: HTTPClientRequest,
        by deadline: MonotonicTime?
    ) async throws(HTTPClientError) -> HTTPClientAnswer {
        let cancellation = Cancellation()
        return try await cancellation.duringTask { () async throws(HTTPClientError) in
            let proxy = try configuration.proxies.proxy(for: request.endpoint)
            let route = ConnectionPool.Route(endpoint: request.endpoint, proxy: proxy)
            let place = try await pool.place(route, by: deadline, cancellation)
            while let socket = place.kept() {
                cancellation.attach { socket.cancel() }
                do throws(HTTPClientError) {
                    return try await exchange(request, route, socket, place, cancellation, by: deadline)
                } catch {
                    // The server may have ended the connection just before the request reached it.
                    guard error.isOfKeptConnection, request.isSafe else { throw error }
                }
            }
            let socket = try await open(route, by: deadline, cancellation)
            return try await exchange(request, route, socket, place, cancellation, by: deadline)
        }
    }

    /// Ends the requests in progress; afterwards nothing can be sent.
    package func close() {
        pool.close()
    }

    private func exchange(
        _ request: HTTPClientRequest,
        _ route: ConnectionPool.Route,
        _ socket: ClientSocket,
        _ place: ConnectionPool.Place,
        _ cancellation: Cancellation,
        by deadline: MonotonicTime?
    ) async throws(HTTPClientError) -> HTTPClientAnswer {
        do throws(HTTPClientError) {
            let isSent = try await RequestSender(socket: socket, deadline: deadline).send(request, through: route.proxy)
            let reader = AnswerHeadReader(socket: socket, limits: configuration.limits)
            let (head, parser) = try await reader.read(answering: request.method, by: deadline)
            let keeps = isSent && head.keepsConnection
            return HTTPClientAnswer(head, parser, socket, place, cancellation, mayKeep: keeps)
        } catch {
            socket.close()
            throw error
        }
    }

    /// Opens a connection.
    ///
    /// - Parameter tunnels: Whether a proxy must not see what is sent, also without TLS.
    func open(
        _ route: ConnectionPool.Route,
        tunnels: Bool = false,
        by deadline: MonotonicTime?,
        _ cancellation: Cancellation
    ) async throws(HTTPClientError) -> ClientSocket {
        let endpoint = route.endpoint
        // Otherwise the proxy is asked for the resource itself.
        if let proxy = route.proxy, !endpoint.isTLS, !tunnels {
            return try await .connect(to: proxy, by: deadline, cancellation)
        }
        let way = ConnectionWay(tls: endpoint.isTLS ? try tlsContext() : nil, proxy: route.proxy)
        return try await .connect(endpoint.host, endpoint.port, way, by: deadline, cancellation)
    }

    private func tlsContext() throws(HTTPClientError) -> TLSContext {
        let result = tls.withLock { tls in
            let made = tls ?? Result { () throws(HTTPClientError) in try TLSContext(configuration.tls) }
            tls = made
            return made
        }
        return try result.get()
    }
}

extension HTTPClientRequest {
    /// Whether the request may be sent twice (RFC 9110, section 9.2.1).
    fileprivate var isSafe: Bool { method == .get || method == .head }
}

extension HTTPClientError {
    /// Whether this is what happens when a server ends a connection that was kept.
    fileprivate var isOfKeptConnection: Bool {
        switch self {
        case .closed, .reset: true
        default: false
        }
    }
}
