import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// The bot that programs talk to over HTTP.
@Suite(.serialized) struct HTTPBotTests {
    private static let body = #"{"session_id":"t-1","message":[{"type":"Plain","text":"hello"}]}"#

    /// Signatures of `body` with the secret `s3cret`, made by OpenSSL.
    private static let signatures: [(time: Int64, signature: String, reason: String?)] = [
        (0, "590da5a07cae60ca9c96347413325e4efc377a288d15e45cf811ac8fc573634d", nil),
        (-290, "cad3b36c95ef931c2e72e6c344962c4e3650d8a6be61985d5cddcb8fed70d088", nil),
        (-301, "cb1e76ba070155ed50621c0fafb97e0b5a3a96adb8bdf71d0e98565c82555f3d", "expired"),
        (0, "cad3b36c95ef931c2e72e6c344962c4e3650d8a6be61985d5cddcb8fed70d088", "signature_mismatch"),
        (0, "", "missing_headers"),
    ]

    @Test(arguments: ["4.10.11", "4.11.2"]) func checksSignatures(_ release: String) async throws {
        try await CallbackPeer.with { _, address throws in
            try await withMock(LivingBot.options(release)) { client throws in
                let bot = try await LivingBot(client, callback: address)
                for (time, signature, reason) in Self.signatures {
                    let fields = [
                        ("X-LB-Timestamp", "\(LivingBot.now + time)"),
                        ("X-LB-Signature", signature.isEmpty ? "" : "sha256=\(signature)"),
                    ]
                    let answer = try await client.send("POST", "/bots/\(bot.uuid)", fields, body: Self.body)
                    #expect(answer.status == (reason == nil ? 202 : 401))
                    #expect(answer.message == (reason.map { "invalid signature: \($0)" } ?? "accepted"))
                    if reason != nil { #expect(answer.code == 40101) }
                }
                let odd = [("X-LB-Timestamp", "yesterday"), ("X-LB-Signature", "sha256=0")]
                let answer = try await client.send("POST", "/bots/\(bot.uuid)", odd, body: Self.body)
                #expect(answer.message == "invalid signature: bad_timestamp")
                let logs = try await client.send("POST", "\(bot.path)/logs", ["max_count": 100])
                let texts = logs.data?["logs"]?.arrayValue?.compactMap { $0["text"]?.stringValue } ?? []
                #expect(texts.contains("http_bot inbound signature rejected: expired"))
            }
        }
    }

    @Test func answersAtOnceAndByCallback() async throws {
        try await CallbackPeer.with([HTTPResponse(status: 503)]) { peer, address throws in
            try await withMock(LivingBot.options("4.10.11")) { client throws in
                let bot = try await LivingBot(client, callback: "\(address)/cb", ["signature_required": false])
                let answer = try await bot.post("/sync", LivingBot.message("s"))
                #expect(answer.data?["message"] == [["type": "Plain", "text": "Echo: hello"]])
                #expect(answer.data?["reply_to"]?.stringValue?.hasPrefix("in_") == true)
                #expect(try await bot.post("", LivingBot.message("a")).status == 202)
                // The first attempt failed.
                let requests = await peer.requests(2)
                let bodies = requests.compactMap { try? JSONValue(parsing: $0.body) }
                #expect(bodies.first == bodies.last)
                #expect(bodies.last?["session_id"] == "a" && bodies.last?["is_final"] == true)
                #expect(bodies.last?["sequence"] == 1 && bodies.last?["stream"] == true)
                #expect(requests.first?.fields["x-lb-timestamp"] == "\(LivingBot.now)")
                #expect(requests.first?.fields["x-lb-signature"]?.hasPrefix("sha256=") == true)
            }
        }
    }

    @Test(
        arguments: [
            ([], "message.received"), ([["type": "Image", "url": "http://127.0.0.1:9/a.png"]], "[Image]"),
        ] as [(JSONValue, String)]
    )
    func aRunnerOfAPluginIsToldOfWhatIsNoText(said: JSONValue, question: String) async throws {
        try await withMock(LivingBot.options("4.11.2")) { client throws in
            client.mock.script { When(.chat, contains: question).reply("Understood.") }
            let bot = try await LivingBot(client, callback: "", ["signature_required": false])
            let made = try await client.send("POST", "/api/v1/pipelines", ["name": "p"])
            let pipeline = try #require(made.data?["uuid"]?.stringValue)
            let read = try await client.send("GET", "/api/v1/pipelines/\(pipeline)").data?["pipeline"]?["config"]
            let whole = try #require(read?.objectValue)
            let chosen: JSONObject = [
                "ai": ["runner": ["id": "plugin:a/b/c"], "runner_config": ["plugin:a/b/c": [:]]]
            ]
            let changed: JSONValue = ["config": .object(whole.merging(chosen))]
            #expect(try await client.send("PUT", "/api/v1/pipelines/\(pipeline)", changed).status == 200)
            let route: JSONValue = [
                "event_pattern": "message.received", "target_type": "pipeline", "target_uuid": .string(pipeline),
                "enabled": true, "priority": 0, "filters": [],
            ]
            #expect(try await client.send("PUT", bot.path, ["event_bindings": [route]]).status == 200)
            let answer = try await bot.post("/sync", ["session_id": "s", "message": said])
            #expect(answer.data?["message"] == [["type": "Plain", "text": "Understood."]])
        }
    }

    @Test(arguments: ["4.10.11", "4.11.2"]) func somebodyWhoIsAnAdministratorIsRefusedByTheDatabase(
        _ release: String
    ) async throws {
        try await withMock(LivingBot.options(release)) { client throws in
            let bot = try await LivingBot(client, callback: "")
            let members: JSONValue = ["launcher_type": "person", "launcher_id": "t-1"]
            #expect(try await client.send("POST", "\(bot.path)/admins", members).status == 200)
            let answer = try await client.send("POST", "\(bot.path)/admins", members)
            #expect(answer.status == 409)
            let lines = answer.message?.split(separator: "\n") ?? []
            #expect(lines.first?.hasPrefix("(sqlite3.IntegrityError) UNIQUE constraint failed: bot_admins.") == true)
            #expect(lines.dropFirst(2).first?.hasSuffix("'\(bot.uuid)', 'person', 't-1')]") == true)
        }
    }

    @Test func aGroupIsAnsweredWithAMention() async throws {
        try await withMock(LivingBot.options("4.10.11")) { client throws in
            let bot = try await LivingBot(client, callback: "", ["signature_required": false])
            let said: JSONObject = [
                "session_id": "g", "session_type": "group", "sender": ["id": "u", "name": "N"],
                "message": [["type": "Plain", "text": "ai hello"]],
            ]
            let answer = try await bot.post("/sync", .object(said))
            #expect(
                answer.data?["message"] == [
                    ["type": "At", "target": "u", "display": ""], ["type": "Plain", "text": "Echo:  hello"],
                ]
            )
        }
    }

    @Test(arguments: [("4.10.11", 403), ("4.11.2", 404)]) func refusesWhatIsNoMessage(
        _ release: String,
        _ disabled: Int
    ) async throws {
        try await withMock(LivingBot.options(release)) { client throws in
            let bot = try await LivingBot(client, callback: "", ["signature_required": false])
            let refusals: [(String, JSONValue, Int, Int64?)] = [
                ("", ["message": []], 400, 40001), ("", [1], 400, 40001), ("/other", [:], 400, 40001),
                ("", ["session_id": "s", "message": "hi"], 400, 40001),
                ("", ["session_id": "s", "message": [["type": "Plain"]]], 400, 40001),
                ("", ["session_id": "s", "message": [["type": "Odd"]]], 202, 0),
                ("/reset", ["session_id": 1], 500, nil),
                ("/reset", [:], 400, 40001),
            ]
            for (path, body, status, code) in refusals {
                let answer = try await bot.post(path, body)
                #expect(answer.status == status, "\(path) \(body)")
                #expect(answer.code == code, "\(path) \(body)")
            }
            let once = [("X-LB-Idempotency-Key", "k")]
            #expect(try await bot.post("", LivingBot.message("s"), once).status == 202)
            #expect(try await bot.post("", LivingBot.message("s"), once).code == 40901)
            _ = try await client.send("PUT", bot.path, ["enable": false])
            #expect(try await bot.post("", LivingBot.message("s")).status == disabled)
            #expect(try await client.send("POST", "/bots/nothing", [], body: "{}").status == 404)
        }
    }

    @Test func theCallersOfDeadCallbacksAreAnswered() async throws {
        try await withMock(LivingBot.options("4.11.2")) { client throws in
            let bot = try await LivingBot(client, callback: "http://127.0.0.1:1/", ["signature_required": false])
            for number in 0..<20 {
                #expect(try await bot.post("", LivingBot.message("s-\(number)")).status == 202)
            }
            #expect(try await client.send("GET", bot.path).status == 200)
        }
    }
}
