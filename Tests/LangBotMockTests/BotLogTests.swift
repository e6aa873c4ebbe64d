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

    private static func texts(_ client: MockClient, _ uuid: String) async throws -> [String?] {
        let data = try await client.send("POST", "/api/v1/platform/bots/\(uuid)/logs", [:]).data
        return (data?["logs"]?.arrayValue ?? []).map { $0["text"]?.stringValue }
    }

    /// Whatever the clock says: years of four digits, before 1970 and before the calendar was reformed.
    @Test(arguments: [0, -1_800_000_000_000_000, -20_000_000_000_000_000, 253_402_300_799_000_000])
    func rowsTellTheTimeOfTheirClock(moment: Int64) async throws {
        var options = MockLangBot.Options()
        options.clock = { moment }
        try await withMock(options) { client in
            let content: JSONValue = ["name": "b", "adapter": "telegram", "config": [:]]
            let uuid = try await client.send("POST", "/api/v1/platform/bots", content).data?["uuid"]?.stringValue ?? ""
            let path = "/api/v1/platform/bots/\(uuid)"
            _ = try await client.send("PUT", path, ["enable": true])
            let rows = try await client.send("POST", "\(path)/logs", [:]).data?["logs"]?.arrayValue ?? []
            #expect(rows.map { $0["timestamp"]?.integerValue } == [moment / 1_000_000, moment / 1_000_000])
        }
    }

    @Test func aLogIsSavedWithItsBot() async throws {
        try await withMock { client in
            let content: JSONValue = ["name": "b", "adapter": "telegram", "config": [:]]
            var uuids: [String] = []
            for _ in 0..<2 {
                let data = try await client.send("POST", "/api/v1/platform/bots", content).data
                uuids.append(data?["uuid"]?.stringValue ?? "")
            }
            _ = try await client.send("PUT", "/api/v1/platform/bots/\(uuids[1])", ["enable": true])
            let snapshot = client.mock.snapshot()
            for uuid in uuids { _ = try await client.send("DELETE", "/api/v1/platform/bots/\(uuid)") }
            try client.mock.restore(snapshot)
            #expect(try await Self.texts(client, uuids[0]) == ["The bot was created"])
            #expect(try await Self.texts(client, uuids[1]) == ["The bot was created", "The bot was changed"])
        }
    }

    /// An identifier that comes again names another bot.
    @Test(arguments: [true, false])
    func aLogEndsWithItsBot(isDeleted: Bool) async throws {
        let seed: JSONValue = ["bots": [["uuid": "mine", "name": "b", "adapter": "telegram", "config": [:]]]]
        try await withMock { client in
            #expect(try await client.control("POST", "seed", seed).status == 200)
            _ = try await client.send("PUT", "/api/v1/platform/bots/mine", ["enable": true])
            #expect(try await Self.texts(client, "mine").count == 2)
            if isDeleted { _ = try await client.send("DELETE", "/api/v1/platform/bots/mine") }
            #expect(try await client.control("POST", "seed", seed).status == 200)
            #expect(try await Self.texts(client, "mine") == ["The bot was created"])
        }
    }
}
