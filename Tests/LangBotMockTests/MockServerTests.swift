import Foundation
import HTTPCore
import JSONCore
import LangBotMock
import Testing

@Suite struct MockServerTests {
    @Test func everyMockHasItsOwnStateAndPort() async throws {
        try await withMock { first throws in
            try await withMock { second throws in
                #expect(first.mock.port != second.mock.port)
                _ = try await first.send("POST", "/api/v1/mcp/servers", ["name": "s"])
                #expect(try await first.send("GET", "/api/v1/mcp/servers/s").status == 200)
                #expect(try await second.send("GET", "/api/v1/mcp/servers/s").status == 404)
            }
        }
    }

    @Test func takesItsOptions() async throws {
        var options = MockLangBot.Options()
        options.apiKey = "lbk_other"
        options.user = "me@example.com"
        options.password = "secret password"
        try await withMock(options) { client throws in
            #expect(client.mock.apiKey == "lbk_other")
            #expect(client.mock.baseURL.absoluteString == "http://127.0.0.1:\(client.mock.port)")
            #expect(try await client.send("GET", "/api/v1/platform/bots", [("X-API-Key", "lbk_other")]).status == 200)
            #expect(try await client.send("GET", "/api/v1/platform/bots").status == 401)
            #expect(try await client.signIn() != "")
        }
    }

    @Test func saysThatAPortIsInUse() async throws {
        try await withMock { client throws in
            var options = MockLangBot.Options()
            options.port = client.mock.port
            let error = await #expect(throws: MockStartError.self) { try await MockLangBot.start(options) }
            #expect(
                error?.description
                    == "port \(client.mock.port) of 127.0.0.1 is in use; choose another one, or 0 for a free one"
            )
        }
    }

    @Test func listensAtIPv6() async throws {
        var options = MockLangBot.Options()
        options.host = "::1"
        let mock = try await MockLangBot.start(options)
        #expect(mock.baseURL.absoluteString == "http://[::1]:\(mock.port)")
        await mock.stop(drain: .zero)
    }

    @Test func tellsOfEachRequestWithoutCredentials() async throws {
        let lines = Locked<[String]>([])
        var options = MockLangBot.Options()
        options.onRequest = { line in lines.withLock { $0.append(line) } }
        try await withMock(options) { client throws in
            let key = client.mock.apiKey
            _ = try await client.send("GET", "/api/v1/platform/bots?api_key=\(key)")
            _ = try await client.send("GET", "/api/v1/platform/bots/\(key)", [("Authorization", "Bearer \(key)")])
            let seen = lines.withLock { $0 }
            #expect(seen.count == 2)
            #expect(seen.first?.hasPrefix("GET /api/v1/platform/bots 200 bot.list ") == true)
            #expect(seen.last?.hasPrefix("GET /api/v1/platform/bots/<redacted> 404 bot.get ") == true)
            #expect(!seen.joined().contains(key))
        }
    }

    @Test(arguments: PollerKind.allCases) func losesNothingWhenManyWriteAtOnce(poller: PollerKind) async throws {
        var options = MockLangBot.Options()
        options.poller = poller
        try await withMock(options) { client throws in
            try await withThrowingTaskGroup(of: String?.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        let content: JSONValue = ["name": .string("p\(number)")]
                        return try await client.send("POST", "/api/v1/pipelines", content).data?["uuid"]?.stringValue
                    }
                }
                var identifiers: Set<String> = []
                for try await identifier in group { if let identifier { identifiers.insert(identifier) } }
                #expect(identifiers.count == 64)
            }
            let rows = try await client.send("GET", "/api/v1/pipelines").data?["pipelines"]?.arrayValue ?? []
            let names = Set(rows.compactMap { $0["name"]?.stringValue })
            #expect((0..<64).allSatisfy { names.contains("p\($0)") })
        }
    }

    @Test func findsProfilesByName() {
        #expect(MockProfile("documented")?.description == "documented")
        #expect(MockProfile("4.12") == nil)
        #expect(MockProfile.all.map(\.description).contains("documented"))
    }

    @Test func tellsItsRoutes() {
        let route = MockRoute(
            operation: "bot.get",
            method: "GET",
            path: "/api/v1/platform/bots/{bot_uuid}",
            credential: "user-token-or-api-key"
        )
        #expect(!MockProfile.documented.routes.isEmpty)
        #expect(MockProfile.documented.routes.contains(route))
    }
}
