import HTTPCore

/// Sends several requests over one connection.
enum KeptConnection {
    /// The status of each answer, 0 if none came.
    static func statuses(_ probes: [Probe], _ session: Session) async throws(Interruption) -> [Int] {
        var requests: [HTTPRequest] = []
        for probe in probes { requests.append(try probe.request(to: session.target, session.credentials)) }
        let connection = try await open(session)
        defer { connection.close() }
        var statuses: [Int] = []
        for request in requests {
            statuses.append(try await status(request, connection, session))
        }
        return statuses
    }

    /// - Throws: untestable if the way to the server has answered in its place.
    @discardableResult
    private static func answered(_ statuses: [Int]) throws(Interruption) -> [Int] {
        for status in statuses {
            if let obstacle = Patience.obstacle(status) { throw .untestable("\(obstacle): \(status)") }
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
        let connection = try await open(session)
        defer { connection.close() }
        var statuses = [Int](repeating: 0, count: count)
        do {
            try await connection.send(bytes, timeout: session.timeout)
            for index in statuses.indices {
                statuses[index] = try await connection.answer(to: .get, timeout: session.timeout).response.status
                if index == 0, !next.isEmpty { try await connection.send(next, timeout: session.timeout) }
            }
        } catch {
            return try answered(statuses)
        }
        return try answered(statuses)
    }

    /// The answer to a head that asks whether its content is wanted, which is not sent: the interim answer (100) if the
    /// server then waits for the content.
    static func replyBeforeContent(to probe: Probe, _ session: Session) async throws(Interruption) -> Reply {
        guard let bytes = try probe.wire(to: session.target)?.bytes(session.credentials) else {
            throw .error("the check has no bytes to send")
        }
        let connection = try await open(session)
        defer { connection.close() }
        let reply: Reply
        do throws(HTTPClientError) {
            try await connection.send(bytes, timeout: session.timeout)
            let first = try await connection.anyAnswer(to: .post, timeout: session.timeout).response
            let isInterim = (100..<200).contains(first.status)
            let final = isInterim ? try? await connection.answer(to: .post, timeout: .milliseconds(500)).response : nil
            reply = session.received(final ?? first)
        } catch {
            return Reply(failure: error)
        }
        if let obstacle = Patience.obstacle(reply) { throw .untestable(obstacle) }
        return reply
    }

    /// - Throws: an error if the server cannot be reached.
    static func open(_ session: Session) async throws(Interruption) -> HTTPClientConnection {
        do throws(HTTPClientError) {
            return try await session.connector.open(timeout: session.timeout)
        } catch {
            throw .error(error.description)
        }
    }

    /// The status of the answer to one request on an open connection, 0 if none came.
    ///
    /// - Throws: untestable if the way to the server has answered in its place.
    static func status(
        _ request: HTTPRequest,
        _ connection: HTTPClientConnection,
        _ session: Session
    ) async throws(Interruption) -> Int {
        await session.patience.admit()
        guard (try? await connection.send(request.bytes, timeout: session.timeout)) != nil,
            let answer = try? await connection.answer(to: request.method, timeout: session.timeout)
        else { return 0 }
        try answered([answer.response.status])
        return answer.response.status
    }
}
