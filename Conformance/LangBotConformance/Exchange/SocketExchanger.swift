import HTTPCore

/// Sends each request byte for byte.
///
/// Requests share a connection only if they carry the same valid credential, or none, so that no server takes one caller
/// for another; and only if sending them twice does no harm, since a server may end a connection at any time (RFC 9112,
/// section 9.3.1). Every other request has a connection of its own.
final class SocketExchanger: Exchanger {
    private struct Idle {
        let connection: HTTPClientConnection
        let caller: [Secret]
        let since: ContinuousClock.Instant
    }

    /// Servers end a connection after two seconds without a request or later.
    private static let patience = Duration.seconds(1)
    private static let limit = 8

    private let connector: Connector
    private let idle = Locked<[Idle]>([])
    private let keeps = Locked(true)

    init(connector: Connector) {
        self.connector = connector
    }

    func exchange(_ message: Probe.Message, timeout: Duration) async throws(HTTPClientError) -> HTTPResponse {
        if let bytes = message.bytes { return try await exchange(bytes: bytes, timeout: timeout) }
        guard message.probe.maySeeKeptConnection else { return try await exchange(message.request, timeout: timeout) }
        let (caller, request) = (message.probe.secrets.filter(\.isIssued), message.request)
        while let connection = kept(caller) {
            do {
                return try await exchange(request, connection, caller, timeout)
            } catch .closed, .reset {
                // The server has ended it just before the request came.
            }
        }
        do {
            return try await exchange(request, try await connector.open(timeout: timeout), caller, timeout)
        } catch .timeout {
            // A server that serves one connection after the other has waited for the end of one that was kept.
            guard dropIdle() else { throw .timeout }
            return try await exchange(request, try await connector.open(timeout: timeout), caller, timeout)
        }
    }

    func exchange(_ request: HTTPRequest, timeout: Duration) async throws(HTTPClientError) -> HTTPResponse {
        try await exchangeOnce(request.bytes, answering: request.method, timeout)
    }

    func exchange(bytes: [UInt8], timeout: Duration) async throws(HTTPClientError) -> HTTPResponse {
        try await exchangeOnce(bytes, answering: .get, timeout)
    }

    private func exchangeOnce(
        _ bytes: [UInt8],
        answering method: HTTPMethod,
        _ timeout: Duration
    ) async throws(HTTPClientError) -> HTTPResponse {
        let connection = try await connector.open(timeout: timeout)
        defer { connection.close() }
        return try await answer(to: bytes, method, connection, timeout).response
    }

    private func exchange(
        _ request: HTTPRequest,
        _ connection: HTTPClientConnection,
        _ caller: [Secret],
        _ timeout: Duration
    ) async throws(HTTPClientError) -> HTTPResponse {
        do {
            let answer = try await answer(to: request.bytes, request.method, connection, timeout)
            if answer.keepsConnection, keeps.withLock({ $0 }) { keep(connection, caller) } else { connection.close() }
            return answer.response
        } catch {
            connection.close()
            throw error
        }
    }

    private func answer(
        to bytes: [UInt8],
        _ method: HTTPMethod,
        _ connection: HTTPClientConnection,
        _ timeout: Duration
    ) async throws(HTTPClientError) -> HTTPResponseParser.Answer {
        do {
            try await connection.send(bytes, timeout: timeout)
        } catch .reset {
            // A server that refuses a request early may answer and close before all of it is sent.
        }
        return try await connection.answer(to: method, timeout: timeout)
    }

    private func kept(_ caller: [Secret]) -> HTTPClientConnection? {
        let stale = idle.withLock { idle in
            let old = idle.filter { ContinuousClock.now - $0.since >= Self.patience }
            idle.removeAll { ContinuousClock.now - $0.since >= Self.patience }
            return old
        }
        for one in stale { one.connection.close() }
        while true {
            let last = idle.withLock { idle in
                idle.lastIndex { $0.caller == caller }.map { idle.remove(at: $0) }
            }
            guard let last else { return nil }
            if last.connection.isQuiet { return last.connection }
            last.connection.close()
        }
    }

    /// Closes what is kept, and keeps nothing more; returns whether there was anything.
    private func dropIdle() -> Bool {
        keeps.withLock { $0 = false }
        let all = idle.withLock { idle in
            defer { idle = [] }
            return idle
        }
        for one in all { one.connection.close() }
        return !all.isEmpty
    }

    private func keep(_ connection: HTTPClientConnection, _ caller: [Secret]) {
        let surplus = idle.withLock { idle in
            idle.append(Idle(connection: connection, caller: caller, since: .now))
            return idle.count > Self.limit ? idle.removeFirst().connection : nil
        }
        surplus?.close()
    }
}

extension Probe {
    private static let ofConnections: Set<String> = ["connection", "upgrade", "expect", "transfer-encoding", "te"]

    /// Whether another request may have used the connection before, and may use it afterwards.
    ///
    /// A server that wrongly answers HEAD with content would answer the next request with it, and one that wrongly
    /// leaves content unread would take it for the next request.
    fileprivate var maySeeKeptConnection: Bool {
        let isSafe = ["GET", "OPTIONS"].contains(method) || method == "DELETE" && !hasValidCredential
        return isSafe && body == nil && !fields.contains { Self.ofConnections.contains($0.name.lowercased()) }
    }
}
