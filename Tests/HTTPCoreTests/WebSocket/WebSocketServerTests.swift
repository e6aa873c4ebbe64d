import HTTPCore
import Testing

/// Websockets over real sockets.
@Suite(.serialized) struct WebSocketServerTests {
    /// Opens a websocket for each request, and runs `body` with it.
    static func handler(
        limits: WebSocketLimits = WebSocketLimits(),
        _ body: @escaping @Sendable (ServerWebSocket) async -> Void = echo
    ) -> ClosureHandler {
        ClosureHandler { request, exchange in
            guard let fields = try? WebSocketHandshake.answer(to: request) else {
                return exchange.respond(HTTPResponse(status: 400))
            }
            let socket = exchange.upgrade(fields, limits: limits)
            Task { await body(socket) }
        }
    }

    @Sendable static func echo(_ socket: ServerWebSocket) async {
        while let message = await socket.receive() {
            switch message {
            case .text("end"): socket.close(WebSocketClose(code: 4000, reason: "as you wish"))
            case .text(let text): socket.send(text)
            case .binary(let bytes): socket.send(bytes)
            }
        }
    }

    static func withSocket<Value>(
        on poller: PollerKind = .fastest,
        _ handler: ClosureHandler = handler(),
        _ body: (WebSocketClient) async throws -> Value
    ) async throws -> Value {
        try await withServer(on: poller, handler) { server in
            let client = try await server.openWebSocket()
            defer { client.disconnect() }
            return try await body(client)
        }
    }

    @Test(arguments: PollerKind.allCases) func carriesMessagesBothWays(poller: PollerKind) async throws {
        try await Self.withSocket(on: poller) { client in
            try await client.send("hello", timeout: patience)
            #expect(try await client.receive(timeout: patience) == .text("hello"))
            let large = [UInt8](repeating: 7, count: 300_000)
            try await client.send(WebSocketFrame(.binary, large), timeout: patience)
            #expect(try await client.receive(timeout: patience) == .binary(large))
        }
    }

    @Test func answersPingsInTheMiddleOfAMessage() async throws {
        try await Self.withSocket { client in
            try await client.send(WebSocketFrame(.text, Array("a".utf8), isFinal: false), timeout: patience)
            try await client.send(WebSocketFrame(.ping, [1, 2]), timeout: patience)
            #expect(try await client.receive(timeout: patience) == .pong([1, 2]))
            try await client.send(WebSocketFrame(.continuation, Array("b".utf8)), timeout: patience)
            #expect(try await client.receive(timeout: patience) == .text("ab"))
        }
    }

    @Test func readsFramesThatCameWithTheRequest() async throws {
        try await withServer(Self.handler()) { server in
            let connection = try await server.connect()
            var bytes = WebSocketHandshakeTests.request().bytes
            WebSocketFrame(.text, Array("early".utf8)).write(mask: [1, 2, 3, 4], to: &bytes)
            try await connection.send(bytes, timeout: patience)
            #expect(try await connection.anyAnswer(to: .get, timeout: patience).response.status == 101)
            var reader = WebSocketReader(.client)
            var event: WebSocketReader.Event?
            while event == nil, let more = try await connection.receive(timeout: patience) {
                reader.append(more)
                event = try reader.next()
            }
            #expect(event == .text("early"))
            connection.close()
        }
    }

    @Test(arguments: [
        (WebSocketClose(code: 1000, reason: "bye"), WebSocketClose(code: 1000, reason: "bye")),
        (WebSocketClose(), WebSocketClose()), (WebSocketClose(code: 3999), WebSocketClose(code: 3999)),
    ])
    func closesAsTheClientDoes(sent: WebSocketClose, answered: WebSocketClose) async throws {
        let (ends, continuation) = AsyncStream<WebSocketClose?>.makeStream()
        let handler = Self.handler { socket in
            await Self.echo(socket)
            continuation.yield(socket.end)
        }
        try await Self.withSocket(handler) { client in
            try await client.send(sent.frame, timeout: patience)
            #expect(try await client.receive(timeout: patience) == .close(answered))
            #expect(try await client.receive(timeout: patience) == nil)
            var iterator = ends.makeAsyncIterator()
            #expect(await iterator.next() == sent)
        }
    }

    @Test func closesFirst() async throws {
        try await Self.withSocket { client in
            try await client.send("end", timeout: patience)
            let close = WebSocketClose(code: 4000, reason: "as you wish")
            #expect(try await client.receive(timeout: patience) == .close(close))
            try await client.send(close.frame, timeout: patience)
            #expect(try await client.receive(timeout: patience) == nil)
        }
    }

    @Test(
        arguments: [
            ([0x81, 0x01, 0x61], 1002), ([0x81, 0x82, 0, 0, 0, 0, 0xC0, 0xAF], 1007),
            ([0x82, 0xFF, 0, 0, 0, 0, 0x40, 0, 0, 0], 1009),
        ] as [([UInt8], Int)]
    )
    func tellsWhatIsWrong(bytes: [UInt8], code: Int) async throws {
        try await Self.withSocket { client in
            try await client.send(bytes: bytes, timeout: patience)
            #expect(try await client.receive(timeout: patience) == .close(WebSocketClose(code: code)))
            #expect(try await client.receive(timeout: patience) == nil)
        }
    }

    @Test func noticesThatAClientIsGone() async throws {
        let (ends, continuation) = AsyncStream<WebSocketClose?>.makeStream()
        let handler = Self.handler { socket in
            await Self.echo(socket)
            continuation.yield(socket.end)
        }
        try await Self.withSocket(handler) { client in
            client.disconnect(reset: true)
            var iterator = ends.makeAsyncIterator()
            #expect(await iterator.next() == .abnormal)
        }
    }

    @Test func holdsBackWhatNobodyTakes() async throws {
        let (opened, continuation) = AsyncStream<ServerWebSocket>.makeStream()
        var limits = WebSocketLimits()
        limits.waiting = 4
        try await withServer(Self.handler(limits: limits) { continuation.yield($0) }) { server in
            let client = try await server.openWebSocket()
            for number in 0..<2000 { try await client.send("\(number)", timeout: patience) }
            var iterator = opened.makeAsyncIterator()
            let socket = try #require(await iterator.next())
            var received: [String] = []
            for _ in 0..<2000 {
                if case .text(let text)? = await socket.receive() { received.append(text) }
            }
            #expect(received == (0..<2000).map(String.init))
            client.disconnect()
        }
    }

    @Test func breaksOffWhereNobodyReads() async throws {
        let (ends, continuation) = AsyncStream<WebSocketClose?>.makeStream()
        let handler = Self.handler { socket in
            // More than the system's buffers take, to a client that reads nothing.
            let large = String(repeating: "x", count: 1_000_000)
            for _ in 0..<40 { socket.send(large) }
            _ = await socket.receive()
            continuation.yield(socket.end)
        }
        try await Self.withSocket(handler) { _ in
            var iterator = ends.makeAsyncIterator()
            #expect(await iterator.next() == .abnormal)
        }
    }

    @Test func saysGoodbyeWhenItStops() async throws {
        let server = try HTTPServer.start(.on(.fastest), handler: Self.handler())
        let client = try await server.openWebSocket()
        try await client.send("hello", timeout: patience)
        #expect(try await client.receive(timeout: patience) == .text("hello"))
        async let stopped: Void = server.shutdown(drain: .seconds(30))
        #expect(try await client.receive(timeout: patience) == .close(.goingAway))
        try await client.send(WebSocketClose.goingAway.frame, timeout: patience)
        await stopped
    }

    @Test func aCancelledTaskWaitsNoLonger() async throws {
        let (opened, continuation) = AsyncStream<ServerWebSocket>.makeStream()
        try await withServer(Self.handler { continuation.yield($0) }) { server in
            let client = try await server.openWebSocket()
            var iterator = opened.makeAsyncIterator()
            let socket = try #require(await iterator.next())
            let task = Task { await socket.receive() }
            task.cancel()
            #expect(await task.value == nil)
            #expect(socket.end == nil)
            client.disconnect()
        }
    }

    @Test func tasksSendOneAfterTheOther() async throws {
        try await Self.withSocket { client in
            let senders = (0..<16).map { number in
                Task { try await client.send(String(repeating: "\(number % 10)", count: 200_000), timeout: patience) }
            }
            for _ in senders {
                guard case .text(let text)? = try await client.receive(timeout: patience) else {
                    Issue.record("a message is missing")
                    return
                }
                #expect(text.utf8.count == 200_000 && Set(text.utf8).count == 1)
            }
            for sender in senders { try await sender.value }
        }
    }

    @Test func refusesByAnswer() async throws {
        try await withServer(ClosureHandler.echo) { server in
            let error = await #expect(throws: WebSocketClientError.self) { try await server.openWebSocket() }
            guard case .refused(let response)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(response.status == 200)
        }
    }
}

extension HTTPServer {
    func openWebSocket(_ target: String = "/") async throws -> WebSocketClient {
        try await WebSocketClient.open(host: host, port: port, target: target, timeout: patience)
    }
}
