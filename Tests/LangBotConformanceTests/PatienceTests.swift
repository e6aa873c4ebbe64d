import Foundation
import HTTPCore
import JSONCore
import LangBotConformance
import LangBotMock
import Testing

/// Answers of the way to the server are not taken for the server's.
@Suite(.serialized) struct PatienceTests {
    /// Answers with another status where `isMeant` says so.
    private static func way(
        _ status: Int,
        _ fields: [(String, String)] = [],
        where isMeant: @escaping @Sendable (HTTPRequest) -> Bool
    ) -> Mutation {
        Mutation(response: { request, response in
            guard isMeant(request) else { return }
            response = HTTPResponse(status: status, fields: ["Content-Type": "text/html"])
            for (name, value) in fields { response.fields.append(name, value) }
        })
    }

    @Test(arguments: [429, 502, 503, 504])
    func asksAgainWhereOnlyTheWayAnswered(status: Int) async throws {
        let seen = Locked<Set<String>>([])
        let way = Self.way(status, [("Retry-After", "0")]) { request in
            let credential = request.fields["x-api-key"] ?? request.fields["authorization"] ?? ""
            return seen.withLock { $0.insert("\(request.method) \(request.target) \(credential)").inserted }
        }
        let report = try await report(way) { $0.only = ["content-type"] }.report
        #expect(report.summary.totals[.conforms] == report.results.count)
        #expect(report.summary.exitCode == .conforms)
        // Lines are wrapped.
        let text = String(decoding: report.rendered(as: .text), as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let slowed = text.joined(separator: " ").contains(" with status 429")
        #expect(slowed == (status == 429))
        #expect((report.summary.limitedAnswers > 0) == (status == 429))
    }

    /// What is asked again by POST alone has created nothing, so there is nothing to look for at the end.
    @Test func aReadingRunThatAsksAgainLeavesNothing() async throws {
        let seen = Locked<Set<String>>([])
        let way = Self.way(503) { request in seen.withLock { $0.insert("\(request.method) \(request.target)").inserted }
        }
        let report = try await report(way) {
            $0.only = ["body.malformed"]
            $0.account = nil
            $0.allowsWrites = false
        }.report
        #expect(report.summary.leftovers.isEmpty)
        #expect(report.summary.exitCode == .conforms)
    }

    @Test(arguments: [429, 502, 503, 504])
    func saysNothingOfAServerThatIsNotReached(status: Int) async throws {
        // The first requests sign in and see that there is a LangBot.
        let count = Locked(0)
        let way = Self.way(status) { _ in
            count.withLock { count in
                count += 1
                return count > 4
            }
        }
        let report = try await report(way) {
            $0.only = [
                "auth.many-unknown-keys", "content-type", "keys.delete.open-connection",
                "life.create.accepted@bot.create",
            ]
            $0.retries = 0
        }.report
        for result in report.results {
            #expect(
                result.verdict == .untestable && result.actual.contains("\(status)"),
                "\(result.id): \(result.actual)"
            )
        }
        #expect(report.summary.exitCode != .conforms)
    }

    @Test func aQuestionWithoutItsPremiseIsUntestable() async throws {
        let way = Mutation(response: { _, response in
            if response.status == 404 { response.status = 200 }
        })
        let report = try await report(way) { $0.only = ["content-type.not-found"] }.report
        #expect(report.results.map(\.verdict) == [.untestable])
    }

    @Test func namesThePermissionThatTheKeyLacks() async throws {
        let mock = try await MockLangBot.start(profile: try #require(MockProfile("4.11.2")))
        let key = try await Self.key(of: mock, scopes: ["resource.view"])
        var options = options(mock, port: mock.port)
        options.account = nil
        options.apiKey = key
        options.allowsWrites = false
        options.contract = .auto
        let report = try await ConformanceRun(options).start()
        #expect(report.findings(.deviates).isEmpty)
        #expect(report.results.contains { $0.verdict == .untestable && $0.actual == "the key lacks resource.manage" })
        #expect(report.summary.exitCode == .conforms)
        await mock.stop(drain: .zero)
    }

    private static func key(of mock: MockLangBot, scopes: [String]) async throws -> String {
        func post(_ path: String, _ content: JSONValue, _ token: String? = nil) -> JSONValue? {
            var request = HTTPRequest(.post, path, body: Array(content.description.utf8))
            request.fields.append("Content-Type", "application/json")
            if let token { request.fields.append("Authorization", "Bearer \(token)") }
            return (try? JSONValue(parsing: mock.application.blockingAnswer(request).response.body))?["data"]
        }
        let account: JSONValue = ["user": .string(mock.user), "password": .string(mock.password)]
        let token = post("/api/v1/user/auth", account)?["token"]?.stringValue
        let content: JSONValue = ["name": "reader", "scopes": .array(scopes.map(JSONValue.string))]
        return try #require(post("/api/v1/apikeys", content, token)?["key"]?["key"]?.stringValue)
    }

    @Test func readsAgainWhereSomebodyElseWrites() async throws {
        let reads = Locked(0)
        let others = Mutation(response: { request, response in
            guard request.path == "/api/v1/platform/bots", response.status == 200 else { return }
            let count = reads.withLock { count in
                count += 1
                return count
            }
            // The other one stops writing after a while.
            response.body = Array("{\"code\":0,\"msg\":\"ok\",\"data\":{\"bots\":[\(min(count, 5))]}}".utf8)
        })
        let report = try await report(others) { $0.only = ["auth.same-answer@bot.list"] }.report
        #expect(report.results.map(\.verdict) == [.conforms])
    }

    @Test func whoGetsInFailsEveryRunAndIsNotAccepted() async throws {
        let check = "route.disguise.leading-double-slash"
        let breach = Mutation(request: { request in
            guard request.target.hasPrefix("//") else { return }
            request.target = String(request.target.dropFirst())
            request.fields.set("X-API-Key", "lbk_local_mock_key")
        })
        let report = try await report(breach) {
            $0.only = ["route.disguise"]
            $0.failOn = .must
            $0.baseline = try? Baseline(Array("{\"accepted\":[{\"check\":\"\(check)\"}]}".utf8))
        }.report
        let result = try #require(report.results.first { $0.verdict == .deviates })
        #expect(result.id == check)
        #expect(result.level == .critical)
        #expect(report.summary.exitCode == .deviates)
    }

    /// As a gateway does that wants the content before it asks the server.
    @Test func anInterimAnswerIsNotWaitedUpon() async throws {
        let mock = try await MockLangBot.start()
        let answer = { @Sendable (request: HTTPRequest, exchange: HTTPExchange) in
            exchange.respond(mock.application.blockingAnswer(request).response)
        }
        try await withServer(answer) { port in
            var options = options(mock, port: port)
            options.only = ["wire.expect-continue"]
            let report = try await ConformanceRun(options).start()
            #expect(report.results.map(\.verdict) == [.deviates])
            #expect(report.results.map(\.actual) == ["100"])
        }
        await mock.stop(drain: .zero)
    }
}
