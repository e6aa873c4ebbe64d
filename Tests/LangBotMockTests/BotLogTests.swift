import Foundation
import JSONCore
import LangBotMock
import Testing

/// What has happened to a bot can be read, page by page.
@Suite struct BotLogTests {
    @Test func aLogBeginsWithTheMakingOfItsBot() async throws {
        try await withMock { client throws in
            let content: JSONValue = ["name": "b", "adapter": "telegram", "config": [:]]
            let before = Int64(Date().timeIntervalSince1970)
            let uuid = try await client.send("POST", "/api/v1/platform/bots", content).data?["uuid"]?.stringValue ?? ""
            let after = Int64(Date().timeIntervalSince1970)
            let path = "/api/v1/platform/bots/\(uuid)"
            let first = try await client.send("POST", "\(path)/logs", [:]).data?["logs"]?[0]
            #expect(first?["text"] == "The bot was created")
            #expect((before...after).contains(first?["timestamp"]?.integerValue ?? -1))
            _ = try await client.send("PUT", path, ["enable": true])
            let rows = try await client.send("POST", "\(path)/logs", [:]).data?["logs"]?.arrayValue ?? []
            #expect(rows.first == first)
            #expect(rows.map { $0["text"] } == ["The bot was created", "The bot was changed"])
        }
    }

    @Test func pagesThroughLogs() async throws {
        try await withMock { client throws in
            let content: JSONValue = ["name": "b", "adapter": "telegram", "config": [:]]
            let uuid = try await client.send("POST", "/api/v1/platform/bots", content).data?["uuid"]?.stringValue ?? ""
            let path = "/api/v1/platform/bots/\(uuid)"
            for _ in 0..<4 { _ = try await client.send("PUT", path, ["enable": true]) }
            let pages: [(JSONValue, [Int64])] = [
                ([:], [0, 1, 2, 3, 4]), (["max_count": 2], [3, 4]), (["from_index": 2, "max_count": 2], [1, 2]),
                (["from_index": .integer(.max)], [0, 1, 2, 3, 4]), (["max_count": 0], []),
            ]
            for (query, expected) in pages {
                let data = try await client.send("POST", "\(path)/logs", query).data
                #expect(data?["logs"]?.arrayValue?.compactMap { $0["seq_id"]?.integerValue } == expected, "\(query)")
                #expect(data?["total_count"] == 5)
            }
            #expect(try await client.send("POST", "\(path)/logs", ["max_count": -1]).status == 400)
            #expect(try await client.send("POST", "\(path)/logs", ["max_count": "x"]).status == 400)
        }
    }

    @Test func forgetsTheOldestRowsOfALog() async throws {
        try await withMock { client throws in
            let content: JSONValue = ["name": "b", "adapter": "telegram", "config": [:]]
            let uuid = try await client.send("POST", "/api/v1/platform/bots", content).data?["uuid"]?.stringValue ?? ""
            let path = "/api/v1/platform/bots/\(uuid)"
            for _ in 0..<200 { _ = try await client.send("PUT", path, ["enable": true]) }
            let pages: [(JSONValue, [Int64])] = [
                (["max_count": 2], [199, 200]), (["from_index": 51, "max_count": 9], [50, 51]),
                (["from_index": 49], []), (["max_count": 1000], Array(50...200)),
            ]
            for (query, expected) in pages {
                let data = try await client.send("POST", "\(path)/logs", query).data
                #expect(data?["logs"]?.arrayValue?.compactMap { $0["seq_id"]?.integerValue } == expected, "\(query)")
                #expect(data?["total_count"] == 151)
            }
        }
    }
}
