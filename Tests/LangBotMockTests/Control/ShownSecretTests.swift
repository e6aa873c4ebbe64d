import Foundation
import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// What the mock shows of its requests and resources holds no secret that any of them has given away.
@Suite(.serialized) struct ShownSecretTests {
    private static let words = "staple-gadget-walrus"
    private static let letters = "correcthorsebatterystaple"
    private static let bots = "/api/v1/platform/bots"

    private static func bot(_ secret: String, description: String = "d") -> JSONValue {
        [
            "name": "b", "description": .string(description), "adapter": "telegram",
            "adapter_config": ["token": .string(secret)],
        ]
    }

    @Test(arguments: [true, false]) func whatHasLeftTheJournalIsStillKnown(isCleared: Bool) async throws {
        try await withMock { client in
            _ = try await client.send("POST", Self.bots, Self.bot(Self.words))
            if isCleared {
                #expect(try await client.control("DELETE", "journal").json == ["cleared": true])
            } else {
                try await client.sendMany(1100, "/healthz")
            }
            _ = try await client.send("GET", "\(Self.bots)/\(Self.words)")
            let last = client.mock.journal.last
            #expect(last?.target == "\(Self.bots)/<redacted>")
            #expect(last?.number == (isCleared ? 1 : 1102))
            let shown = try await client.control("GET", "journal?limit=1").json?["entries"]?[0]?["target"]
            #expect(shown == .string("\(Self.bots)/<redacted>"))
        }
    }

    /// A journal that is read in between learns once, and one that is cleared twice counts from one each time.
    @Test func numbersStartAnewAndSecretsDoNot() async throws {
        try await withMock { client in
            for round in 1...3 {
                let secret = "\(Self.words)-\("abc".dropFirst(round - 1).prefix(1))"
                _ = try await client.send("POST", Self.bots, Self.bot(secret))
                if round == 2 { #expect(client.mock.journal.count == 1) }
                _ = try await client.control("DELETE", "journal")
            }
            for ending in ["a", "b", "c"] { _ = try await client.send("GET", "/nowhere/\(Self.words)-\(ending)") }
            #expect(client.mock.journal.map(\.target) == Array(repeating: "/nowhere/<redacted>", count: 3))
            #expect(client.mock.journal.map(\.number) == [1, 2, 3])
        }
    }

    @Test(arguments: [letters, "3f0a1c2e-9d1b-4f57-8f3e-2b7a8c9d0e1f", words]) func theLogHidesThem(
        secret: String
    ) async throws {
        let lines = Locked<[String]>([])
        var options = MockLangBot.Options()
        options.onRequest = { line in lines.withLock { $0.append(line) } }
        try await withMock(options) { client in
            _ = try await client.send("POST", Self.bots, Self.bot(secret))
            _ = try await client.send("GET", "\(Self.bots)/\(secret)")
            _ = try await client.send("GET", "\(Self.bots)/ordinary/logs")
            _ = try await client.send("GET", "/nowhere/\(secret)/platform")
        }
        let seen = lines.withLock(\.self)
        #expect(seen[1].hasPrefix("GET \(Self.bots)/<redacted> 404 bot.get "))
        #expect(seen[2].hasPrefix("GET \(Self.bots)/ordinary/logs "))
        #expect(seen[3].hasPrefix("GET /nowhere/<redacted>/platform 404 - "))
    }

    @Test func resourcesRepeatNoneOfThem() async throws {
        try await withMock { client in
            let answer = try await client.send("POST", Self.bots, Self.bot(Self.letters, description: Self.letters))
            let id = try #require(answer.data?["uuid"]?.stringValue)
            let other = try await client.send("POST", Self.bots, Self.bot("x", description: "as \(Self.letters)!"))
            _ = try await client.control("DELETE", "journal")
            let shown = try #require(try await client.control("GET", "resources?kind=bot").json)
            #expect(!shown.description.contains(Self.letters))
            let records = shown["resources"]?.arrayValue?.compactMap { $0["record"] } ?? []
            #expect(Set(records.compactMap { $0["description"]?.stringValue }) == ["<redacted>", "as <redacted>!"])
            // What is saved as it was shown stays what it was.
            let before = client.mock.snapshot()
            for record in records {
                let target = "resources?kind=bot&id=\(record["uuid"]?.stringValue ?? "")"
                #expect(try await client.control("PUT", target, record).json == ["replaced": true])
            }
            #expect(client.mock.snapshot() == before)
            #expect(id != other.data?["uuid"]?.stringValue)
        }
    }

    /// A seeded secret has never been in the journal, so the mask is known only by what it was made of.
    @Test func aMaskStandsForWhatWasThere() async throws {
        var options = MockLangBot.Options()
        let seed: JSONValue = [
            "bots": [Self.bot(Self.letters), Self.bot("other-secret-word", description: "as \(Self.letters)!")]
        ]
        options.resources = .init(seed.serialized())
        try await withMock(options) { client in
            let shown = try await client.control("GET", "resources?kind=bot").json?["resources"]?.arrayValue ?? []
            let row = try #require(shown.first { $0["record"]?["description"] == "as <redacted>!" })
            let target = "resources?kind=bot&id=\(row["id"]?.stringValue ?? "")"
            let before = client.mock.snapshot()
            #expect(try await client.control("PUT", target, row["record"]).json == ["replaced": true])
            #expect(client.mock.snapshot() == before)
            let changed = row["record"]?.objectValue?.merging(["description": "at <redacted>!"])
            let answer = try await client.control("PUT", target, changed.map(JSONValue.object))
            #expect(answer.json?["error"]?.stringValue?.contains("hides a secret") == true)
        }
    }

    @Test func partsOfAddressesAndSettingsOfEnginesAreHidden() async throws {
        var options = MockLangBot.Options()
        options.profile = .v4_11
        try await withMock(options) { client in
            let token = try await client.signIn()
            let fields = [("Authorization", "Bearer \(token)")]
            let secrets = [
                "q7Kd92LmxzQclQ81", "velvet-harbor", "zqba7Kd92LmxzqbaQ81", "phrase-of-an-engine", "other-phrase",
            ]
            let webhook: JSONValue = [
                "name": "w", "url": .string("https://u:pw@h/services/\(secrets[0])?sig=\(secrets[1])"),
                "enabled": false,
            ]
            _ = try await client.send("POST", "/api/v1/webhooks", fields, body: webhook.description)
            let provider: JSONValue = [
                "name": "p", "requester": "openai-chat-completions", "api_keys": [],
                "base_url": .string("http://u:pw@127.0.0.1:1/v1?k=\(secrets[2])"),
            ]
            _ = try await client.send("POST", "/api/v1/provider/providers", provider)
            let base: JSONValue = [
                "name": "k", "knowledge_engine_plugin_id": "langbot-mock/plain-text",
                "creation_settings": ["connection": .string(secrets[3])],
                "retrieval_settings": ["phrase": .string(secrets[4])],
            ]
            _ = try await client.send("POST", "/api/v1/knowledge/bases", fields, body: base.description)
            #expect(client.mock.journal.suffix(3).map(\.status) == [200, 200, 200])
            for place in ["journal", "resources"] {
                let shown = try #require(try await client.control("GET", place).json).description
                #expect(shown.contains("services/<redacted>"))
                for secret in secrets { #expect(!shown.contains(secret), "\(secret) in \(place)") }
            }
        }
    }
}
