import Foundation
import HTTPCore
import LangBotConformance
import LangBotMock
import Testing

/// Whatever a server does after it has let the run begin, the run ends.
@Suite struct HostileServerTests {
    enum Behaviour: String, CaseIterable {
        case closes, stalls, trickles, floods, lies, sendsGarbage, nestsDeeply
    }

    private static func answer(_ behaviour: Behaviour, _ exchange: HTTPExchange) {
        switch behaviour {
        case .closes: exchange.abort()
        case .stalls: break
        case .trickles:
            exchange.beginStream(HTTPResponse(status: 200))
            exchange.write([UInt8](repeating: 0x7B, count: 1))
        case .floods: exchange.respond(HTTPResponse(status: 200, body: [UInt8](repeating: 0x5B, count: 20 << 20)))
        case .lies:
            exchange.respond(HTTPResponse(status: 204, fields: ["Content-Type": "application/json"], body: []))
        case .sendsGarbage:
            exchange.respond(HTTPResponse(status: 299, body: (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 31) }))
        case .nestsDeeply:
            exchange.respond(HTTPResponse(status: 200, body: [UInt8](repeating: UInt8(ascii: "["), count: 200_000)))
        }
    }

    @Test(arguments: Behaviour.allCases)
    func theRunEnds(_ behaviour: Behaviour) async throws {
        let mock = try await MockLangBot.start()
        // The canary asks for the bots twice and for the user; everything after that is hostile.
        let remaining = Locked(4)
        try await withServer { request, exchange in
            let isFriendly = remaining.withLock { count in
                count -= 1
                return count >= 0
            }
            if isFriendly {
                exchange.respond(mock.application.answer(request).response)
            } else {
                Self.answer(behaviour, exchange)
            }
        } _: { port in
            var options = options(mock, port: port)
            options.timeout = .milliseconds(200)
            options.jobs = 16
            options.only = ["auth.scheme", "keys.use", "life.read-after-create", "auth.connection", "envelope"]
            let report = try await ConformanceRun(options).start()
            #expect(report.results.count > 20)
            #expect(report.summary.exitCode != .conforms)
            #expect(report.keys(.conforms).count < report.results.count / 2)
            #expect(!String(decoding: report.json, as: UTF8.self).contains(mock.apiKey))
        }
        await mock.stop(drain: .zero)
    }
}
