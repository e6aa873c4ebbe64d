import JSONCore
import LangBotMock
import Testing

/// Contents of other kinds than expected, which each release takes as Python and its database do.
struct ContentTests {
    private static let bots = "/api/v1/platform/bots"
    private static let bot: JSONObject = [
        "name": "b", "description": "", "adapter": "telegram", "adapter_config": ["token": "1:a"], "enable": false,
    ]

    /// The member that differs, and the status and message of the answer.
    private static let botMembers: [(String, JSONValue, Int, String?)] = [
        ("adapter", -1, 500, nil), ("adapter", nil, 500, nil), ("adapter", "nothing", 200, nil),
        ("event_bindings", "x", 200, nil), ("event_bindings", ["a": 1], 200, nil), ("event_bindings", 1, 500, nil),
        ("plugin_processors", "x", 400, "plugin_processors must be an array"),
        ("plugin_processors", [1], 400, "Each plugin processor binding must be an object"),
        ("plugin_processors", [["processor_uuid": " "]], 400, "Plugin processor UUID is required"),
        (
            "plugin_processors", [["processor_uuid": "x", "enabled": 1]], 400,
            "Plugin processor enabled must be a boolean"
        ),
        ("plugin_processors", [["processor_uuid": "x"]], 400, "Plugin processor not found"),
    ]

    @Test(arguments: botMembers)
    func aBotHasMembersOfItsKinds(name: String, value: JSONValue, status: Int, message: String?) async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let content = JSONValue.object(Self.bot.merging([name: value]))
            let answer = try await client.send("POST", Self.bots, content)
            #expect(answer.status == status)
            if let message { #expect(answer.message == message) }
            let changed = try await client.send("PUT", "\(Self.bots)/unknown", .object([name: value]))
            // Who names an adapter has the bot looked up in a way that fails.
            #expect(changed.status == (status != 200 ? status : name == "adapter" ? 500 : 404))
        }
    }

    @Test(arguments: [
        ("telegram-eba", "telegram-omni"), ("aiocqhttp-omni", "onebot-v11"), ("aiocqhttp-eba", "onebot-v11"),
        ("nothing-eba", "nothing-eba"), ("telegram", "telegram"),
    ])
    func anAdapterHasItsCurrentName(given: String, stored: String) async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let content = JSONValue.object(Self.bot.merging(["adapter": .string(given)]))
            let uuid = try await client.send("POST", Self.bots, content).data?["uuid"]?.stringValue ?? ""
            let shown = try await client.send("GET", "\(Self.bots)/\(uuid)").data?["bot"]
            #expect(shown?["adapter"] == .string(stored))
        }
    }

    @Test(arguments: [("3", 3), (2.7, 2), (true, 1), (nil, 0), ("x", nil), ([1], nil)] as [(JSONValue, Int64?)])
    func thePriorityOfARouteIsAWholeNumber(given: JSONValue, stored: Int64?) async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let route: JSONValue = [
                "event_pattern": "message.received", "target_type": "discard", "priority": given,
            ]
            let content = JSONValue.object(Self.bot.merging(["event_bindings": [route]]))
            let answer = try await client.send("POST", Self.bots, content)
            #expect(answer.status == (stored != nil ? 200 : given.stringValue != nil ? 400 : 500))
            guard let stored, let uuid = answer.data?["uuid"]?.stringValue else { return }
            let shown = try await client.send("GET", "\(Self.bots)/\(uuid)").data?["bot"]
            #expect(shown?["event_bindings"]?[0]?["priority"] == .integer(stored))
        }
    }

    @Test func anEventProcessorIsBoundOnce() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let agent: JSONValue = ["name": "a", "kind": "event_processor"]
            let made = try await client.send("POST", "/api/v1/agents", agent)
            let processor = try #require(made.data?["uuid"])
            let off: JSONValue = ["processor_uuid": processor, "enabled": false]
            func send(_ processors: JSONValue) async throws -> MockClient.Answer {
                let content = JSONValue.object(Self.bot.merging(["plugin_processors": processors]))
                return try await client.send("POST", Self.bots, content)
            }
            #expect(try await send([off]).status == 200)
            #expect(try await send([off, off]).message == "A plugin processor can only be bound once per bot")
            let on: JSONValue = ["processor_uuid": processor]
            #expect(try await send([on]).message == "Runner component is unavailable")
        }
    }

    @Test(arguments: [("true", 400, "Unsupported agent kind: True"), ("[1]", 500, nil), ("{\"a\": 1}", 500, nil)])
    func theKindOfAnAgentIsAText(kind: String, status: Int, message: String?) async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let answer = try await client.send("POST", "/api/v1/agents", ["kind": try JSONValue(parsing: kind)])
            #expect(answer.status == status)
            if let message { #expect(answer.message == message) }
        }
    }

    @Test func anAgentMayLoseItsEmoji() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let uuid = try await client.send("POST", "/api/v1/agents", [:]).data?["uuid"]?.stringValue ?? ""
            #expect(try await client.send("PUT", "/api/v1/agents/\(uuid)", JSONValue.array([])).status == 200)
            #expect(try await client.send("PUT", "/api/v1/agents/\(uuid)", 5).status == 500)
            #expect(try await client.send("PUT", "/api/v1/agents/\(uuid)", ["emoji": nil]).status == 200)
            #expect(try await client.send("GET", "/api/v1/agents/\(uuid)").data?["agent"]?["emoji"] == .null)
        }
    }

    /// A change of a new pipeline's configuration, and the status of the answer by release.
    private static let configurations: [([String], JSONValue, [String: Int])] = [
        (["ai"], nil, ["4.11.2": 200]), (["ai", "runner"], nil, ["4.11.2": 200]), (["ai"], 1, ["4.11.2": 400]),
        (["output", "long-text-processing", "strategy"], nil, ["4.11.2": 400, "4.10.11": 400, "4.9.7": 500]),
        (["output", "long-text-processing", "strategy"], "x", ["4.11.2": 400, "4.10.11": 400, "4.9.7": 500]),
        (["output", "long-text-processing", "strategy"], "forward", ["4.11.2": 200, "4.10.11": 200, "4.9.7": 200]),
    ]

    @Test(arguments: ["4.11.2", "4.10.11", "4.9.7"]) func aPipelineIsLoadedAsConfigured(release: String) async throws {
        try await withMock(try LivingModel.options(release)) { client in
            let path = "/api/v1/pipelines"
            let made = try await client.send("POST", path, ["name": "p", "description": ""])
            let uuid = try #require(made.data?["uuid"]?.stringValue)
            let shown = try await client.send("GET", "\(path)/\(uuid)").data?["pipeline"]
            let configuration = try #require(shown?["config"])
            for (place, value, statuses) in Self.configurations {
                guard let status = statuses[release] else { continue }
                let content: JSONValue = ["config": Self.replacing(place[...], in: configuration, by: value)]
                #expect(try await client.send("PUT", "\(path)/\(uuid)", content).status == status, "\(place) \(value)")
            }
        }
    }

    private static func replacing(_ place: ArraySlice<String>, in json: JSONValue, by value: JSONValue) -> JSONValue {
        guard let name = place.first else { return value }
        let inner = replacing(place.dropFirst(), in: json[name] ?? .null, by: value)
        return .object((json.objectValue ?? [:]).merging([name: inner]))
    }

    @Test(arguments: [("4.11.2", true), ("4.10.11", true), ("4.9.7", false)])
    func aNewPipelineMayBeTheDefault(release: String, isDefault: Bool) async throws {
        try await withMock(try LivingModel.options(release)) { client in
            let content: JSONValue = ["name": "p", "description": "", "is_default": true]
            let uuid = try await client.send("POST", "/api/v1/pipelines", content).data?["uuid"]?.stringValue ?? ""
            let shown = try await client.send("GET", "/api/v1/pipelines/\(uuid)").data?["pipeline"]
            #expect(shown?["is_default"] == .bool(isDefault))
        }
    }

    @Test func aModelIsTestedWithTheProviderThatItDescribes() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let model = try await LivingModel.make(client, "http://127.0.0.1:9/v1")
            let stored = ["name": "m", "provider_uuid": .string(model.provider)] as JSONObject
            let drafts: [(JSONValue, Int)] = [
                (.object(stored), 500), (["name": "m", "provider_uuid": 5], 404),
                (["name": "m", "provider_uuid": [1]], 500), (["name": "m"], 500),
            ]
            for (draft, status) in drafts {
                let answer = try await client.send("POST", "\(LivingModel.path)/_/test", draft)
                #expect(answer.status == status, "\(draft)")
            }
            let list: JSONValue = ["provider_uuid": []]
            #expect(try await client.send("PUT", "\(LivingModel.path)/\(model.uuid)", list).status == 500)
        }
    }

    @Test(arguments: [("name", 5), ("name", true), ("abilities", 5)] as [(String, JSONValue)])
    func aModelOfAnOddKindCannotBeShown(name: String, value: JSONValue) async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let model = try await LivingModel.make(client, "http://127.0.0.1:9/v1")
            let base: JSONObject = ["name": "m", "provider_uuid": .string(model.provider)]
            let made = try await client.send("POST", LivingModel.path, .object(base.merging([name: value])))
            let path = "\(LivingModel.path)/\(made.data?["uuid"]?.stringValue ?? "")"
            #expect(try await client.send("GET", path).status == 500)
            #expect(try await client.send("GET", LivingModel.path).status == 500)
            #expect(try await client.send("PUT", path, ["name": "n"]).status == 500)
            #expect(try await client.send("DELETE", path).status == 200)
            #expect(try await client.send("GET", LivingModel.path).status == 200)
        }
    }

    @Test func aServerIsNamedByAText() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let names: [(JSONValue, String)] = [(true, "True"), (["a"], "['a']"), (" s ", "s"), (5, "5")]
            for (given, stored) in names {
                let content: JSONValue = ["name": given, "mode": "remote", "extra_args": [:]]
                #expect(try await client.send("POST", "/api/v1/mcp/servers", content).status == 200)
                let servers = try await client.send("GET", "/api/v1/mcp/servers").data?["servers"]?.arrayValue
                #expect(servers?.last?["name"] == .string(stored))
            }
            let blank: JSONValue = ["name": " ", "mode": "remote", "extra_args": [:]]
            #expect(try await client.send("POST", "/api/v1/mcp/servers", blank).status == 400)
        }
    }

    @Test func numbersThatNoDatabaseTakesFail() async throws {
        try await withMock(try LivingModel.options("4.11.2")) { client in
            let user = [("Authorization", "Bearer \(try await client.signIn())")]
            for path in ["/api/v1/webhooks/", "/api/v1/apikeys/"] {
                let answer = try await client.send("GET", path + "99999999999999999999", user)
                #expect(answer.status == 500, "\(path)")
                #expect(try await client.send("GET", path + "9999", user).status == 404, "\(path)")
            }
            let key: JSONValue = ["name": "k", "description": nil]
            #expect(try await client.send("POST", "/api/v1/apikeys", user, body: key.description).status == 500)
        }
    }
}
