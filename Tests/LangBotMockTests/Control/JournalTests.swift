import Foundation
import JSONCore
import LangBotMock
import Testing

@Suite(.serialized) struct JournalTests {
    @Test func tellsWhatWasAskedAndAnswered() async throws {
        try await withMock { client in
            _ = try await client.send("POST", "/api/v1/pipelines", ["name": "p", "description": "d"])
            _ = try await client.send("GET", "/api/v1/pipelines?sort_by=created_at")
            let journal = client.mock.journal
            #expect(journal.map(\.number) == [1, 2])
            #expect(journal.map(\.operation) == ["pipeline.create", "pipeline.list"])
            #expect(journal.map(\.target) == ["/api/v1/pipelines", "/api/v1/pipelines?sort_by=created_at"])
            #expect(journal.map(\.status) == [200, 200])
            let body = try JSONValue(parsing: Array(journal[0].requestBody))
            #expect(body == ["name": "p", "description": "d"])
        }
    }

    @Test func holdsNoSecret() async throws {
        try await withMock { client in
            let token = try await client.signIn()
            let secret = "sk-do-not-show-me"
            let model: JSONValue = [
                "name": "m", "requester": "r", "requester_config": ["token": .string(secret)],
                "api_keys": [.string(secret)],
            ]
            _ = try await client.send("POST", "/api/v1/provider/models/llm", model)
            _ = try await client.send("GET", "/api/v1/apikeys", [("Authorization", "Bearer \(token)")])
            _ = try await client.send("GET", "/api/v1/platform/bots?api_key=\(client.mock.apiKey)")
            _ = try await client.send("GET", "/api/v1/provider/models/llm")
            let shown = try #require(try await client.control("GET", "journal").json).description
            for text in [secret, token, client.mock.apiKey, client.mock.password] { #expect(!shown.contains(text)) }
            for exchange in client.mock.journal {
                let shown = exchange.target + String(decoding: exchange.requestBody, as: UTF8.self)
                #expect(!shown.contains(secret) && !shown.contains(client.mock.password))
                #expect(!shown.contains(client.mock.apiKey))
            }
        }
    }

    @Test func hasTheFieldsOfBothSidesWithoutCredentials() async throws {
        try await withMock { client in
            let token = try await client.signIn()
            for value in ["Bearer \(token)", "Bearer \(client.mock.apiKey)", "Bearer other", "Basic dTpw"] {
                _ = try await client.send("GET", "/api/v1/platform/bots", [("Authorization", value)])
            }
            let entries = try await client.control("GET", "journal?since=1").json?["entries"]?.arrayValue ?? []
            let shown = ["Bearer eyJ<redacted>", "Bearer lbk_<redacted>", "Bearer <redacted>", "Basic <redacted>"]
            #expect(entries.map { $0["fields"]?["authorization"]?.stringValue } == shown)
            #expect(entries.allSatisfy { $0["response_fields"]?["content-type"] == "application/json" })
        }
    }

    @Test func keepsTheLastThousand() async throws {
        try await withMock { client in
            try await client.sendMany(1005, "/healthz")
            let journal = client.mock.journal
            #expect(journal.count == 1000)
            #expect(journal.first?.number == 6)
            #expect(journal.last?.number == 1005)
            let answer = try await client.control("GET", "journal?limit=1")
            #expect(answer.json?["count"] == 1005)
            #expect(answer.json?["entries"]?[0]?["number"] == 1005)
        }
    }

    /// Sixteen megabytes: what is there is counted without being shown, which takes a debug build a minute.
    @Test func isBoundedInBytes() async throws {
        try await withMock { client in
            let text = String(repeating: "x", count: 64 * 1024)
            for number in 1...300 { _ = try await client.send("POST", "/api/v1/nowhere/\(number)", body: text) }
            for verification: JSONValue in [
                ["method": "POST", "at_least": 101, "at_most": 256], ["path": "/api/v1/nowhere/1", "count": 0],
                ["path": "/api/v1/nowhere/300", "count": 1],
            ] {
                #expect(try await client.control("POST", "verify", verification).json?["verified"] == true)
            }
        }
    }

    @Test(
        arguments: [
            ("operation=bot.list", [2]), ("status=404", [3]), ("path=/api/v1/platform", [2]), ("since=2", [3]),
            ("method=post", [1]), ("limit=2", [2, 3]), ("operation=bot.list&status=404", []),
        ]
    )
    func findsEntries(query: String, numbers: [Int64]) async throws {
        try await withMock { client in
            _ = try await client.send("POST", "/api/v1/pipelines", ["name": "p"])
            _ = try await client.send("GET", "/api/v1/platform/bots")
            _ = try await client.send("GET", "/api/v1/pipelines/nope")
            let answer = try await client.control("GET", "journal?\(query)")
            #expect(answer.json?["entries"]?.arrayValue?.map { $0["number"] } == numbers.map { .integer($0) })
        }
    }

    @Test(
        arguments: [
            ("PATCH", "/api/v1/platform/bots", "bot.", "the method is"),
            ("GET", "/api/v1/platform/bot", "bot.list", "'bot' is not 'bots'"),
            ("GET", "/api/v1/platform/bots/", "bot.list", "the path ends in a slash"),
            ("GET", "/api/v1/platform/bots/x/y", "bot.", "'y' is not"),
        ]
    )
    func saysWhatARequestNearlyWas(method: String, path: String, operation: String, reason: String) async throws {
        try await withMock { client in
            _ = try await client.send(method, path)
            let entry = try await client.control("GET", "journal").json?["entries"]?[0]
            let nearest = entry?["near_misses"]?[0]
            #expect(nearest?["operation"]?.stringValue?.hasPrefix(operation) == true)
            #expect(nearest?["reason"]?.stringValue?.hasPrefix(reason) == true)
        }
    }

    @Test(
        arguments: [
            (["operation": "bot.list", "count": 2], true), (["operation": "bot.list", "count": 1], false),
            (["operation": "bot.list"], true), (["operation": "bot.get"], false),
            (["method": "POST", "path": "/api/v1/pipelines", "body": ["name": "p"]], true),
            (["method": "POST", "body": ["name": "q"]], false), (["method": "POST", "at_most": 1], true),
            (["at_least": 4], false), (["operation": "bot.get", "count": 0], true),
        ] as [(JSONValue, Bool)]
    )
    func verifies(verification: JSONValue, isVerified: Bool) async throws {
        try await withMock { client in
            _ = try await client.send("POST", "/api/v1/pipelines", ["name": "p", "description": "d"])
            _ = try await client.send("GET", "/api/v1/platform/bots")
            _ = try await client.send("GET", "/api/v1/platform/bots")
            let answer = try await client.control("POST", "verify", verification)
            #expect(answer.json?["verified"] == .bool(isVerified))
        }
    }
}
