import HTTPCore
import Testing

/// Several requests that are sent before the first one is answered (RFC 9112, section 9.3.2).
@Suite struct PipeliningTests {
    private static func requests(_ count: Int) -> String {
        (0..<count).map { "GET /\($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined()
    }

    /// An answer of more than the server lets wait may leave in one go, and nothing then wakes the connection again.
    @Test(arguments: PollerKind.allCases)
    func anAnswerThatLeavesAtOnceDoesNotHoldUpTheNext(poller: PollerKind) async throws {
        let content = [UInt8](repeating: 0x61, count: 1_100_000)
        let handler = ClosureHandler { $1.respond(HTTPResponse(status: 200, body: content)) }
        try await withServer(on: poller, handler) {
            $0.timeouts.head = .milliseconds(20)
        } _: { server in
            let connection = try await server.connect()
            try await connection.send(Self.requests(40))
            for _ in 0..<40 {
                let answer = try await connection.answer()
                try #require(answer.response.status == 200)
                #expect(answer.response.body.count == content.count)
            }
        }
    }

    /// The answers come from within the call of the handler, or from another thread.
    @Test(arguments: PollerKind.allCases, [true, false])
    func aClientThatEndsItsSideGetsEveryAnswer(poller: PollerKind, isSynchronous: Bool) async throws {
        let handler = ClosureHandler { request, exchange in
            let answer = HTTPResponse(status: 200, body: Array(request.target.utf8))
            if isSynchronous { exchange.respond(answer) } else { Task { exchange.respond(answer) } }
        }
        try await withServer(on: poller, handler) { server in
            for _ in 0..<20 {
                let connection = try await server.connect()
                try await connection.send(Self.requests(5))
                connection.endOutput()
                for number in 0..<5 {
                    let answer = try await connection.answer()
                    #expect(String(decoding: answer.response.body, as: UTF8.self) == "/\(number)")
                    if number < 4 { #expect(answer.response.fields["connection"] == nil) }
                }
                #expect(try await connection.rest().isEmpty)
            }
        }
    }

    @Test(arguments: PollerKind.allCases)
    func whatIsCutOffBehindTheLastRequestIsRefused(poller: PollerKind) async throws {
        try await withServer(on: poller, ClosureHandler { $1.respond(HTTPResponse(status: 200)) }) { server in
            let connection = try await server.connect()
            try await connection.send(Self.requests(2) + "GET /cut HTT")
            connection.endOutput()
            let statuses = [
                try await connection.answer().response.status, try await connection.answer().response.status,
                try await connection.answer().response.status,
            ]
            #expect(statuses == [200, 200, 400])
            #expect(try await connection.rest().isEmpty)
        }
    }
}
