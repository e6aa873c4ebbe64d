import Foundation
import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// What users and keys do is kept as the governance says.
@Suite(.serialized) struct OperationLogTests {
    private static let log = "/api/v1/settings/operation-logs"
    private static let governance = "/api/v1/settings/governance"

    private static func withRelease(
        _ body: (MockClient, [(String, String)]) async throws -> Void
    ) async throws {
        var options = MockLangBot.Options()
        options.profile = .v4_11
        try await withMock(options) { client in
            try await body(client, [("Authorization", "Bearer \(try await client.signIn())")])
        }
    }

    private static func rows(_ client: MockClient, _ query: String = "") async throws -> [JSONValue] {
        try await client.send("GET", log + query).data?["records"]?.arrayValue ?? []
    }

    @Test func keepsNothingUntilItIsTold() async throws {
        try await Self.withRelease { client, user in
            _ = try await client.send("POST", "/api/v1/pipelines", ["name": "before"])
            #expect(try await Self.rows(client).isEmpty)
            #expect(try await client.send("PUT", Self.governance, ["level": 1]).status == 403)
            _ = try await client.send("PUT", Self.governance, user, body: "{\"level\": 1}")
            _ = try await client.send("POST", "/api/v1/pipelines", ["name": "after"])
            _ = try await client.send("GET", "/api/v1/pipelines")
            let rows = try await Self.rows(client)
            #expect(rows.map { $0["action"] } == ["create", "settings_update"])
            #expect(rows.map { $0["resource_id"] } == ["after", .null])
            #expect(rows.map { $0["principal_type"] } == ["api_key", "account"])
            #expect(rows.map { $0["actor_name"] } == [.null, .string(client.mock.user)])
            #expect(rows[0]["prev_hash"] == rows[1]["record_hash"])
        }
    }

    @Test func readsByUsersAreKeptAtTheHighestLevelAndThoseByKeysNever() async throws {
        try await Self.withRelease { client, user in
            let settings = "{\"level\": 2, \"dedupe_window_seconds\": 0}"
            _ = try await client.send("PUT", Self.governance, user, body: settings)
            let before = try await Self.rows(client).count
            for _ in 0..<2 {
                _ = try await client.send("GET", "/api/v1/pipelines", user)
                _ = try await client.send("GET", "/api/v1/pipelines")
            }
            let rows = try await Self.rows(client)
            #expect(rows.count == before + 2)
            #expect(rows[0]["action"] == "view" && rows[0]["resource_type"] == "pipeline")
        }
    }

    @Test func theSameIsKeptOnceInAWhile() async throws {
        try await Self.withRelease { client, user in
            _ = try await client.send("PUT", Self.governance, user, body: "{\"level\": 1}")
            for name in ["a", "a", "b"] {
                _ = try await client.send("POST", "/api/v1/pipelines", ["name": .string(name)])
            }
            #expect(try await Self.rows(client, "?action=create").map { $0["resource_id"] } == ["b", "a"])
        }
    }

    @Test func tellsWhatChangedWithoutSecrets() async throws {
        try await Self.withRelease { client, user in
            _ = try await client.send("PUT", Self.governance, user, body: "{\"level\": 1}")
            let provider: JSONValue = [
                "name": "p", "requester": "openai-chat-completions", "base_url": "http://127.0.0.1:9",
                "api_keys": ["k1"],
            ]
            let uuid = try await client.send("POST", "/api/v1/provider/providers", provider).data?["uuid"]?.stringValue
            let path = "/api/v1/provider/providers/\(uuid ?? "")"
            _ = try await client.send("PUT", path, ["name": "q", "api_keys": ["k2"]])
            let row = try await Self.rows(client)[0]
            let changes = row["changes"]?.arrayValue ?? []
            #expect(changes.contains(["after": "q", "before": "p", "field": "name"]))
            #expect(changes.contains(["after": "__redacted__", "before": "__redacted__", "field": "api_keys"]))
            #expect(row["summary"]?.stringValue?.contains("name: p → q") == true)
            #expect(!"\(row)".contains("k1") && !"\(row)".contains("k2"))
        }
    }

    @Test func pagesFiltersAndExports() async throws {
        try await Self.withRelease { client, user in
            let settings = "{\"level\": 1, \"dedupe_window_seconds\": 0}"
            _ = try await client.send("PUT", Self.governance, user, body: settings)
            for name in ["a", "b", "c"] {
                _ = try await client.send("POST", "/api/v1/pipelines", ["name": .string(name)])
            }
            let page = try await client.send("GET", Self.log + "?limit=2&offset=1").data
            #expect(page?["records"]?.arrayValue?.map { $0["resource_id"] } == ["b", "a"])
            #expect(page?["total"] == 5)
            let filters = try await client.send("GET", Self.log + "/filters").data
            #expect(filters?["actions"] == ["create", "settings_update"])
            #expect(filters?["actors"]?.arrayValue?.map { $0["name"] } == [.string(client.mock.user)])
            let file = try await client.send("GET", Self.log + "/export?action=create").response
            let lines = String(decoding: file.body, as: UTF8.self).components(separatedBy: "\r\n")
            #expect(file.fields["content-type"] == "text/csv; charset=utf-8")
            #expect(file.fields["content-disposition"]?.hasPrefix("attachment; filename=\"operation-logs-") == true)
            #expect(lines.count == 5 && lines[0].hasPrefix("\u{FEFF}id,created_at,action,"))
            #expect(lines[1].contains("\"create\",\"pipeline\",\"c\",,,,\"api_key\""))
            // What a filter leaves out breaks the chain.
            _ = try await client.send("DELETE", "/api/v1/pipelines/nothing")
            _ = try await client.send("POST", "/api/v1/pipelines", ["name": "d"])
            let chain = try await client.send("GET", Self.log + "?action=create&integrity=issues").data
            #expect(chain?["records"]?.arrayValue?.map { $0["resource_id"] } == ["d"])
            #expect(chain?["chain_failed_count"] == 1 && chain?["scanned_count"] == 4)
        }
    }

    @Test func aSmallLimitRemovesTheOldest() async throws {
        try await Self.withRelease { client, user in
            let settings = "{\"level\": 1, \"dedupe_window_seconds\": 0, \"max_rows\": 100}"
            _ = try await client.send("PUT", Self.governance, user, body: settings)
            for number in 0..<110 {
                _ = try await client.send("POST", "/api/v1/pipelines", ["name": .string("\(number)")])
            }
            _ = try await client.send("PUT", Self.governance, user, body: "{\"level\": 0}")
            let data = try await client.send("GET", Self.log + "?limit=1").data
            #expect(data?["total"] == 101)
            #expect(data?["records"]?[0]?["summary"] == "configured_level: 1 → 0")
        }
    }

    @Test func strangersAndAccountsWithoutAWorkspaceAreNotKept() async throws {
        try await Self.withRelease { client, user in
            _ = try await client.send("PUT", Self.governance, user, body: "{\"level\": 2}")
            let before = try await Self.rows(client).count
            _ = try await client.send("POST", "/api/v1/pipelines", [("X-API-Key", "lbk_wrong")], body: "{}")
            _ = try await client.send("GET", "/api/v1/user/info", user)
            #expect(try await Self.rows(client).count == before)
        }
    }
}
