import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// What a message to a bot leaves behind, and what bots send by themselves.
@Suite(.serialized) struct BotMessageTests {
    @Test func webhooksHearOfMessagesAndMayKeepThemFromThePipeline() async throws {
        let skip = HTTPResponse(status: 200, body: Array(#"{"skip_pipeline": true}"#.utf8))
        try await CallbackPeer.with([HTTPResponse(status: 500), skip]) { peer, address throws in
            try await withMock(LivingBot.options("4.10.11")) { client throws in
                let token = [("Authorization", "Bearer \(try await client.signIn())")]
                let bot = try await LivingBot(
                    client,
                    callback: "",
                    ["signature_required": false, "callback_timeout": 0]
                )
                let hook: JSONValue = ["name": "w", "url": .string("\(address)/hook")]
                _ = try await client.send("POST", "/api/v1/webhooks", token, body: hook.description)
                #expect(try await bot.post("/sync", LivingBot.message("s")).status == 200)
                _ = try await bot.post("", LivingBot.message("s"))
                let requests = await peer.requests(2)
                let told = try JSONValue(parsing: requests.first?.body ?? [])
                #expect(told["event_type"] == "bot.person_message")
                #expect(told["data"]?["adapter_name"] == "HttpBotAdapter")
                #expect(told["data"]?["message"]?[1] == ["type": "Plain", "text": "hello"])
            }
        }
    }

    @Test func monitoringShowsMessages() async throws {
        try await withMock(LivingBot.options("4.11.2")) { client throws in
            let token = [("Authorization", "Bearer \(try await client.signIn())")]
            client.mock.script { When(.chat).reply("now") }
            let bot = try await LivingBot(client, callback: "", ["signature_required": false])
            _ = try await bot.post("/sync", LivingBot.message("s", "what, \"now\"?"))
            let lists: [(String, Int64)] = [
                ("messages?botId=\(bot.uuid)", 2), ("messages?botId=other", 0),
                ("messages?botId=other&botId=\(bot.uuid)", 2),
                ("messages?limit=1&offset=1", 2), ("messages?endTime=2025-01-01", 0), ("sessions", 1), ("errors", 0),
                ("messages?sessionId=person_s", 2), ("sessions?userQuery=use", 1), ("sessions?isActive=false", 0),
            ]
            for (path, total) in lists {
                let answer = try await client.send("GET", "/api/v1/monitoring/\(path)")
                #expect(answer.data?["total"]?.integerValue == total, "\(path)")
            }
            let failing = ["startTime=2026-02-01", "startTime=2020-01-01", "endTime=soon"]
            for query in failing {
                #expect(try await client.send("GET", "/api/v1/monitoring/messages?\(query)").status == 500, "\(query)")
            }
            let export = try await client.send("GET", "/api/v1/monitoring/export?type=messages", token)
            #expect(export.field("Content-Type") == "text/csv; charset=utf-8")
            #expect(String(decoding: export.response.body, as: UTF8.self).contains(#""what, ""now""?""#))
            let runs = try await client.send("GET", "/api/v1/monitoring/executions?source=pipeline", token)
            #expect(runs.data?["total"] == 1)
            let id = runs.data?["items"]?[0]?["id"]?.stringValue ?? ""
            let run = try await client.send("GET", "/api/v1/monitoring/executions/auto/\(id)", token)
            #expect(run.data?["pages"]?["inputs"]?["items"]?[0]?["id"]?.stringValue == id)
            let gone = try await client.send("GET", "/api/v1/monitoring/executions/auto/none", token)
            #expect(gone.status == 200 && gone.code == 404)
            let reset: JSONValue = ["bot_id": .string(bot.uuid), "session_id": "person_s"]
            let path = "/api/v1/monitoring/sessions/reset-context"
            #expect(try await client.send("POST", path, reset).data?["reset"] == true)
            #expect(try await client.send("POST", path, ["bot_id": "b", "session_id": "s"]).status == 404)
            #expect(try await client.send("POST", path, ["bot_id": "b"]).status == 400)
        }
    }

    private static let plain: JSONValue = [["type": "Plain", "text": "hi"]]

    /// The adapter with its configuration, what is sent, and the answers of two releases.
    private static let deliveries: [(String, JSONValue, JSONValue, [String: Int])] = [
        ("telegram", ["token": "1:a"], plain, ["4.6.5": 200, "4.9.7": 500, "4.10.11": 500]),
        ("telegram", ["token": "1:a"], [["type": "Odd"]], ["4.6.5": 200, "4.9.7": 200, "4.10.11": 200]),
        ("telegram", ["token": "1:a"], "hi", ["4.6.5": 500, "4.9.7": 500, "4.10.11": 500]),
        ("telegram", ["token": "1:a", "markdown_card": true], plain, ["4.9.7": 200]),
        ("aiocqhttp", [:], plain, ["4.6.5": 500, "4.9.7": 500]),
        ("LINE", ["channel_access_token": "a", "channel_secret": "b"], plain, ["4.6.5": 200, "4.10.11": 200]),
    ]

    @Test(arguments: ["4.6.5", "4.9.7", "4.10.11"]) func sendsAsTheAdapterDoes(_ release: String) async throws {
        try await withMock(LivingBot.options(release)) { client throws in
            for (adapter, configuration, chain, statuses) in Self.deliveries {
                guard let status = statuses[release] else { continue }
                let bot: JSONValue = [
                    "name": "b", "description": "", "adapter": .string(adapter), "adapter_config": configuration,
                ]
                let made = try await client.send("POST", "/api/v1/platform/bots", bot)
                let uuid = try #require(made.data?["uuid"]?.stringValue, "\(made.message ?? "")")
                let message: JSONValue = ["target_type": "person", "target_id": "10001", "message_chain": chain]
                let answer = try await client.send("POST", "/api/v1/platform/bots/\(uuid)/send_message", message)
                #expect(answer.status == status, "\(adapter) \(chain) \(answer.message ?? "")")
            }
        }
    }

    @Test(arguments: ["4.9.7", "4.11.2"]) func requiresWhatTheAdapterReads(_ release: String) async throws {
        try await withMock(LivingBot.options(release)) { client throws in
            let faults = [
                ("lark", "'bot_name'"), ("kook", #"KOOK adapter requires "token" in config"#), ("wecombot", "'BotId'"),
                ("no-such", "Adapter no-such not found"),
                ("wecom", "Wecom 缺少配置项: ['corpid', 'secret', 'token', 'EncodingAESKey']"),
            ]
            for (adapter, reason) in faults {
                let bot: JSONValue = [
                    "name": "b", "description": "", "adapter": .string(adapter), "adapter_config": [:], "enable": true,
                ]
                let answer = try await client.send("POST", "/api/v1/platform/bots", bot)
                #expect(answer.status == (release == "4.9.7" ? 500 : 400), "\(adapter)")
                #expect(answer.message == reason, "\(adapter)")
            }
        }
    }

    @Test func keysThatMayOnlyLookSeeNoSecrets() async throws {
        try await withMock(LivingBot.options("4.10.11")) { client throws in
            let token = [("Authorization", "Bearer \(try await client.signIn())")]
            let bot = try await LivingBot(client, callback: "http://127.0.0.1:1")
            let provider: JSONValue = [
                "name": "p", "requester": "openai-chat-completions", "base_url": "http://u:p@127.0.0.1/v1?sig=x",
                "api_keys": ["sk-1"],
            ]
            let made = try await client.send("POST", "/api/v1/provider/providers", provider)
            let uuid = made.data?["uuid"]?.stringValue ?? ""
            let wanted: JSONValue = ["name": "viewer", "scopes": ["resource.view"]]
            let key = try await client.send("POST", "/api/v1/apikeys", token, body: wanted.description)
            let viewer = [("X-API-Key", key.data?["key"]?["key"]?.stringValue ?? "")]
            let seen = try await client.send("GET", "/api/v1/provider/providers/\(uuid)", viewer).data?["provider"]
            #expect(seen?["api_keys"] == ["***"])
            #expect(seen?["base_url"] == "http://***@127.0.0.1/v1?sig=***")
            let read = try await client.send("GET", bot.path, viewer).data?["bot"]
            #expect(read?["name"] == "b" && read?["adapter_config"] == nil)
            #expect(try await client.send("GET", bot.path).data?["bot"]?["adapter_config"] != nil)
        }
    }

    @Test(arguments: ["4.5.4", "4.9.7", "4.11.2"]) func keepsWebhooks(_ release: String) async throws {
        try await withMock(LivingBot.options(release)) { client throws in
            let token = [("Authorization", "Bearer \(try await client.signIn())")]
            let path = "/api/v1/webhooks"
            func send(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> MockClient.Answer {
                try await client.send(method, path, token, body: body?.description)
            }
            #expect(try await send("POST", path, ["url": "u"]).message == "Name is required")
            #expect(try await send("POST", path, ["name": "n"]).message == "URL is required")
            let made = try await send("POST", path, ["name": "n", "url": "u"]).data?["webhook"]
            #expect(made?["enabled"] == true && made?["id"] == 1)
            #expect(try await send("PUT", "\(path)/1", ["enabled": false]).status == 200)
            #expect(try await send("GET", path).data?["webhooks"]?[0]?["enabled"] == false)
            #expect(try await send("DELETE", "\(path)/1").status == 200)
            #expect(try await send("GET", "\(path)/1").status == 404)
            #expect(try await send("DELETE", "\(path)/1").status == (release == "4.11.2" ? 404 : 200))
        }
    }

    @Test func manySlashesAtTheStartAreOne() async throws {
        try await withMock(LivingBot.options("4.11.2")) { client throws in
            #expect(try await client.send("GET", "//api/v1/platform/bots").data?["bots"] == [])
            #expect(try await client.send("GET", "//api/v1/platform/bots", []).status == 401)
        }
    }
}
