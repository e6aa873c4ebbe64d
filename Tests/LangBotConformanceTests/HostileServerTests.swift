import Foundation
import HTTPCore
import LangBotConformance
import LangBotMock
import Testing

/// Whatever a server does, the run ends, says what was seen, and sends the key nowhere else.
@Suite(.serialized) struct HostileServerTests {
    enum Behaviour: String, CaseIterable {
        case closes, resets, stalls, drips, floods, floodsInChunks, lies, sendsGarbage, sendsNoHTTP, nestsDeeply
        case promisesMore, promisesLess, promisesNonsense, redirects, redirectsWithMethod, redirectsWithoutScheme

        /// Whether it uses up each wait, which is a short one therefore.
        var isSilent: Bool { self == .stalls || self == .drips }
    }

    /// A server that is friendly for a while, if at all.
    private struct Server {
        let mock: MockLangBot
        let behaviour: Behaviour
        let elsewhere: Int
        let remaining: Locked<Int>
        /// The answers that are under way, of which each gets a byte more with every further request.
        let dripping = Locked<[HTTPExchange]>([])

        func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
            let isFriendly = remaining.withLock { count in
                count -= 1
                return count >= 0
            }
            if isFriendly {
                exchange.respond(mock.application.blockingAnswer(request).response)
            } else {
                answer(request, exchange)
            }
        }

        private func answer(_ request: HTTPRequest, _ exchange: HTTPExchange) {
            switch behaviour {
            case .closes: exchange.abort()
            case .resets: exchange.abort(sending: Array("HTTP/1.1 200 OK\r\n".utf8), reset: true)
            case .stalls: break
            case .drips: drip(exchange)
            case .floods: exchange.respond(HTTPResponse(status: 200, body: [UInt8](repeating: 0x5B, count: 20 << 20)))
            case .floodsInChunks: flood(exchange)
            case .lies:
                exchange.respond(HTTPResponse(status: 204, fields: ["Content-Type": "application/json"], body: []))
            case .sendsGarbage:
                exchange.respond(
                    HTTPResponse(status: 299, body: (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 31) })
                )
            case .sendsNoHTTP: exchange.abort(sending: (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 131) })
            case .nestsDeeply:
                exchange.respond(HTTPResponse(status: 200, body: [UInt8](repeating: UInt8(ascii: "["), count: 50_000)))
            case .promisesMore: sendOK(length: "100000", exchange)
            case .promisesLess: sendOK(length: "5", exchange)
            case .promisesNonsense: sendOK(length: "-1", exchange)
            case .redirects: redirect(302, "http://127.0.0.1:\(elsewhere)\(request.target)", exchange)
            case .redirectsWithMethod: redirect(307, "http://127.0.0.1:\(elsewhere)\(request.target)", exchange)
            case .redirectsWithoutScheme: redirect(308, "//127.0.0.1:\(elsewhere)\(request.target)", exchange)
            }
        }

        private func sendOK(length: String, _ exchange: HTTPExchange) {
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(length)\r\n\r\n"
            exchange.abort(sending: Array("\(head){\"code\":0,\"data\":{\"bots\":[]},\"msg\":\"ok\"}".utf8))
        }

        private func redirect(_ status: Int, _ location: String, _ exchange: HTTPExchange) {
            exchange.respond(HTTPResponse(status: status, fields: ["Location": location], body: []))
        }

        private func drip(_ exchange: HTTPExchange) {
            exchange.beginStream(HTTPResponse(status: 200))
            let all = dripping.withLock { all in
                all.append(exchange)
                return all
            }
            for one in all { one.write([0x7B]) }
        }

        private func flood(_ exchange: HTTPExchange) {
            exchange.beginStream(HTTPResponse(status: 200))
            for _ in 0..<20 { exchange.write([UInt8](repeating: 0x20, count: 1 << 20)) }
        }
    }

    /// Runs `body` with a hostile server and the journal of another one.
    private func withHostile(
        _ behaviour: Behaviour,
        friendly: Int,
        timeout: Duration = patience,
        _ body: (ConformanceOptions, _ elsewhere: Locked<Int>) async throws -> Void
    ) async throws {
        let mock = try await MockLangBot.start()
        let visits = Locked(0)
        try await withServer { _, exchange in
            visits.withLock { $0 += 1 }
            exchange.respond(HTTPResponse(status: 200))
        } _: { elsewhere in
            let server = Server(
                mock: mock,
                behaviour: behaviour,
                elsewhere: elsewhere,
                remaining: Locked(friendly)
            )
            // An exchange keeps its server, and so this.
            defer { server.dripping.withLock { $0 = [] } }
            try await withServer {
                server.handle($0, $1)
            } _: { port in
                var options = options(mock, port: port)
                options.timeout = timeout
                options.jobs = 16
                try await body(options, visits)
            }
        }
        await mock.stop(drain: .zero)
    }

    @Test(arguments: Behaviour.allCases)
    func theRunEnds(_ behaviour: Behaviour) async throws {
        guard behaviour.isSilent else { return try await expectEnd(behaviour, patience) }
        // On a busy machine a short wait may end before the friendly answers are there.
        var timeout = Duration.milliseconds(200)
        while true {
            do {
                return try await expectEnd(behaviour, timeout)
            } catch let error as ConformanceError where error.kind == .unreachable && timeout < .seconds(100) {
                timeout = timeout * 4
            }
        }
    }

    /// The canary asks for the bots twice and for the user, who has signed in; everything after that is hostile.
    private func expectEnd(_ behaviour: Behaviour, _ timeout: Duration) async throws {
        try await withHostile(behaviour, friendly: 4, timeout: timeout) { given, elsewhere in
            var options = given
            options.only = [
                "auth.scheme", "keys.use", "life.read-after-create", "auth.connection", "envelope.success",
                "envelope.agreement", "leak.redirect", "leak.credential-echo", "wire.host",
            ]
            let report = try await ConformanceRun(options).start()
            #expect(report.results.count > 35)
            #expect(report.summary.exitCode == .deviates)
            #expect(report.findings(.error).isEmpty)
            #expect(report.keys(.conforms).count < report.results.count / 2)
            #expect(!String(decoding: report.json, as: UTF8.self).contains(options.apiKey))
            #expect(elsewhere.withLock { $0 } == 0)
            let isRedirect = behaviour.rawValue.hasPrefix("redirects")
            #expect(report.deviating.contains("leak.redirect") == isRedirect)
        }
    }

    @Test(arguments: Behaviour.allCases)
    func nothingIsJudgedThatIsHostileFromTheStart(_ behaviour: Behaviour) async throws {
        let timeout = behaviour.isSilent ? .milliseconds(200) : patience
        try await withHostile(behaviour, friendly: 0, timeout: timeout) { options, elsewhere in
            let error = await #expect(throws: ConformanceError.self) { try await ConformanceRun(options).start() }
            #expect(error?.kind == .unreachable)
            #expect(error?.description.contains(options.apiKey) == false)
            #expect(elsewhere.withLock { $0 } == 0)
        }
    }

    /// A server that is gone is none that deviates.
    @Test func aServerThatGoesAwayIsUnreachable() async throws {
        let mock = try await MockLangBot.start()
        var options = options(mock, port: mock.port)
        options.only = ["auth.scheme", "envelope"]
        options.jobs = 1
        let isFirst = Locked(true)
        let run = try ConformanceRun(options)
        let stopping = Locked<Task<Void, Never>?>(nil)
        let report = try await run.start { event in
            guard case .finished = event,
                isFirst.withLock({ first in
                    defer { first = false }
                    return first
                })
            else { return }
            stopping.withLock { $0 = Task { await mock.stop(drain: .zero) } }
        }
        await stopping.withLock { $0 }?.value
        #expect(report.summary.exitCode == .unreachable)
        #expect(!report.keys(.error).isEmpty)
    }
}
