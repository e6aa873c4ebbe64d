import Foundation
import JSONCore
import LangBotMock
import Testing

/// What has happened to a bot can be read, page by page.
@Suite(.serialized) struct BotLogTests {
    /// Makes a bot and gives its path.
    private static func makeBot(_ client: MockClient) async throws -> String {
        let content: JSONValue = ["name": "b", "adapter": "telegram", "config": [:]]
        let uuid = try await client.send("POST", "/api/v1/platform/bots", content).data?["uuid"]?.stringValue ?? ""
        return "/api/v1/platform/bots/\(uuid)"
    }

    @Test func aLogBeginsWithTheMakingOfItsBot() async throws {
        try await withMock { client throws in
            let before = Int64(Date().timeIntervalSince1970)
            let path = try await Self.makeBot(client)
            let after = Int64(Date().timeIntervalSince1970)
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
            let path = try await Self.makeBot(client)
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
            let path = try await Self.makeBot(client)
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

    private static func texts(_ client: MockClient, _ path: String) async throws -> [String?] {
        let data = try await client.send("POST", "\(path)/logs", [:]).data
        return (data?["logs"]?.arrayValue ?? []).map { $0["text"]?.stringValue }
    }

    /// Whatever the clock says: years of four digits, before 1970 and before the calendar was reformed.
    @Test(arguments: [0, -1_800_000_000_000_000, -20_000_000_000_000_000, 253_402_300_799_000_000])
    func rowsTellTheTimeOfTheirClock(moment: Int64) async throws {
        var options = MockLangBot.Options()
        options.clock = { moment }
        try await withMock(options) { client in
            let path = try await Self.makeBot(client)
            _ = try await client.send("PUT", path, ["enable": true])
            let rows = try await client.send("POST", "\(path)/logs", [:]).data?["logs"]?.arrayValue ?? []
            #expect(rows.map { $0["timestamp"]?.integerValue } == [moment / 1_000_000, moment / 1_000_000])
        }
    }

    @Test func aLogIsSavedWithItsBot() async throws {
        try await withMock { client in
            let paths = [try await Self.makeBot(client), try await Self.makeBot(client)]
            _ = try await client.send("PUT", paths[1], ["enable": true])
            let snapshot = client.mock.snapshot()
            for path in paths { _ = try await client.send("DELETE", path) }
            try client.mock.restore(snapshot)
            #expect(try await Self.texts(client, paths[0]) == ["The bot was created"])
            #expect(try await Self.texts(client, paths[1]) == ["The bot was created", "The bot was changed"])
        }
    }

    /// An identifier that comes again names another bot.
    @Test(arguments: [true, false])
    func aLogEndsWithItsBot(isDeleted: Bool) async throws {
        let seed: JSONValue = ["bots": [["uuid": "mine", "name": "b", "adapter": "telegram", "config": [:]]]]
        let path = "/api/v1/platform/bots/mine"
        try await withMock { client in
            #expect(try await client.control("POST", "seed", seed).status == 200)
            _ = try await client.send("PUT", path, ["enable": true])
            #expect(try await Self.texts(client, path).count == 2)
            if isDeleted { _ = try await client.send("DELETE", path) }
            #expect(try await client.control("POST", "seed", seed).status == 200)
            #expect(try await Self.texts(client, path) == ["The bot was created"])
        }
    }
}
