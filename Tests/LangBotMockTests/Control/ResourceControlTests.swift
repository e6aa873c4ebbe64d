import JSONCore
import LangBotMock
import Testing

@Suite(.serialized) struct ResourceControlTests {
    private static let bots = "/api/v1/platform/bots"
    private static let secret = "1:do-not-show-me"
    private static let name = "<img src=x onerror=alert(1)> Ü"

    private static func bot(_ name: String = name) -> JSONValue {
        [
            "name": .string(name), "description": "d", "adapter": "telegram",
            "adapter_config": ["token": .string(secret), "list": [["token": "a", "n": 1], ["token": "b", "n": 2]]],
        ]
    }

    private func makeBot(_ client: MockClient, _ name: String = name) async throws -> String {
        try #require(try await client.send("POST", Self.bots, Self.bot(name)).data?["uuid"]?.stringValue)
    }

    private func shown(_ client: MockClient, _ id: String) async throws -> JSONValue {
        let answer = try await client.control("GET", "resources?kind=bot&id=\(id)")
        return try #require(answer.json?["resources"]?[0]?["record"])
    }

    private func stored(_ client: MockClient, _ id: String) async throws -> JSONValue? {
        try await client.send("GET", "\(Self.bots)/\(id)").data?["bot"]
    }

    private static func changed(_ record: JSONValue, _ name: String, _ value: JSONValue) -> JSONValue {
        .object((record.objectValue ?? [:]).merging(JSONObject([(name, value)])))
    }

    @Test(
        arguments: [
            ("", 3, ["bot", "bot", "pipeline"]), ("kind=bot", 2, ["bot", "bot"]), ("search=ONERROR", 1, ["bot"]),
            ("search=%C3%BC", 1, ["bot"]), ("search=chatpipe", 1, ["pipeline"]), ("search=1:do-not", 0, []),
            ("search=nowhere", 0, []), ("limit=1", 3, ["bot"]), ("kind=bot&limit=0", 2, []), ("kind=agent", 0, []),
            ("id=nope", 0, []),
        ]
    )
    func listsAndFinds(query: String, count: Int64, kinds: [String]) async throws {
        try await withMock { client in
            _ = try await makeBot(client)
            _ = try await makeBot(client, "other")
            let answer = try await client.control("GET", "resources?\(query)")
            #expect(answer.json?["kinds"] == ["bot": 2, "pipeline": 1])
            #expect(answer.json?["count"] == .integer(count))
            #expect(answer.json?["resources"]?.arrayValue?.map { $0["kind"] } == kinds.map { .string($0) })
            #expect(answer.json?.description.contains(Self.secret) == false)
        }
    }

    @Test(arguments: MockProfile.names)
    func whatIsSavedAsItWasShownStaysAsItIs(profile: String) async throws {
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(profile))
        try await withMock(options) { client in
            _ = try await makeBot(client)
            let before = client.mock.snapshot()
            for row in try await client.control("GET", "resources").json?["resources"]?.arrayValue ?? [] {
                let kind = row["kind"]?.stringValue ?? ""
                let id = row["id"]?.stringValue ?? ""
                let answer = try await client.control("PUT", "resources?kind=\(kind)&id=\(id)", row["record"])
                #expect(answer.json == ["replaced": true])
            }
            #expect(client.mock.snapshot() == before)
        }
    }

    @Test func aChangeKeepsTheSecretsThatItDoesNotWrite() async throws {
        try await withMock { client in
            let id = try await makeBot(client)
            var record = try await shown(client, id)
            #expect(record["adapter_config"]?["token"] == "… (16 characters)")
            record = Self.changed(record, "name", "renamed")
            // The second element alone is left, with another number beside it.
            record = Self.changed(
                record,
                "adapter_config",
                ["token": "… (16 characters)", "list": [["token": "… (1 character)", "n": 2]], "secret": "new"]
            )
            #expect(try await client.control("PUT", "resources?kind=bot&id=\(id)", record).status == 200)
            let config: JSONValue = [
                "token": .string(Self.secret), "list": [["token": "b", "n": 2]], "secret": "new",
            ]
            #expect(try await stored(client, id)?["name"] == "renamed")
            #expect(try await stored(client, id)?["adapter_config"] == config)
        }
    }

    @Test(
        arguments: [
            (
                "adapter_config", ["other_token": "… (3 characters)"],
                "'… (3 characters)' hides a secret that is not known here"
            ),
            (
                "adapter_config", ["list": [["token": "… (1 character)", "n": 3]]],
                "'… (1 character)' hides a secret that is not known here"
            ),
            ("description", "key <redacted>", "'key <redacted>' hides a secret that is not known here"),
            ("uuid", "other", "'uuid' identifies the resource"), ("uuid", nil, "'uuid' identifies the resource"),
        ] as [(String, JSONValue, String)]
    )
    func aChangeThatCannotBeChangesNothing(member: String, value: JSONValue, sentence: String) async throws {
        try await withMock { client in
            let id = try await makeBot(client)
            let before = client.mock.snapshot()
            let record = Self.changed(try await shown(client, id), member, value)
            let answer = try await client.control("PUT", "resources?kind=bot&id=\(id)", record)
            #expect(answer.status == 400)
            #expect(answer.json?["error"]?.stringValue?.hasPrefix(sentence) == true, "\(answer.json ?? .null)")
            #expect(client.mock.snapshot() == before)
        }
    }

    @Test(
        arguments: [
            ("PUT", "kind=bot&id=nope", "there is no bot 'nope'"), ("DELETE", "kind=bot&id=nope", "there is no bot"),
            ("DELETE", "kind=bot", "a change needs 'kind' and 'id'"), ("DELETE", "id=x", "a change needs"),
            ("GET", "kind=bots", "unknown kind of resource 'bots'; did you mean 'bot'?"),
            ("GET", "serach=x", "unknown way to choose resources 'serach'; did you mean 'search'?"),
            ("GET", "limit=-1", "'limit' must be a whole number"), ("GET", "world=1", "there is one world for all"),
        ]
    )
    func saysWhatIsWrong(method: String, query: String, sentence: String) async throws {
        try await withMock { client in
            let answer = try await client.control(method, "resources?\(query)")
            #expect(answer.status == 400)
            #expect(answer.json?["error"]?.stringValue?.hasPrefix(sentence) == true, "\(answer.json ?? .null)")
        }
    }

    @Test func aRemovedResourceIsGone() async throws {
        try await withMock { client in
            let id = try await makeBot(client)
            #expect(try await client.control("DELETE", "resources?kind=bot&id=\(id)").json == ["removed": true])
            #expect(try await client.send("GET", "\(Self.bots)/\(id)").status == 404)
            #expect(try await client.control("DELETE", "resources?kind=bot&id=\(id)").status == 400)
        }
    }

    @Test func whatIsAddressedByItsNameKeepsIt() async throws {
        try await withMock { client in
            let seed: JSONValue = [
                "mcp_servers": [["name": "tools", "mode": "sse", "enable": true, "extra_args": ["url": "http://h"]]]
            ]
            #expect(try await client.control("POST", "seed", seed).status == 200)
            let path = "resources?kind=mcp_server&id=tools"
            let record = try #require(try await client.control("GET", path).json?["resources"]?[0]?["record"])
            let renamed = Self.changed(record, "name", "other")
            let refused = try await client.control("PUT", path, renamed)
            #expect(refused.json?["error"] == "'name' identifies the resource and must stay as it is")
            #expect(try await client.control("DELETE", path).status == 200)
            #expect(try await client.control("GET", path).json?["count"] == 0)
        }
    }

    @Test func eachWorldHasItsOwn() async throws {
        var options = MockLangBot.Options()
        options.hasWorldPerKey = true
        try await withMock(options) { client in
            let made = try await client.control("POST", "worlds").json
            let id = try #require(made?["id"]?.integerValue)
            #expect(made?["name"] == .string("world \(id)"))
            let bot = try await makeBot(client)
            let worlds = try await client.control("GET", "worlds").json
            #expect(worlds?["per_key"] == true)
            #expect(worlds?["worlds"]?[0] == ["id": 1, "name": "default", "is_used": true])
            #expect(worlds?["worlds"]?[1] == ["id": .integer(id), "name": .string("world \(id)"), "is_used": false])
            #expect(worlds?.description.contains("lbk_") == false)
            for (world, count) in [("", 0), ("&world=1", 1), ("&world=\(id)", 0)] as [(String, Int64)] {
                let answer = try await client.control("GET", "resources?kind=bot\(world)")
                #expect(answer.json?["count"] == .integer(count), "\(world)")
            }
            let elsewhere = try await client.control("DELETE", "resources?kind=bot&id=\(bot)&world=\(id)")
            #expect(elsewhere.status == 400)
            #expect(try await client.control("DELETE", "resources?kind=bot&id=\(bot)&world=1").status == 200)
            #expect(try await client.send("GET", "\(Self.bots)/\(bot)").status == 404)
            #expect(try await client.control("GET", "resources?world=99").json?["error"] == "there is no key 99")
        }
    }

    @Test func oneWorldForAllHasNoOthers() async throws {
        try await withMock { client in
            let worlds = try await client.control("GET", "worlds").json
            #expect(worlds == ["per_key": false, "worlds": [["id": 1, "name": "default", "is_used": false]]])
        }
    }

    @Test(arguments: MockProfile.names)
    func listsTheOperations(profile: String) async throws {
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(profile))
        try await withMock(options) { client in
            let operations = try await client.control("GET", "operations").json?["operations"]?.arrayValue ?? []
            #expect(operations.map { $0["operation"]?.stringValue } == options.profile.routes.map(\.operation))
            #expect(operations.map { $0["path"]?.stringValue } == options.profile.routes.map(\.path))
        }
    }

    @Test func changesNeedTheToken() async throws {
        var options = MockLangBot.Options()
        options.adminToken = "open-sesame"
        try await withMock(options) { client in
            for name in ["resources", "worlds", "operations"] {
                let answer = try await client.control("GET", name)
                #expect(answer.status == 401)
            }
            #expect(try await client.control("DELETE", "resources?kind=pipeline&id=x").status == 401)
            #expect(try await client.control("GET", "resources", token: "open-sesame").status == 200)
        }
    }
}
