import HTTPCore

/// Sends several requests over one connection.
enum KeptConnection {
    /// The status of each answer, 0 if none came.
    static func statuses(_ probes: [Probe], _ session: Session) async throws(Interruption) -> [Int] {
        var requests: [HTTPRequest] = []
        for probe in probes { requests.append(try probe.request(to: session.target, session.credentials)) }
        let connection: HTTPClientConnection
        do throws(HTTPClientError) {
            connection = try await open(session)
        } catch {
            throw .error(error.description)
        }
        defer { connection.close() }
        var statuses: [Int] = []
        for request in requests {
            statuses.append(await status(request, connection, session.timeout))
        }
        return statuses
    }

    /// The status of each answer to bytes that hold several requests, 0 if none came.
    ///
    /// - Parameter next: the bytes to send after the first answer.
    static func answers(
        to bytes: [UInt8],
        then next: [UInt8] = [],
        count: Int,
        _ session: Session
    ) async throws(Interruption) -> [Int] {
        let connection: HTTPClientConnection
        do throws(HTTPClientError) {
            connection = try await open(session)
        } catch {
            throw .error(error.description)
        }
        defer { connection.close() }
        var statuses = [Int](repeating: 0, count: count)
        do {
            try await connection.send(bytes, timeout: session.timeout)
            for index in statuses.indices {
                statuses[index] = try await connection.answer(to: .get, timeout: session.timeout).response.status
                if index == 0, !next.isEmpty { try await connection.send(next, timeout: session.timeout) }
            }
        } catch {
            return statuses
        }
        return statuses
    }

    static func open(_ session: Session) async throws(HTTPClientError) -> HTTPClientConnection {
        try await HTTPClientConnection.open(
            host: session.target.host,
            port: session.target.port,
            timeout: session.timeout
        )
    }

    /// The status of the answer to one request on an open connection, 0 if none came.
    static func status(_ request: HTTPRequest, _ connection: HTTPClientConnection, _ timeout: Duration) async -> Int {
        do {
            try await connection.send(request.bytes, timeout: timeout)
            return try await connection.answer(to: request.method, timeout: timeout).response.status
        } catch {
            return 0
        }
    }
}
