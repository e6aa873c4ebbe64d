import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// What a mock makes of a clock that is set while it runs.
@Suite(.serialized) struct ClockTests {
    private static let start: Int64 = 1_800_000_000_000_000
    private static let day: Int64 = 86_400_000_000

    private static func withClock(
        _ profile: MockProfile = .documented,
        _ body: (MockClient, Locked<Int64>) async throws -> Void
    ) async throws {
        let time = Locked(start)
        var options = MockLangBot.Options()
        options.profile = profile
        options.clock = { time.withLock { $0 } }
        try await withMock(options) { try await body($0, time) }
    }

    private static let bot: JSONValue = [
        "name": "b", "description": "", "adapter": "telegram", "adapter_config": ["token": "1:a"],
    ]

    @Test(arguments: [-3650 * day, -1, 0, 1, 3650 * day])
    func keepsTheOrderInWhichThingsWereMade(jump: Int64) async throws {
        try await Self.withClock { client, time in
            var made: [JSONValue?] = []
            for step in 0..<3 {
                time.withLock { $0 = Self.start + Int64(step) * jump }
                made.append(try await client.send("POST", "/api/v1/platform/bots", Self.bot).data?["uuid"])
            }
            let bots = try await client.send("GET", "/api/v1/platform/bots").data?["bots"]?.arrayValue ?? []
            #expect(bots.map { $0["uuid"] } == made)
            let times = bots.compactMap { $0["created_at"]?.stringValue }
            #expect(times.count == 3 && (times == times.sorted()) == (jump >= 0))
        }
    }

    @Test func aSessionOutlivesAJumpBackAndEndsWithAJumpForward() async throws {
        try await Self.withClock { client, time in
            let token = try await client.signIn()
            let fields = [("Authorization", "Bearer \(token)")]
            for (days, status) in [(0, 200), (-3650, 200), (3650, 401), (0, 200)] as [(Int64, Int)] {
                time.withLock { $0 = Self.start + days * Self.day }
                #expect(try await client.send("GET", "/api/v1/apikeys", fields).status == status)
                // The key that has no end is not concerned.
                #expect(try await client.send("GET", "/api/v1/platform/bots").status == 200)
            }
        }
    }

    /// The clock of a deterministic mock begins with 2026 and goes on by a millisecond a reading.
    @Test func theClockOfASeedIsItsOwn() async throws {
        var options = MockLangBot.Options()
        options.seed = 1
        try await withMock(options) { client in
            for _ in 0..<2 { _ = try await client.send("POST", "/api/v1/platform/bots", Self.bot) }
            let bots = try await client.send("GET", "/api/v1/platform/bots").data?["bots"]?.arrayValue ?? []
            let times = bots.compactMap { $0["created_at"]?.stringValue }
            #expect(times.count == 2 && times[0] < times[1])
            #expect(times.allSatisfy { $0.hasPrefix("2026-01-01T00:00:00.0") }, "\(times)")
        }
    }

    @Test func aKeyExpiresToTheMicrosecond() async throws {
        try await Self.withClock(.v4_11) { client, time in
            let user = [("Authorization", "Bearer \(try await client.signIn())")]
            // A second after the start.
            let body = #"{"name":"short","expires_at":"2027-01-15T08:00:01Z"}"#
            let made = try await client.send("POST", "/api/v1/apikeys", user, body: body)
            let key = [("X-API-Key", try #require(made.data?["key"]?["key"]?.stringValue))]
            for (microseconds, status) in [(0, 200), (999_999, 200), (1_000_000, 401)] as [(Int64, Int)] {
                time.withLock { $0 = Self.start + microseconds }
                #expect(try await client.send("GET", "/api/v1/platform/bots", key).status == status)
                // The key that has no end is not concerned.
                #expect(try await client.send("GET", "/api/v1/platform/bots").status == 200)
            }
        }
    }

    @Test(arguments: MockProfile.all, [0, -start, 253_402_300_799_000_000])
    func answersAtTheEndsOfTime(profile: MockProfile, moment: Int64) async throws {
        try await Self.withClock(profile) { client, time in
            time.withLock { $0 = moment }
            let creation = try await client.send("POST", "/api/v1/platform/bots", Self.bot)
            #expect(creation.status < 500)
            let list = try await client.send("GET", "/api/v1/platform/bots")
            #expect(list.status == 200)
        }
    }
}
