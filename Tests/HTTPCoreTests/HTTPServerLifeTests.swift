import Foundation
import HTTPCore
import Testing

@Suite(.serialized) struct HTTPServerLifeTests {
    @Test func saysThatAPortIsInUse() async throws {
        try await withServer { server in
            let error = #expect(throws: HTTPServerError.self) {
                try HTTPServer.start(.init(port: server.port), handler: ClosureHandler.echo)
            }
            #expect(error?.kind == .addressInUse)
            #expect(
                error?.description
                    == "port \(server.port) of 127.0.0.1 is in use; choose another one, or 0 for a free one"
            )
        }
    }

    @Test(arguments: [("no-such-host.invalid", 0), ("127.0.0.1", 70_000), ("192.0.2.1", 0)])
    func saysThatAnAddressCannotBeListenedAt(host: String, port: Int) {
        let error = #expect(throws: HTTPServerError.self) {
            try HTTPServer.start(.init(host: host, port: port), handler: ClosureHandler.echo)
        }
        #expect(error?.kind == .invalidAddress)
    }

    @Test(arguments: PollerKind.allCases) func finishesWhatIsUnderWayWhenItStops(poller: PollerKind) async throws {
        let (requests, continuation) = AsyncStream<HTTPExchange>.makeStream()
        let handler = ClosureHandler { continuation.yield($1) }
        let server = try HTTPServer.start(.on(poller), handler: handler)
        let busy = try await server.connect()
        let idle = try await server.connect()
        try await busy.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        var iterator = requests.makeAsyncIterator()
        let exchange = try #require(await iterator.next())

        async let stopped: Void = server.shutdown(drain: .seconds(30))
        #expect(try await idle.rest().isEmpty)
        let refusal = await #expect(throws: HTTPClientError.self) { _ = try await server.connect().answer() }
        #expect(refusal?.isEnd == true, "\(String(describing: refusal))")
        exchange.respond(HTTPResponse(status: 200, body: Array("late".utf8)))
        let answer = try await busy.answer()
        #expect(answer.text == "late")
        #expect(answer.response.fields["connection"] == "close")
        busy.close()
        await stopped
        await server.shutdown()
    }

    @Test(arguments: PollerKind.allCases) func breaksOffWhatOutlastsTheDrain(poller: PollerKind) async throws {
        let (requests, continuation) = AsyncStream<Void>.makeStream()
        let server = try HTTPServer.start(.on(poller), handler: ClosureHandler { _, _ in continuation.yield() })
        let connection = try await server.connect()
        try await connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        var iterator = requests.makeAsyncIterator()
        _ = await iterator.next()
        await server.shutdown(drain: .milliseconds(20))
        let end = await #expect(throws: HTTPClientError.self) { try await connection.answer() }
        #expect(end?.isEnd == true, "\(String(describing: end))")
    }

    /// The numbers of its descriptors belong to others by then.
    @Test(arguments: PollerKind.allCases) func aServerThatHasStoppedWritesToNobody(poller: PollerKind) async throws {
        let (requests, continuation) = AsyncStream<HTTPExchange>.makeStream()
        let server = try HTTPServer.start(.on(poller), handler: ClosureHandler { continuation.yield($1) })
        let connection = try await server.connect()
        try await connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        var iterator = requests.makeAsyncIterator()
        let exchange = try #require(await iterator.next())
        await server.shutdown(drain: .zero)

        var pairs: [[Int32]] = []
        for _ in 0..<64 {
            var ends: [Int32] = [-1, -1]
            socketpair(AF_UNIX, Platform.streamType, 0, &ends)
            pairs.append(ends)
        }
        exchange.respond(HTTPResponse(status: 200))
        await server.shutdown()
        for descriptor in pairs.joined() {
            var byte: UInt8 = 0
            #expect(recv(descriptor, &byte, 1, Int32(MSG_DONTWAIT)) == -1)
        }
        for descriptor in pairs.joined() { close(descriptor) }
    }

    @Test(arguments: PollerKind.allCases)
    func aConnectionThatComesWhileTheServerStopsIsClosed(poller: PollerKind) async throws {
        // A port that is free again may be another test's at once; one at this address is not.
        #if os(Linux)
        let host = "127.\(Int.random(in: 1...254)).\(Int.random(in: 0...255)).\(Int.random(in: 1...254))"
        #else
        let host = "127.0.0.1"
        #endif
        for _ in 0..<40 {
            let server = try HTTPServer.start(.on(poller, host: host), handler: ClosureHandler.echo)
            let clients = Task {
                await withTaskGroup(of: HTTPClientConnection?.self, returning: [HTTPClientConnection].self) { group in
                    for _ in 0..<4 { group.addTask { try? await server.connect() } }
                    return await group.reduce(into: []) { connections, connection in
                        if let connection { connections.append(connection) }
                    }
                }
            }
            await server.shutdown(drain: .zero)
            for connection in await clients.value {
                // What the system had not yet handed over is only known to be gone when something is sent.
                _ = try? await connection.send("GET")
                let failure = await #expect(throws: HTTPClientError.self) { try await connection.answer() }
                #expect(failure?.isEnd == true, "\(String(describing: failure))")
            }
        }
    }

    @Test(arguments: PollerKind.allCases) func runsManyServersAtOnce(poller: PollerKind) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<24 {
                group.addTask {
                    try await withConnection(on: poller) { connection throws in
                        #expect(try await connection.get("/\(number)").text == "GET /\(number) ")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    struct TimeoutCase: Sendable {
        let name: String
        let configure: @Sendable (inout HTTPTimeouts) -> Void
        let sent: String
        let expected: String
    }

    static let timeouts = [
        TimeoutCase(name: "idle", configure: { $0.idle = .milliseconds(40) }, sent: "", expected: ""),
        TimeoutCase(
            name: "head",
            configure: { $0.head = .milliseconds(40) },
            sent: "GET / HTTP/1.1\r\nHost:",
            expected: "HTTP/1.1 408 Request Timeout"
        ),
        TimeoutCase(
            name: "body",
            configure: { $0.body = .milliseconds(40) },
            sent: "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab",
            expected: "HTTP/1.1 408 Request Timeout"
        ),
        TimeoutCase(
            name: "handler",
            configure: { $0.handler = .milliseconds(40) },
            sent: "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
            expected: "HTTP/1.1 503 Service Unavailable"
        ),
    ]

    @Test(arguments: PollerKind.allCases, timeouts)
    func endsEachWaitByItself(poller: PollerKind, test: TimeoutCase) async throws {
        try await withServer(on: poller, ClosureHandler { _, _ in }) {
            test.configure(&$0.timeouts)
        } _: { server in
            let connection = try await server.connect()
            try await connection.send(test.sent)
            let text = try await connection.rest()
            #expect(text.prefix { $0 != "\r\n" } == test.expected, "\(test.name)")
            // The loop publishes what it has counted when it has sent what it had to send.
            while server.counters.timeouts == 0 { await Task.yield() }
            #expect(server.counters.timeouts == 1)
        }
    }

    /// Else a client that sends a byte now and then keeps its connection, and what it has sent, for ever.
    @Test(arguments: PollerKind.allCases) func contentThatTricklesIsRejected(poller: PollerKind) async throws {
        try await withServer(on: poller) {
            $0.timeouts.body = .milliseconds(100)
        } _: { server in
            let connection = try await server.connect()
            try await connection.send("PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            let end = ContinuousClock.now + .seconds(10)
            while server.counters.timeouts == 0, .now < end {
                try await connection.send("1\r\na\r\n")
                await Task.yield()
            }
            #expect(server.counters.timeouts == 1)
            #expect(try await connection.answer(to: .put).response.status == 408)
        }
    }

    @Test(arguments: PollerKind.allCases) func resetsAClientThatDoesNotRead(poller: PollerKind) async throws {
        let handler = ClosureHandler {
            $1.respond(HTTPResponse(status: 200, body: [UInt8](repeating: 1, count: 50_000_000)))
        }
        try await withServer(on: poller, handler) {
            $0.timeouts.write = .milliseconds(40)
        } _: { server in
            let connection = try await server.connect()
            try await connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            while server.counters.timeouts == 0 { await Task.yield() }
            let end = await #expect(throws: HTTPClientError.self) { _ = try await connection.rest() }
            #expect(end?.isEnd == true, "\(String(describing: end))")
        }
    }
}
