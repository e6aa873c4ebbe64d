/// What lies between a client and a server.
package struct ConnectionWay: Sendable {
    /// Whom to trust over TLS; nil for a connection without TLS.
    package var tls: TLSContext?
    /// The address to connect to in place of the host's own.
    package var address: String?
    /// The proxy that passes the connection on.
    package var proxy: HTTPProxy?

    package init(tls: TLSContext? = nil, address: String? = nil, proxy: HTTPProxy? = nil) {
        self.tls = tls
        self.address = address
        self.proxy = proxy
    }
}

extension ClientSocket {
    /// Connects to a host on that way; TLS begins behind the proxy.
    static func connect(
        _ host: String,
        _ port: Int,
        _ way: ConnectionWay,
        by deadline: MonotonicTime?,
        _ cancellation: Cancellation
    ) async throws(HTTPClientError) -> ClientSocket {
        let destination = way.address ?? host
        let socket: ClientSocket
        if let proxy = way.proxy {
            socket = try await connect(to: proxy, by: deadline, cancellation)
            let endpoint = HTTPEndpoint(host: destination, port: port, isTLS: way.tls != nil)
            try await socket.tunnel(to: endpoint, through: proxy, by: deadline)
        } else if destination == host {
            return try await connect(host, port, tls: way.tls, by: deadline, cancellation)
        } else {
            socket = try await connect(destination, port, by: deadline, cancellation)
        }
        if let tls = way.tls { try await socket.startTLS(tls, host: host, by: deadline) }
        return socket
    }

    /// Connects to a proxy.
    static func connect(
        to proxy: HTTPProxy,
        by deadline: MonotonicTime?,
        _ cancellation: Cancellation
    ) async throws(HTTPClientError) -> ClientSocket {
        do throws(HTTPClientError) {
            return try await connect(proxy.host, proxy.port, by: deadline, cancellation)
        } catch {
            if error == .cancelled || error == .timeout { throw error }
            throw .unreachable(host: proxy.host, reason: "the proxy \(proxy.host):\(proxy.port) is of no use: \(error)")
        }
    }

    /// Has a proxy pass on everything that follows (RFC 9110, section 9.3.6).
    func tunnel(
        to endpoint: HTTPEndpoint,
        through proxy: HTTPProxy,
        by deadline: MonotonicTime?
    ) async throws(HTTPClientError) {
        var request = HTTPRequest(.connect, endpoint.authority, fields: ["Host": endpoint.authority])
        if let authorization = proxy.authorization { request.fields.append("Proxy-Authorization", authorization) }
        try await send(request.bytes, by: deadline)
        let reader = AnswerHeadReader(socket: self, limits: HTTPLimits())
        let (head, _) = try await reader.read(answering: .connect, by: deadline)
        let status = head.response.status
        if (200..<300).contains(status) { return }
        let reason = status == 407 ? "asks for a user name and a password" : "does not connect to \(endpoint.authority)"
        throw .unreachable(
            host: endpoint.host,
            reason: "the proxy \(proxy.host):\(proxy.port) \(reason) (status \(status))"
        )
    }
}
