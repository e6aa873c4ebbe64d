import HTTPCore
import JSONCore
import LangBotContract
import LangBotMock
import Testing

/// The chat on a web page and what it asks for.
@Suite(.serialized) struct WebPageTests {
    static let releases = Release.allCases.filter { $0 >= .v4_9_7 }
    static let visitor = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"

    static func bot(
        _ client: MockClient,
        _ pipeline: String,
        _ release: Release,
        _ settings: JSONObject = [:]
    ) async throws -> String {
        var members: JSONObject = [
            "name": "page", "description": "", "adapter": "web_page_bot", "adapter_config": .object(settings),
            "enable": true, "use_pipeline_uuid": .string(pipeline),
        ]
        if release >= .v4_11_2 {
            members["event_bindings"] = [
                [
                    "event_pattern": "message.received", "target_type": "pipeline", "target_uuid": .string(pipeline),
                    "enabled": true,
                ]
            ]
        }
        let answer = try await client.send("POST", "/api/v1/platform/bots", .object(members))
        return try #require(answer.data?["uuid"]?.stringValue)
    }

    @Test(arguments: releases.filter { $0 < .v4_11_2 }) func aVisitorIsAnswered(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            let bot = try await Self.bot(client, try await client.pipeline(release), release)
            let root = "/api/v1/embed/\(bot)"
            let verified = try await client.send("POST", "\(root)/turnstile/verify", [], body: #"{"token": "any"}"#)
            let token = try #require(verified.data?["token"]?.stringValue)
            #expect(token.hasSuffix(".dummy"))
            let chat = try await ChatClient.open(client.mock, "\(root)/ws/connect?session_id=\(Self.visitor)")
            if release >= .v4_10_11 { try await chat.send(["type": "authenticate", "token": .string(token)]) }
            let first = try await chat.frame()
            #expect(first["type"] == "connected" && first["bot_uuid"] == .string(bot))
            try await chat.say("from the page")
            #expect(try await chat.answer().last?["data"]?["content"] == "Echo: from the page")
            let path = "\(root)/messages/person?session_id=\(Self.visitor)"
            let messages = try await client.send("GET", path, [])
            #expect(messages.data?["messages"]?.arrayValue?.count == 2)
            let reset = try await client.send("POST", "\(root)/reset/person?session_id=\(Self.visitor)", [], body: "{}")
            #expect(reset.data == ["message": "Session reset successfully"])
            #expect(try await client.send("GET", path, []).data?["messages"] == [])
            chat.socket.disconnect()
        }
    }

    @Test(arguments: releases) func refusals(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            let bot = try await Self.bot(client, try await client.pipeline(release), release)
            let unknown = "00000000-0000-4000-8000-000000000000"
            for (method, path, body, status, message) in [
                ("GET", "no-uuid/messages/person", nil, 400, "Invalid bot_uuid format"),
                ("GET", "\(unknown)/messages/person", nil, 404, "Bot not found or not available"),
                ("GET", "\(bot)/messages/crowd", nil, 400, "session_type must be person or group"),
                ("POST", "\(bot)/turnstile/verify", "{}", 400, "Token is required"),
                ("POST", "\(bot)/turnstile/verify", "[]", 500, "Internal server error"),
                (
                    "POST", "\(bot)/feedback", #"{"feedback_type": 4}"#, 400,
                    "feedback_type must be 1 (like), 2 (dislike), or 3 (cancel)"
                ),
                ("POST", "\(unknown)/feedback", #"{"feedback_type": 1}"#, 404, "Bot not found or not available"),
            ] as [(String, String, String?, Int, String)] {
                let answer = try await client.send(method, "/api/v1/embed/\(path)", [], body: body)
                #expect(answer.status == status && answer.message == message, "\(path)")
            }
            let session = try await client.send("GET", "/api/v1/embed/\(bot)/messages/person?session_id=x", [])
            #expect(session.status == (release < .v4_10_11 ? 200 : 400))
            let sockets = [
                ("no-uuid", "", "Invalid bot_uuid format"), (unknown, "", "Bot not found or not available"),
                (bot, "?session_type=crowd", "session_type must be person or group"),
            ]
            for (id, query, message) in sockets {
                let chat = try await ChatClient.open(client.mock, "/api/v1/embed/\(id)/ws/connect\(query)")
                #expect(try await chat.frame() == ["type": "error", "message": .string(message)])
                #expect(try await chat.isClosed())
            }
        }
    }

    @Test(arguments: releases) func feedbackIsKept(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            let bot = try await Self.bot(client, try await client.pipeline(release), release)
            let body = #"{"message_id": "7", "feedback_type": 2}"#
            let answer = try await client.send("POST", "/api/v1/embed/\(bot)/feedback", [], body: body)
            let id = try #require(answer.data?["feedback_id"]?.stringValue)
            #expect(id.wholeMatch(of: /embed_[0-9a-f]{12}/) != nil)
            let state = try await client.send("GET", "/__mock/snapshot")
            let rows = state.json?["world"]?["monitoring"]?["feedback"]?.arrayValue
            #expect(rows?.map { $0["record"]?["feedback_id"] } == [.string(id)])
            let withdrawn = #"{"message_id": "7", "feedback_type": 3}"#
            #expect(try await client.send("POST", "/api/v1/embed/\(bot)/feedback", [], body: withdrawn).status == 200)
            let after = try await client.send("GET", "/__mock/snapshot").json?["world"]?["monitoring"]?["feedback"]
            #expect(after?.arrayValue?.count == 1)
        }
    }

    @Test(arguments: releases) func aPageGetsItsScript(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            let pipeline = try await client.pipeline(release)
            let bot = try await Self.bot(client, pipeline, release, ["title": "</script>", "language": "en_US"])
            let script = try await client.send("GET", "/api/v1/embed/\(bot)/widget.js", [])
            #expect(script.field("content-type") == "application/javascript; charset=utf-8")
            let text = String(decoding: script.response.body, as: UTF8.self)
            #expect(text.contains(bot) && !text.contains("</script>"))
            let missing = try await client.send(
                "GET",
                "/api/v1/embed/00000000-0000-4000-8000-000000000000/widget.js",
                []
            )
            #expect(missing.status == 404 && missing.field("content-type") == "application/javascript")
            let logo = try await client.send("GET", "/api/v1/embed/logo", [])
            #expect(logo.field("content-type") == "image/webp" && logo.response.body.starts(with: "RIFF".utf8))
        }
    }

    /// With a secret, a release accepts no token, not even its own.
    @Test(arguments: releases) func aSecretKeepsEverybodyOut(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            let pipeline = try await client.pipeline(release)
            let bot = try await Self.bot(client, pipeline, release, ["turnstile_secret_key": "s"])
            let root = "/api/v1/embed/\(bot)"
            let verified = try await client.send("POST", "\(root)/turnstile/verify", [], body: #"{"token": "any"}"#)
            let token = try #require(verified.data?["token"]?.stringValue)
            let path = "\(root)/messages/person?session_id=\(Self.visitor)"
            for fields in [[], [("Authorization", "Bearer \(token)")]] {
                let answer = try await client.send("GET", path, fields)
                #expect(answer.status == 403 && answer.message == "Unauthorized or session expired")
            }
        }
    }

    @Test(arguments: releases.filter { $0 >= .v4_10_11 })
    func aBotThatIsSwitchedOffAnswersNoMore(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            let bot = try await Self.bot(client, try await client.pipeline(release), release)
            let target = "/api/v1/embed/\(bot)/ws/connect?session_id=\(Self.visitor)"
            let chat = try await ChatClient.open(client.mock, target)
            try await chat.send(["type": "authenticate", "token": "1.dummy"])
            #expect(try await chat.frame()["type"] == "connected")
            _ = try await client.send("PUT", "/api/v1/platform/bots/\(bot)", ["enable": false])
            try await chat.say("still there?")
            #expect(try await chat.frame() == ["type": "error", "message": "Bot is unavailable"])
            #expect(try await chat.isClosed())
        }
    }
}
