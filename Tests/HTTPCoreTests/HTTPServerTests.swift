import Foundation
import HTTPCore
import Testing

@Suite(.serialized) struct HTTPServerTests {
    @Test(arguments: PollerKind.allCases) func answersManyRequestsOnOneConnection(poller: PollerKind) async throws {
        try await withServer(on: poller) { server in
            let connection = try await server.connect()
            for number in 0..<50 {
                #expect(try await connection.get("/\(number)").text == "GET /\(number) ")
            }
            while server.counters.accepted == 0 { await Task.yield() }
            #expect(server.counters.accepted == 1)
        }
    }

    @Test(arguments: PollerKind.allCases) func answersPipelinedRequestsInOrder(poller: PollerKind) async throws {
        try await withConnection(on: poller) { connection in
            let requests = (0..<200).map { "POST /\($0) HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab" }
            try await connection.send(requests.joined())
            for number in 0..<200 {
                #expect(try await connection.answer().text == "POST /\(number) ab")
            }
        }
    }

    @Test(arguments: PollerKind.allCases) func answersFromAnotherThreadInOrder(poller: PollerKind) async throws {
        let handler = ClosureHandler { request, exchange in
            DispatchQueue.global().async {
                exchange.respond(HTTPResponse(status: 200, body: Array(request.target.utf8)))
            }
        }
        try await withConnection(on: poller, handler) { connection in
            try await connection.send((0..<50).map { "GET /\($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
            for number in 0..<50 {
                #expect(try await connection.answer().text == "/\(number)")
            }
        }
    }

    @Test(arguments: PollerKind.allCases) func leavesOutTheContentForHead(poller: PollerKind) async throws {
        try await withConnection(on: poller) { connection in
            try await connection.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
            let head = try await connection.answer(to: .head)
            #expect(head.response.fields["content-length"] == "7")
            #expect(head.response.body.isEmpty)
            #expect(try await connection.answer().text == "GET / ")
        }
    }

    @Test(arguments: PollerKind.allCases) func leavesOutContentAndLengthFor204(poller: PollerKind) async throws {
        let handler = ClosureHandler { $1.respond(HTTPResponse(status: 204, body: [1, 2, 3])) }
        try await withConnection(on: poller, handler) { connection in
            try await connection.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            let text = try await connection.rest()
            #expect(text.hasPrefix("HTTP/1.1 204 No Content\r\n"))
            #expect(text.hasSuffix("\r\n\r\n"))
            #expect(!text.lowercased().contains("content-length"))
        }
    }

    @Test(arguments: PollerKind.allCases) func datesEveryAnswer(poller: PollerKind) async throws {
        try await withConnection(on: poller) { connection in
            let date = try #require(try await connection.get("/").response.fields["date"])
            let formatter = DateFormatter()
            formatter.locale = Locale(identifier: "en_US_POSIX")
            formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
            formatter.timeZone = TimeZone(identifier: "UTC")
            let parsed = try #require(formatter.date(from: date))
            #expect(abs(parsed.timeIntervalSinceNow) < 60)
        }
    }

    @Test(
        arguments: PollerKind.allCases,
        [
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.0\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: Foo, CLOSE\r\n\r\n",
        ]
    )
    func closesWhereTheClientWantsIt(poller: PollerKind, request: String) async throws {
        try await withConnection(on: poller) { connection in
            try await connection.send(request)
            #expect(try await connection.answer().response.fields["connection"] == "close")
            #expect(try await connection.rest().isEmpty)
        }
    }

    @Test(arguments: PollerKind.allCases) func keepsAnHTTP10ConnectionThatAsksForIt(poller: PollerKind) async throws {
        try await withConnection(on: poller) { connection in
            for _ in 0..<2 {
                try await connection.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                #expect(try await connection.answer().response.fields["connection"] == "keep-alive")
            }
        }
    }

    @Test(arguments: PollerKind.allCases) func asksForTheContentThatAClientHoldsBack(poller: PollerKind) async throws {
        try await withConnection(on: poller) { connection in
            try await connection.send("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
            #expect(try await connection.anyAnswer(to: .put, timeout: patience).response.status == 100)
            try await connection.send("abc")
            #expect(try await connection.answer(to: .put).text == "PUT /a abc")
        }
    }

    @Test(arguments: PollerKind.allCases) func refusesHeldBackContentUnread(poller: PollerKind) async throws {
        let handler = ClosureHandler(
            admission: { _ in HTTPResponse(status: 401) },
            body: { $1.respond(HTTPResponse(status: 200)) }
        )
        try await withConnection(on: poller, handler) { connection in
            try await connection.send("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
            let answer = try await connection.anyAnswer(to: .put, timeout: patience)
            #expect(answer.response.status == 401)
            #expect(answer.response.fields["connection"] == "close")
        }
    }

    /// However the content arrives, the handler has the whole request.
    @Test(arguments: PollerKind.allCases, [true, false])
    func keepsTheConnectionAfterRefusingSmallContent(poller: PollerKind, isWhole: Bool) async throws {
        let handler = ClosureHandler(
            admission: { _ in HTTPResponse(status: 500) },
            body: { $1.respond(HTTPResponse(status: $0.target == "/no" ? 401 : 200, body: $0.body)) }
        )
        try await withConnection(on: poller, handler) { connection in
            for (target, status) in [("/no", 401), ("/yes", 200)] {
                let head = "PUT \(target) HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n"
                for piece in isWhole ? [head + "abc"] : [head, "a", "bc"] { try await connection.send(piece) }
                let answer = try await connection.answer(to: .put)
                #expect(answer.response.status == status)
                #expect(answer.text == "abc")
            }
        }
    }

    @Test(arguments: PollerKind.allCases, ["Content-Length: 65537", "Transfer-Encoding: chunked"])
    func refusesLargeContentUnread(poller: PollerKind, framing: String) async throws {
        let handler = ClosureHandler(
            admission: { _ in HTTPResponse(status: 401) },
            body: { $1.respond(HTTPResponse(status: 200)) }
        )
        try await withConnection(on: poller, handler) { connection in
            try await connection.send("PUT / HTTP/1.1\r\nHost: x\r\n\(framing)\r\n\r\n")
            let answer = try await connection.answer(to: .put)
            #expect(answer.response.status == 401)
            #expect(answer.response.fields["connection"] == "close")
        }
    }

    @Test(arguments: PollerKind.allCases) func givesARefusalToAClientThatStillSends(poller: PollerKind) async throws {
        try await withServer(on: poller, ClosureHandler.echo) { configuration in
            configuration.limits.body = 1000
            configuration.timeouts.linger = .seconds(60)
        } _: { server in
            let connection = try await server.connect()
            try await connection.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n")
            try await connection.send([UInt8](repeating: 0x61, count: 4_000_000), timeout: patience)
            let answer = try await connection.answer(to: .put)
            #expect(answer.response.status == 413)
            #expect(answer.response.fields["connection"] == "close")
        }
    }

    @Test(arguments: PollerKind.allCases) func streamsInChunks(poller: PollerKind) async throws {
        let handler = ClosureHandler { _, exchange in
            exchange.beginStream(HTTPResponse(status: 200))
            DispatchQueue.global().async {
                exchange.write(Array("one ".utf8))
                exchange.write([])
                exchange.write(Array("two".utf8))
                exchange.endStream()
            }
        }
        try await withServer(on: poller, handler) { server in
            let connection = try await server.connect()
            for _ in 0..<2 {
                let answer = try await connection.get("/")
                #expect(answer.text == "one two")
                #expect(answer.response.fields["transfer-encoding"] == "chunked")
            }
            let old = try await server.connect()
            try await old.send("GET / HTTP/1.0\r\n\r\n")
            let answer = try await old.answer()
            #expect(answer.text == "one two")
            #expect(answer.endedWithConnection)
        }
    }

    @Test(arguments: PollerKind.allCases) func sendsRawBytesAndBreaksOff(poller: PollerKind) async throws {
        let handler = ClosureHandler { request, exchange in
            exchange.abort(sending: Array("garbage".utf8), reset: request.target == "/reset")
        }
        try await withServer(on: poller, handler) { server in
            let polite = try await server.connect()
            try await polite.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await polite.rest() == "garbage")
            let broken = try await server.connect()
            let failure = await #expect(throws: HTTPClientError.self) { try await broken.get("/reset") }
            #expect(failure?.isEnd == true || failure?.isGarbage == true, "\(String(describing: failure))")
        }
    }

    @Test(arguments: PollerKind.allCases) func answersAClientThatHasEndedItsSide(poller: PollerKind) async throws {
        try await withConnection(on: poller) { connection in
            try await connection.send("GET /half HTTP/1.1\r\nHost: x\r\n\r\n")
            connection.endOutput()
            #expect(try await connection.rest().hasSuffix("GET /half "))
        }
    }

    @Test(arguments: PollerKind.allCases) func tellsAHandlerThatItsClientHasGone(poller: PollerKind) async throws {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        let handler = ClosureHandler { _, exchange in
            exchange.onDisconnect { continuation.yield() }
        }
        try await withServer(on: poller, handler) { server in
            let connection = try await server.connect()
            try await connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            while server.counters.requests == 0 { await Task.yield() }
            connection.close()
            var iterator = stream.makeAsyncIterator()
            #expect(await iterator.next() != nil)
        }
    }

    @Test(arguments: PollerKind.allCases) func carriesLargeAnswersToSlowReaders(poller: PollerKind) async throws {
        let content = (0..<6_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let handler = ClosureHandler { $1.respond(HTTPResponse(status: 200, body: content)) }
        try await withServer(on: poller, handler) { server in
            var limits = HTTPLimits()
            limits.body = 10_000_000
            let connection = try await HTTPClientConnection.open(
                host: server.host,
                port: server.port,
                timeout: patience,
                limits: limits
            )
            try await connection.send(String(repeating: "GET / HTTP/1.1\r\nHost: x\r\n\r\n", count: 3))
            for _ in 0..<3 {
                let answer = try await connection.answer()
                #expect(answer.response.status == 200)
                // As one value: a difference of two long arrays would take hours to print.
                let isWhole = answer.response.body == content
                #expect(isWhole)
            }
        }
    }

    @Test(arguments: PollerKind.allCases) func keepsFurtherConnectionsWaitingWhenFull(poller: PollerKind) async throws {
        try await withServer(on: poller, ClosureHandler.echo) {
            $0.maximumConnections = 2
        } _: { server in
            let first = try await server.connect()
            let second = try await server.connect()
            for connection in [first, second] {
                _ = try await connection.get("/")
            }
            let third = try await server.connect()
            try await third.send("GET /third HTTP/1.1\r\nHost: x\r\n\r\n")
            first.close()
            #expect(try await third.answer().text == "GET /third ")
        }
    }

    @Test(arguments: PollerKind.allCases)
    func leavesNothingBehindAfterManyConnections(poller: PollerKind) async throws {
        try await withServer(on: poller) { server in
            for _ in 0..<500 {
                let connection = try await server.connect()
                try await connection.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                _ = try await connection.rest()
                connection.close()
            }
            while server.counters.active > 0 { await Task.yield() }
            #expect(server.counters.accepted == 500)
        }
    }
}
