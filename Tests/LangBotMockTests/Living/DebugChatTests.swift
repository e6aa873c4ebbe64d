import Foundation
import HTTPCore
import JSONCore
import LangBotContract
import LangBotMock
import Testing

/// The debug chat of the web interface, over a real socket.
@Suite(.serialized) struct DebugChatTests {
    static let releases = Release.allCases.filter { $0 >= .v4_6_5 }
    /// The releases that run a pipeline without a plugin.
    static let complete = releases.filter { $0 < .v4_11_2 }

    @Test(arguments: complete) func aMessageIsShownAnsweredAndKept(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            let pipeline = try await client.pipeline(release)
            let (chat, first) = try await client.debugChat(release, pipeline)
            #expect(first["type"] == "connected" && first["pipeline_uuid"] == .string(pipeline))
            try await chat.say("hello")
            let frames = try await chat.answer()
            #expect(frames.map { $0["type"] } == ["user_message", "response"])
            #expect(frames.map { $0["data"]?["content"] } == ["hello", "Echo: hello"])
            #expect(frames[0]["data"]?["connection_id"] == first["connection_id"])
            #expect(frames[1]["data"]?["message_chain"] == [["type": "Plain", "text": "Echo: hello"]])

            let token = [("Authorization", "Bearer \(try await client.signIn())")]
            let path = "/api/v1/pipelines/\(pipeline)/ws"
            func kept() async throws -> [JSONValue?] {
                let answer = try await client.send("GET", "\(path)/messages/person", token)
                return answer.data?["messages"]?.arrayValue?.map { $0["content"] } ?? [nil]
            }
            #expect(try await kept() == ["hello", "Echo: hello"])
            let group = try await client.send("GET", "\(path)/messages/group", token)
            #expect(group.data?["messages"] == [])
            let open = try await client.send("GET", "\(path)/connections", token)
            #expect(open.data?["connections"]?[0]?["connection_id"] == first["connection_id"])
            #expect(open.data?["stats"]?["connections_by_pipeline"] == [pipeline: 1])
            _ = try await client.send("POST", "\(path)/broadcast", token, body: #"{"message": {"a": 1}}"#)
            let broadcast = try await chat.frame()
            #expect(broadcast["type"] == "broadcast" && broadcast["message"] == ["a": 1])
            #expect(try await client.send("POST", "\(path)/reset/person", token, body: "{}").status == 200)
            #expect(try await kept().isEmpty)
            chat.socket.disconnect()
        }
    }

    /// The pipeline is stored before its bots are started again, and loaded after that.
    @Test func aPipelineWhoseBotsDoNotStartRunsAsBefore() async throws {
        try await withMock(MockClient.options(.v4_9_7)) { client in
            let pipeline = try await client.pipeline(.v4_9_7)
            let path = "/api/v1/pipelines/\(pipeline)"
            let bot: JSONValue = [
                "name": "b", "description": "", "adapter": "telegram", "adapter_config": ["token": "1:a"],
                "enable": true, "use_pipeline_uuid": .string(pipeline),
            ]
            _ = try await client.send("POST", "/api/v1/platform/bots", bot)
            let stored = try await client.send("GET", path).data?["pipeline"]?["config"]?.objectValue ?? [:]
            let without = stored.merging(["ai": ["runner": ["runner": "local-agent"], "local-agent": [:]]])
            let changed = try await client.send("PUT", path, ["name": "z", "config": .object(without)])
            #expect(changed.status == 500)
            #expect(try await client.send("GET", path).data?["pipeline"]?["name"] == "z")
            let (chat, _) = try await client.debugChat(.v4_9_7, pipeline)
            try await chat.say("hello")
            #expect(try await chat.answer().last?["data"]?["content"] == "Echo: hello")
            chat.socket.disconnect()
        }
    }

    @Test(arguments: complete) func aLongAnswerGrowsUnderOneNumber(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            let (chat, _) = try await client.debugChat(release, try await client.pipeline(release))
            let words = (0..<30).map { "word\($0)" }.joined(separator: " ")
            try await chat.say(words)
            let answers = try await chat.answer().dropFirst()
            #expect(answers.count > 2)
            #expect(Set(answers.compactMap { $0["data"]?["id"]?.integerValue }).count == 1)
            let texts = answers.compactMap { $0["data"]?["content"]?.stringValue }
            #expect(zip(texts, texts.dropFirst()).allSatisfy { $1.hasPrefix($0) && $1.count > $0.count })
            #expect(texts.last == "Echo: \(words)")
            try await chat.say("again", stream: false)
            #expect(try await chat.answer().map { $0["data"]?["id"] } == [3, 4])
            let two: JSONValue = [["type": "Plain", "text": "a"], ["type": "Plain", "text": "b"]]
            try await chat.send(["type": "message", "message": two, "stream": true])
            let separator = release < .v4_10_11 ? "\n" : " "
            #expect(try await chat.answer().last?["data"]?["content"]?.stringValue == "Echo: a\(separator)b")
            chat.socket.disconnect()
        }
    }

    @Test(arguments: complete) func everySocketOfARoomSeesIt(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            let pipeline = try await client.pipeline(release)
            let (first, _) = try await client.debugChat(release, pipeline)
            let (second, _) = try await client.debugChat(release, pipeline)
            let (group, _) = try await client.debugChat(release, pipeline, kind: "group")
            try await first.say("for all", stream: false)
            let (seen, own) = (try await second.answer(), try await first.answer())
            #expect(seen == own)
            try await group.send(["type": "ping"])
            #expect(try await group.frame()["type"] == "pong")
            for chat in [first, second, group] { chat.socket.disconnect() }
        }
    }

    /// In a group, only messages that mention the bot or begin with a prefix are answered, and the answer mentions who sent
    /// them.
    @Test(arguments: complete) func aGroupIsAnsweredWhenItAddressesTheBot(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            let pipeline = try await client.pipeline(release)
            let (chat, first) = try await client.debugChat(release, pipeline, kind: "group")
            let sender = "websocket_\(first["connection_id"]?.stringValue ?? "")"
            let mention: JSONValue = ["type": "At", "target": "websocketbot"]
            let other: JSONValue = ["type": "At", "target": "somebody"]
            for (message, answer) in [
                ([["type": "Plain", "text": "to all"]], nil), ([other, ["type": "Plain", "text": "no"]], nil),
                ([mention, ["type": "Plain", "text": "mentioned"]], "mentioned"),
                ([["type": "Plain", "text": "ai prefixed"]], " prefixed"),
            ] as [(JSONValue, String?)] {
                try await chat.send(["type": "message", "message": message, "stream": false])
                #expect(try await chat.frame()["type"] == "user_message")
                guard let answer else { continue }
                let data = try await chat.frame()["data"]
                #expect(data?["content"]?.stringValue == "@\(sender)Echo: \(answer)", "\(message)")
                #expect(data?["message_chain"]?[0] == ["type": "At", "target": .string(sender), "display": ""])
            }
            chat.socket.disconnect()
        }
    }

    @Test func aChatForgetsItsOldestMessagesWhenTheyAreLong() async throws {
        try await withMock(MockClient.options(.v4_9_7)) { client in
            let pipeline = try await client.pipeline(.v4_9_7)
            let (chat, _) = try await client.debugChat(.v4_9_7, pipeline)
            // No text, since an answer would repeat it.
            let long = String(repeating: "a", count: 450_000)
            for _ in 0..<12 {
                try await chat.send(["type": "message", "message": [["type": "Unknown", "text": .string(long)]]])
                while try await chat.frame()["type"] != "user_message" {}
            }
            let path = "/api/v1/pipelines/\(pipeline)/ws/messages/person"
            let token = [("Authorization", "Bearer \(try await client.signIn())")]
            let messages = try await client.send("GET", path, token).data?["messages"]?.arrayValue ?? []
            let kept = messages.filter { $0["role"] == "user" }.compactMap { $0["id"]?.integerValue }
            #expect(!kept.isEmpty && kept.count < 12, "\(kept)")
            chat.socket.disconnect()
        }
    }

    @Test(arguments: releases) func pingsAndBrokenFrames(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            let pipeline = try await client.pipeline(release)
            let (chat, _) = try await client.debugChat(release, pipeline)
            try await chat.send(["type": "ping"])
            #expect(try await chat.frame()["type"] == "pong")
            try await chat.socket.send("{not json", timeout: patience)
            #expect(try await chat.frame() == ["type": "error", "message": "Invalid JSON format"])
            try await chat.send(["type": "nothing known"])
            try await chat.socket.send(WebSocketFrame(.binary, Array(#"{"type":"ping"}"#.utf8)), timeout: patience)
            #expect(try await chat.frame()["type"] == "pong")
            try await chat.send(["type": "disconnect"])
            #expect(try await chat.isClosed())
        }
    }

    @Test(arguments: [
        "5", "null", "[]", #"{"type":"message","message":"text"}"#, #"{"type":"message","message":["text"]}"#,
        #"{"type":"message","message":[{"type":"Plain"}]}"#,
        #"{"type":"message","message":[{"type":"Plain","text":5}]}"#,
    ])
    func whatIsNoMessageEndsTheSocket(text: String) async throws {
        for release in [Release.v4_6_5, .v4_9_7, .v4_11_2] {
            try await withMock(MockClient.options(release)) { client in
                let (chat, _) = try await client.debugChat(release, try await client.pipeline(release))
                try await chat.socket.send(text, timeout: patience)
                #expect(try await chat.isClosed())
                #expect(try await client.send("GET", "/healthz").status == 200)
            }
        }
    }

    @Test(arguments: [
        #"{"type":"message","message":[]}"#, #"{"type":"authenticate"}"#, "5", "nothing",
        #"{"type":"authenticate","token":"KEY","workspace_uuid":"WORKSPACE"}"#,
        #"{"type":"authenticate","token":"TOKEN","workspace_uuid":"another"}"#,
        #"{"type":"authenticate","token":"TOKEN"}"#, #"{"type":"authenticate","token":5,"workspace_uuid":[]}"#,
    ])
    func onlyAUserMayChat(first: String) async throws {
        for release in [Release.v4_10_11, .v4_11_2] {
            try await withMock(MockClient.options(release)) { client in
                let token = try await client.signIn()
                let frame = first.replacing("KEY", with: client.mock.apiKey).replacing("TOKEN", with: token)
                    .replacing("WORKSPACE", with: try await client.workspace(token))
                let pipeline = try await client.pipeline(release)
                let chat = try await ChatClient.open(client.mock, "/api/v1/pipelines/\(pipeline)/ws/connect")
                try await chat.socket.send(frame, timeout: patience)
                #expect(try await chat.frame() == ["type": "error", "message": "Unauthorized"])
                #expect(try await chat.isClosed())
            }
        }
    }

    @Test func anUnknownRoomIsRefusedSince410() async throws {
        for release in Self.releases {
            try await withMock(MockClient.options(release)) { client in
                let pipeline = try await client.pipeline(release)
                let (wrong, error) = try await client.debugChat(release, pipeline, kind: "crowd")
                #expect(error == ["type": "error", "message": "session_type must be person or group"])
                #expect(try await wrong.isClosed())
                let (chat, first) = try await client.debugChat(release, "00000000-0000-4000-8000-000000000000")
                if release < .v4_10_11 {
                    #expect(first["type"] == "connected")
                } else {
                    #expect(first == ["type": "error", "message": "Pipeline not found"])
                }
                chat.socket.disconnect()
            }
        }
    }

    @Test(arguments: releases) func aHandshakeNeedsAnOriginAndARoute(release: Release) async throws {
        try await withMock(MockClient.options(release)) { client in
            let good = "/api/v1/pipelines/p/ws/connect"
            for (target, field, value) in [
                (good, "Origin", nil), ("/api/v1/system/info", "X-None", nil), ("/api/v1/nothing", "X-None", nil),
                ("/", "X-None", nil), (good, "Sec-WebSocket-Version", "8"), (good, "Sec-WebSocket-Key", "short"),
            ] as [(String, String, String?)] {
                let key = WebSocketHandshake.newKey()
                var request = WebSocketHandshake.request(target, host: "x", fields: ["Origin": "http://x"], key: key)
                request.fields.remove(field)
                if let value { request.fields.append(field, value) }
                let port = client.mock.port
                let connection = try await HTTPClientConnection.open(host: "127.0.0.1", port: port, timeout: patience)
                try await connection.send(request.bytes, timeout: patience)
                let answer = try await connection.anyAnswer(to: .get, timeout: patience)
                #expect(answer.response.status == 400, "\(target)")
                connection.close()
            }
            let plain = try await client.send("GET", good)
            #expect(plain.status == (release < .v4_9_7 ? 200 : 404))
            #expect(try await client.send("POST", good, body: "{}").status == 405)
        }
    }

    @Test func thereAreLimitsToSocketsAndMessages() async throws {
        try await withMock(MockClient.options(.v4_10_11)) { client in
            let pipeline = try await client.pipeline(.v4_10_11)
            var chats: [ChatClient] = []
            for _ in 0..<32 {
                let (chat, first) = try await client.debugChat(.v4_10_11, pipeline)
                #expect(first["type"] == "connected")
                chats.append(chat)
            }
            let (last, error) = try await client.debugChat(.v4_10_11, pipeline)
            #expect(error == ["type": "error", "message": "Internal server error"])
            last.socket.disconnect()
            for chat in chats.dropFirst() { chat.socket.disconnect() }
            for number in 0..<60 { try await chats[0].say("\(number)", stream: false) }
            var finals = 0
            while finals < 60 { if try await chats[0].frame()["type"] == "response" { finals += 1 } }
            let messages = try await client.send("GET", "/api/v1/pipelines/\(pipeline)/ws/messages/person")
            #expect(messages.data?["messages"]?.arrayValue?.count == 100)
            chats[0].socket.disconnect()
        }
    }

    @Test func theStateKeepsWhatWasSaid() async throws {
        try await withMock(MockClient.options(.v4_9_7)) { client in
            let pipeline = try await client.pipeline(.v4_9_7)
            let (chat, _) = try await client.debugChat(.v4_9_7, pipeline)
            try await chat.say("remember", stream: false)
            _ = try await chat.answer()
            chat.socket.disconnect()
            let state = try await client.send("GET", "/__mock/snapshot")
            let kept = try #require(state.json)
            #expect(try await client.send("POST", "/__mock/reset", [:]).status == 200)
            #expect(try await client.send("PUT", "/__mock/snapshot", kept).status == 200)
            let token = [("Authorization", "Bearer \(try await client.signIn())")]
            let messages = try await client.send("GET", "/api/v1/pipelines/\(pipeline)/ws/messages/person", token)
            #expect(messages.data?["messages"]?.arrayValue?.map { $0["content"] } == ["remember", "Echo: remember"])
        }
    }
}
