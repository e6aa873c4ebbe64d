import Foundation
import JSONCore
import LangBotContract
import LangBotMock
import Testing

@Suite(.serialized) struct StateControlTests {
    private static let bot: JSONValue = [
        "name": "b", "description": "", "adapter": "telegram", "adapter_config": ["token": "1:a"],
    ]
    private static let bots = "/api/v1/platform/bots"

    private func names(_ client: MockClient, _ fields: [(String, String)] = [MockClient.key]) async throws -> [String] {
        let bots = try await client.send("GET", Self.bots, fields).data?["bots"]?.arrayValue
        return (bots ?? []).compactMap { $0["name"]?.stringValue }
    }

    @Test(arguments: MockProfile.names)
    func aSnapshotBringsEverythingBack(profile: String) async throws {
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(profile))
        try await withMock(options) { client in
            _ = try await client.send("POST", Self.bots, Self.bot)
            let snapshot = client.mock.snapshot()
            _ = try await client.send("POST", Self.bots, Self.bot)
            let token = try await client.signIn()
            _ = try await client.send(
                "POST",
                "/api/v1/apikeys",
                [("Authorization", "Bearer \(token)")],
                body: #"{"name":"k"}"#
            )
            #expect(try await names(client) == ["b", "b"])
            try client.mock.restore(snapshot)
            #expect(client.mock.snapshot() == snapshot)
            #expect(try await names(client) == ["b"])
        }
    }

    @Test func aSnapshotGoesOverTheWire() async throws {
        try await withMock { client in
            _ = try await client.send("POST", Self.bots, Self.bot)
            let snapshot = try #require(try await client.control("GET", "snapshot").json)
            #expect(try await client.control("POST", "reset").status == 200)
            #expect(try await names(client).isEmpty)
            #expect(try await client.control("PUT", "snapshot", snapshot).status == 200)
            #expect(try await names(client) == ["b"])
        }
    }

    @Test(
        arguments: [
            (#"{"format":"langbot-mock state 1","world":{}}"#, "'workspace' in the snapshot must be a text"),
            (#"{"format":"other"}"#, "'format' must be"), ("[]", "'format' must be"), ("{", "it is not valid JSON"),
        ]
    )
    func aWrongSnapshotChangesNothing(snapshot: String, sentence: String) async throws {
        try await withMock { client in
            _ = try await client.send("POST", Self.bots, Self.bot)
            let error = #expect(throws: MockInputError.self) { try client.mock.restore(Data(snapshot.utf8)) }
            #expect(error?.description.hasPrefix(sentence) == true)
            #expect(try await names(client) == ["b"])
        }
    }

    @Test(arguments: MockProfile.names)
    func resourcesAreSeededWithTheirIdentifiers(profile: String) async throws {
        let uuid = "11111111-2222-4333-8444-555555555555"
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(profile))
        let bot = JSONValue.object((Self.bot.objectValue ?? [:]).merging(["uuid": .string(uuid)]))
        options.resources = Data(JSONValue.object(["bots": [bot]]).serialized())
        try await withMock(options) { client in
            let shown = try await client.send("GET", "\(Self.bots)/\(uuid)")
            #expect(shown.data?["bot"]?["name"] == "b")
            #expect(shown.data?["bot"]?["uuid"] == .string(uuid))
            _ = try await client.send("DELETE", "\(Self.bots)/\(uuid)")
            try client.mock.reset()
            #expect(try await names(client) == ["b"])
        }
    }

    @Test func aSeedSaysWhatTheReleaseMisses() async throws {
        var options = MockLangBot.Options()
        options.profile = .v4_9
        options.resources = Data(#"{"pipelines": [{"name": "p"}]}"#.utf8)
        let error = await #expect(throws: MockInputError.self) { try await withMock(options) { _ in } }
        let reason = "NOT NULL constraint failed: description"
        #expect(error?.description == "profile 4.9.7 refuses pipelines[0]: \(reason)")
    }

    @Test(
        arguments: [
            (["bot": []], "unknown seed member 'bot'; did you mean 'bots'?"), ([], "a seed must be an object"),
            (["bots": 1], "'bots' must be a list"),
            (["pipelines": [["name": "p"]], "bots": [["name": "b"]]], "profile documented refuses bots[0]"),
            (["providers": [["name": "p"]]], "profile documented has no 'providers'"),
        ] as [(JSONValue, String)]
    )
    func aWrongSeedMakesNothing(seed: JSONValue, sentence: String) async throws {
        try await withMock { client in
            let before = client.mock.snapshot()
            let answer = try await client.control("POST", "seed", seed)
            #expect(answer.status == 400)
            #expect(answer.json?["error"]?.stringValue?.hasPrefix(sentence) == true, "\(answer.json ?? .null)")
            #expect(client.mock.snapshot() == before)
        }
    }

    @Test func eachKeyHasAWorldOfItsOwn() async throws {
        var options = MockLangBot.Options()
        options.hasWorldPerKey = true
        try await withMock(options) { client in
            let other = try #require(try await client.control("POST", "worlds").json?["api_key"]?.stringValue)
            _ = try await client.send("POST", Self.bots, Self.bot)
            #expect(try await names(client) == ["b"])
            #expect(try await names(client, [("X-API-Key", other)]).isEmpty)
            _ = try await client.send("POST", Self.bots, [("X-API-Key", other)], body: Self.bot.description)
            _ = try await client.send("POST", Self.bots, [("X-API-Key", other)], body: Self.bot.description)
            #expect(try await names(client, [("Authorization", "Bearer \(other)")]).count == 2)
            #expect(try await names(client) == ["b"])
        }
    }

    @Test(arguments: MockProfile.names)
    func theSameSeedGivesTheSameIdentifiers(profile: String) async throws {
        var snapshots: [Data] = []
        for seed in [7, 7, 8] as [UInt64] {
            var options = MockLangBot.Options()
            options.profile = try #require(MockProfile(profile))
            options.seed = seed
            try await withMock(options) { client in
                _ = try await client.send("POST", Self.bots, Self.bot)
                snapshots.append(client.mock.snapshot())
            }
        }
        #expect(snapshots[0] == snapshots[1])
        #expect(snapshots[0] != snapshots[2])
    }

    @Test func asksForItsToken() async throws {
        var options = MockLangBot.Options()
        options.adminToken = "open-sesame"
        try await withMock(options) { client in
            let unasked = try await client.control("GET", "status")
            #expect(unasked.status == 401)
            #expect(try await client.control("POST", "reset", token: "wrong").status == 401)
            #expect(try await client.control("GET", "status", token: "open-sesame").status == 200)
            #expect(try await client.send("GET", "/__mock/", []).status == 200)
            #expect(try await client.send("GET", Self.bots).status == 200)
        }
    }

    @Test(arguments: [("evil.example", 403), ("evil.example:5300", 403), ("localhost:1", 200), ("[::1]:1", 200)])
    func aNameThatLeadsHereIsNotEnough(host: String, status: Int) async throws {
        try await withMock { client in
            let request = "GET /__mock/snapshot HTTP/1.1\r\nHost: \(host)\r\n\r\n"
            let answer = try await client.status(of: request)
            #expect(answer == status)
        }
    }

    @Test func noOtherOriginCanUseIt() async throws {
        try await withMock { client in
            let fields = [("Origin", "http://elsewhere.example")]
            for (method, path) in [("GET", "status"), ("OPTIONS", "reset"), ("GET", "journal")] {
                let answer = try await client.send(method, "/__mock/\(path)", fields)
                #expect(answer.field("access-control-allow-origin") == nil)
            }
            // What a form of a page can send without being asked is not taken.
            let answer = try await client.send("POST", "/__mock/reset", fields, body: "{}", type: "text/plain")
            #expect(answer.status == 400)
        }
    }

    @Test(arguments: [("GET", "stauts", 404), ("PATCH", "reset", 405), ("GET", "reset", 405)])
    func saysWhatThereIs(method: String, name: String, status: Int) async throws {
        try await withMock { client in
            let answer = try await client.control(method, name)
            #expect(answer.status == status)
            #expect(answer.json?["error"] != nil)
            if status == 405 { #expect(answer.field("allow") == "POST") }
        }
    }
}
