import HTTPCore
import Testing

@Suite struct HTTPClientConnectionTests {
    private func answer(_ raw: String) async throws -> HTTPResponseParser.Answer {
        let handler = ClosureHandler { $1.abort(sending: Array(raw.utf8)) }
        return try await withConnection(handler) { connection in
            try await connection.get("/")
        }
    }

    @Test func saysThatNobodyListens() async throws {
        // A port of a server that has stopped may be another test's by now; nobody listens at the first one.
        let error = await #expect(throws: HTTPClientError.self) {
            try await HTTPClientConnection.open(host: "127.0.0.1", port: 1, timeout: patience)
        }
        guard case .refused = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func saysThatAHostHasNoAddress() async throws {
        let error = await #expect(throws: HTTPClientError.self) {
            try await HTTPClientConnection.open(host: "no-such-host.invalid", port: 1, timeout: patience)
        }
        guard case .unresolvable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func givesUpInTime() async throws {
        try await withServer(ClosureHandler { _, _ in }) { server in
            let connection = try await server.connect()
            try await connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await #expect(throws: HTTPClientError.timeout) {
                try await connection.answer(to: .get, timeout: .milliseconds(20))
            }
        }
    }

    /// A server that says again and again that it is busy does not get more time by it.
    @Test func interimAnswersDoNotExtendTheWait() async throws {
        try await withServer(ClosureHandler { $1.respond(HTTPResponse(status: 102)) }) { server in
            let connection = try await server.connect()
            let request = Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
            let asking = Task {
                for _ in 0..<100_000 where !Task.isCancelled {
                    try await connection.send(request, timeout: patience)
                }
                connection.endOutput()
            }
            #expect(try await connection.anyAnswer(to: .get, timeout: patience).response.status == 102)
            await #expect(throws: HTTPClientError.timeout) {
                try await connection.answer(to: .get, timeout: .milliseconds(100))
            }
            asking.cancel()
            _ = await asking.result
        }
    }

    /// The system would take the port's last sixteen bits.
    @Test func refusesAPortThatThereIsNot() async throws {
        try await withServer { server in
            for port in [server.port + 65_536, -1] {
                await #expect(
                    throws: HTTPClientError.unreachable(host: server.host, reason: "there is no port \(port)")
                ) {
                    try await HTTPClientConnection.open(host: server.host, port: port, timeout: patience)
                }
            }
        }
    }

    @Test func endsWhenItsTaskIsCancelled() async throws {
        let (gone, continuation) = AsyncStream<Void>.makeStream()
        let handler = ClosureHandler { _, exchange in exchange.onDisconnect { continuation.yield() } }
        try await withConnection(handler) { connection in
            try await connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            let task = Task { try await connection.answer() }
            task.cancel()
            await #expect(throws: HTTPClientError.cancelled) { try await task.value }
            var iterator = gone.makeAsyncIterator()
            #expect(await iterator.next() != nil)
        }
    }

    @Test func tellsWhatIsWrongWithAnAnswer() async throws {
        await #expect(throws: HTTPClientError.closed) { try await answer("") }
        await #expect(throws: HTTPClientError.tooLarge) {
            try await answer("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")
        }
        await #expect(throws: HTTPClientError.malformed(.prematureEnd, received: Array("HTTP/1.1 200 OK\r".utf8))) {
            try await answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab")
        }
    }

    @Test func recognisesTLS() async throws {
        let error = await #expect(throws: HTTPClientError.self) {
            try await answer("\u{15}\u{3}\u{3}\0\u{2}\u{2}\u{46}")
        }
        #expect(error?.description == "the server speaks TLS")
    }
}
