extension HTTPClient {
    /// Opens a websocket, over a connection that does not count among those to its server.
    ///
    /// Closing the client ends it. A proxy is asked to pass on everything (RFC 6455, section 4.1).
    package func webSocket(
        to endpoint: HTTPEndpoint,
        _ target: String,
        fields: HTTPFields = [:],
        limits: WebSocketLimits = WebSocketLimits(),
        by deadline: MonotonicTime?
    ) async throws(WebSocketClientError) -> WebSocketClient {
        let cancellation = Cancellation()
        let guest = try await WebSocketClient.connected { () async throws(HTTPClientError) in
            try pool.guest(cancellation)
        }
        let connection = try await WebSocketClient.connected { () async throws(HTTPClientError) in
            let proxy = try configuration.proxies.proxy(for: endpoint)
            let route = ConnectionPool.Route(endpoint: endpoint, proxy: proxy)
            let socket = try await cancellation.duringTask { () async throws(HTTPClientError) in
                try await open(route, tunnels: true, by: deadline, cancellation)
            }
            // Weakly, because the pool may know of a websocket for longer than anybody uses it.
            cancellation.attach { [weak socket] in socket?.cancel() }
            return HTTPClientConnection(socket, limits: configuration.limitsOfRefusals(limits))
        }
        let request = (target: target, host: endpoint.hostField, fields: fields)
        return try await WebSocketClient.open(over: connection, request, limits, guest, by: deadline)
    }
}

extension HTTPClient.Configuration {
    /// The limits of an answer that opens no websocket: no more than a message of one.
    fileprivate func limitsOfRefusals(_ limits: WebSocketLimits) -> HTTPLimits {
        var copy = self.limits
        copy.body = limits.message
        return copy
    }
}
