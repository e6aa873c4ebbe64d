import HTTPCore
import LangBotContract

/// Several requests over one connection, and many connections at once.
enum ConnectionChecks {
    static let checks = [pipelined, headWithoutContent, ambiguousLength, halfRequests, manyKeys]

    private static let pipelined = Check(
        "connection.pipelined",
        .harden,
        "Pipelined requests: answered in order, each by its own credential",
        .pipelining,
        needs: [.rawSocket]
    ) { context throws(Interruption) in
        let session = context.session
        let probes = [Subject.bots.apiKey(), Subject.bots, Subject.bots.apiKey(unknownKey), Subject.bots.apiKey()]
        var bytes: [UInt8] = []
        for probe in probes { bytes += try probe.request(to: session.target, session.credentials).bytes }
        let statuses = try await KeptConnection.answers(to: bytes, count: probes.count, session)
        return sequence(statuses, [200, 401, 401, 200], Subject.bots)
    }

    /// If the answer to HEAD had content, the next answer would start with it.
    private static let headWithoutContent = Check(
        "method.head.content",
        .should,
        "HEAD: no content in the answer",
        .headMethod,
        needs: [.rawSocket]
    ) { context throws(Interruption) in
        let head = Subject.bots.method("HEAD").apiKey()
        let statuses = try await KeptConnection.statuses([head, Subject.bots.apiKey()], context.session)
        return sequence(statuses, [200, 200], head)
    }

    private static let ambiguousLength = Check(
        "wire.length-and-coding",
        .harden,
        "Content-Length and Transfer-Encoding in one request: connection closed",
        .lengthAndCoding,
        needs: [.rawSocket]
    ) { context throws(Interruption) in
        let session = context.session
        let lines: [Template] = [
            "POST {prefix}/api/v1/platform/bots HTTP/1.1", "Host: {host}", "Content-Type: application/json",
            "Content-Length: 5", "Transfer-Encoding: chunked",
        ]
        let probe = Probe.wire(lines, content: "0\r\n\r\n")
        guard let bytes = try probe.wire(to: session.target)?.bytes(session.credentials) else {
            throw .error("the check has no bytes to send")
        }
        let next = try Subject.bots.apiKey().request(to: session.target, session.credentials).bytes
        let statuses = try await KeptConnection.answers(to: bytes, then: next, count: 2, session)
        let isClosed = statuses.last == 0
        let finding = Finding(
            isClosed && !(200..<300).contains(statuses[0]),
            expected: "a refusal, and no answer to a second request on the connection",
            actual: "\(statuses[0]), and \(statuses[1]) to a second request",
            AnsweredProbe(probe: probe, reply: Reply(HTTPResponse(status: statuses[0])))
        )
        return try await context.alive(after: finding)
    }

    /// Unfinished request heads, many times the number of workers that a small server has.
    private static let halfRequests = Check(
        "connection.half-requests",
        .harden,
        "100 unfinished requests: other requests still answered",
        .resourceConsumption,
        needs: [.rawSocket, .aggressive]
    ) { context throws(Interruption) in
        let session = context.session
        var connections: [HTTPClientConnection] = []
        defer { for connection in connections { connection.close() } }
        for _ in 0..<100 {
            let connection = try await KeptConnection.open(session)
            connections.append(connection)
            do throws(HTTPClientError) {
                try await connection.send(Array("GET / HTTP/1.1\r\nX-Half: ".utf8), timeout: session.timeout)
            } catch {
                throw .error(error.description)
            }
        }
        // Asked once, since a 503 is what this looks for, and over a new connection, which is what the others take up.
        let exchange = try await context.send(Subject.bots.apiKey().overNewConnection(), takesFirst: true)
        if exchange.reply.status == 429, let obstacle = Patience.obstacle(exchange.reply) {
            throw .untestable(obstacle)
        }
        return Expectation.accepted.judge(exchange)
    }

    private static let manyKeys = Check(
        "auth.many-unknown-keys",
        .info,
        "100 requests with unknown keys: valid key still accepted",
        .lockout,
        needs: [.aggressive]
    ) { context throws(Interruption) in
        let valid = Subject.bots.apiKey()
        guard try await context.send(valid).reply.isSuccess else {
            throw .untestable("the check needs a key that is accepted before")
        }
        for number in 0..<100 {
            let probe = Subject.bots.apiKey(Template("lbk_unknown_" + String(number)))
            let exchange = try await context.send(probe, takesFirst: true)
            // Who is limited needs no more of them.
            if exchange.reply.status == 429 { break }
            if let obstacle = Patience.obstacle(exchange.reply) { throw .untestable(obstacle) }
            guard exchange.reply.status == 401 else { return Expectation.rejected.judge(exchange) }
        }
        do throws(Interruption) {
            return Expectation.accepted.judge(try await context.send(valid))
        } catch .untestable(let reason) {
            // A limit of requests relents after some seconds; this one keeps the valid key out.
            return Finding(false, expected: "status 200 and code 0", actual: reason)
        }
    }

    private static func sequence(_ statuses: [Int], _ expected: [Int], _ probe: Probe) -> Finding {
        Finding(
            statuses == expected,
            expected: expected.map(String.init).joined(separator: ", "),
            actual: statuses.map(String.init).joined(separator: ", "),
            AnsweredProbe(probe: probe, reply: Reply(HTTPResponse(status: statuses.first ?? 0))),
            isBreach: zip(statuses, expected).contains { $0 == 200 && $1 == 401 }
        )
    }
}
