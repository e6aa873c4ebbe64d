import HTTPCore
import JSONCore
import LangBotContract
import LangBotMock
import Testing

/// Programs that bring a bot its messages in the protocol OneBot 11.
@Suite(.serialized) struct OneBotTests {
    static let fields: HTTPFields = ["Authorization": "Bearer tok", "X-Client-Role": "Universal", "X-Self-ID": "42"]

    static func bot(_ client: MockClient, _ settings: JSONObject = [:], _ more: JSONObject = [:]) async throws -> String
    {
        let configuration = JSONObject([("access-token", "tok")]).merging(settings)
        let draft: JSONObject = [
            "name": "b", "description": "", "adapter": "onebot-v11", "adapter_config": .object(configuration),
            "enable": true,
        ]
        let answer = try await client.send("POST", "/api/v1/platform/bots", .object(draft.merging(more)))
        return try #require(answer.data?["uuid"]?.stringValue)
    }

    static func open(_ client: MockClient, _ bot: String, _ fields: HTTPFields = fields) async throws -> WebSocketClient
    {
        let target = "/bots/\(bot)/onebot/v11/ws"
        return try await .open(
            host: "127.0.0.1",
            port: client.mock.port,
            target: target,
            fields: fields,
            timeout: patience
        )
    }

    /// The status of a handshake; 101 if it succeeds.
    static func status(_ client: MockClient, _ bot: String, _ changes: [String: String?] = [:]) async throws -> Int {
        var fields = Self.fields
        for (name, value) in changes {
            if let value { fields.set(name, value) } else { fields.remove(name) }
        }
        do {
            try await open(client, bot, fields).disconnect()
            return 101
        } catch WebSocketClientError.refused(let answer) {
            return answer.status
        }
    }

    @Test func onlyTheProgramOfTheBotConnects() async throws {
        try await withMock(MockClient.options(.v4_11_2)) { client in
            let bot = try await Self.bot(client)
            for (changes, status) in [
                (["Authorization": nil], 401), (["Authorization": "Bearer other"], 401),
                (["Authorization": "bearer tok"], 401),
                (["X-Client-Role": "API"], 400), (["X-Self-ID": nil], 400), (["X-Client-Role": "UNIVERSAL"], 101),
            ] as [([String: String?], Int)] {
                #expect(try await Self.status(client, bot, changes) == status, "\(changes)")
            }
            #expect(try await Self.status(client, "unknown") == 404)
            let others: [(JSONObject, JSONObject, Int)] = [
                ([:], ["enable": false], 404), (["self_id": 7], [:], 400),
                (["connection_mode": "forward_ws", "ws_url": "ws://127.0.0.1:9"], [:], 409),
                (["inbound_secret": "s"], ["adapter": "http_bot"], 404),
            ]
            for (settings, members, status) in others {
                let bot = try await Self.bot(client, settings, members)
                #expect(try await Self.status(client, bot) == status, "\(settings) \(members)")
            }
            let plain = try await client.send("GET", "/bots/\(bot)/onebot/v11/ws")
            #expect(plain.status == 501, "any other request to the address is the platform's")
        }
    }

    @Test func aSecondProgramIsRefusedWhileTheFirstIsThere() async throws {
        try await withMock(MockClient.options(.v4_11_2)) { client in
            let bot = try await Self.bot(client)
            let program = try await OneBotProgram.connected(client, bot)
            // Asking for something makes sure that it is there.
            async let sent = client.send("POST", "/api/v1/platform/bots/\(bot)/send_message", Self.message("person"))
            let call = try await program.call()
            #expect(try await Self.status(client, bot) == 409)
            try await program.answer(call)
            #expect(try await sent.status == 200)
            program.socket.disconnect()
        }
    }

    @Test(arguments: ["nonsense", "[]", #"{"post_type": "meta_event"}"#, #"{"post_type": "notice", "self_id": 43}"#])
    func whatIsNoEventOfTheAccountEndsTheConnection(text: String) async throws {
        try await withMock(MockClient.options(.v4_11_2)) { client in
            let socket = try await Self.open(client, try await Self.bot(client))
            try await socket.send("{}", timeout: patience)
            try await socket.send(text, timeout: patience)
            #expect(try await socket.receive(timeout: patience) == .close(WebSocketClose(code: 1011)))
        }
    }

    static func message(_ type: String, _ chain: JSONValue = [["type": "Plain", "text": "hello"]]) -> JSONValue {
        ["target_type": .string(type), "target_id": "5", "message_chain": chain]
    }

    @Test func messagesAreSentThroughTheProgram() async throws {
        try await withMock(MockClient.options(.v4_11_2)) { client in
            let bot = try await Self.bot(client)
            let path = "/api/v1/platform/bots/\(bot)/send_message"
            #expect(try await client.send("POST", path, Self.message("person")).status == 500)
            let program = try await OneBotProgram.connected(client, bot)
            let chain: JSONValue = [
                ["type": "Plain", "text": "a"], ["type": "At", "target": "6"], ["type": "AtAll"],
                ["type": "Image", "base64": "data:image/png;base64,AAAA"], ["type": "Voice", "url": "http://v"],
                ["type": "File", "id": "f"], ["type": "Face", "face_type": "dice"], ["type": "Face", "face_id": 14],
                ["type": "Quote", "id": 3, "origin": []], ["type": "Unknown", "text": "u"],
            ]
            let segments: JSONValue = [
                ["type": "text", "data": ["text": "a"]], ["type": "at", "data": ["qq": "6"]],
                ["type": "at", "data": ["qq": "all"]], ["type": "image", "data": ["file": "base64://AAAA"]],
                ["type": "record", "data": ["file": "http://v"]],
                ["type": "file", "data": ["file": "f", "name": "file"]],
                ["type": "dice", "data": [:]], ["type": "face", "data": ["id": "14"]],
                ["type": "reply", "data": ["id": "3"]], ["type": "text", "data": ["text": "Unknown Message: u"]],
            ]
            for (type, action, member) in [
                ("person", "send_private_msg", "user_id"), ("group", "send_group_msg", "group_id"),
            ] {
                for (status, expected) in [("ok", 200), ("failed", 500)] as [(JSONValue, Int)] {
                    async let sent = client.send("POST", path, Self.message(type, chain))
                    let call = try await program.call()
                    #expect(call["action"] == .string(action))
                    #expect(call["params"] == [member: 5, "message": segments])
                    try await program.answer(call, status: status)
                    #expect(try await sent.status == expected)
                }
            }
            async let lost = client.send("POST", path, Self.message("person"))
            _ = try await program.call()
            program.socket.disconnect()
            #expect(try await lost.status == 500)
        }
    }

    @Test func aGroupIsAnsweredWithAMentionAndAQuotation() async throws {
        try await withMock(MockClient.options(.v4_11_2)) { client in
            let pipeline = try await client.pipeline(.v4_11_2)
            let binding: JSONValue = [
                "event_pattern": "message.received", "target_type": "pipeline", "target_uuid": .string(pipeline),
            ]
            let bot = try await Self.bot(client, [:], ["event_bindings": [binding]])
            let program = try await OneBotProgram.connected(client, bot)
            let said: JSONObject = [
                "post_type": "message", "message_type": "group", "self_id": 42, "user_id": 5, "group_id": 6,
                "message_id": 3, "time": 1_700_000_000, "sender": ["user_id": 5, "nickname": "Nick", "role": "admin"],
            ]
            // The first is for somebody else, and the bot does not hear itself.
            try await program.send(said.merging(["message": "[CQ:at,qq=43] no", "message_id": 1]))
            try await program.send(said.merging(["message": "ai no", "user_id": 42, "message_id": 2]))
            try await program.send(said.merging(["message": "[CQ:at,qq=42]in a &#91;group&#93;"]))
            var asked: [String: JSONValue] = [:]
            while asked["send_msg"] == nil {
                let call = try await program.call()
                asked[call["action"]?.stringValue ?? ""] = call["params"]
                try await program.answer(call, data: ["group_name": "G", "title": "T"])
            }
            #expect(asked["get_group_info"] == ["group_id": 6])
            #expect(asked["get_group_member_info"] == ["group_id": 6, "user_id": 5])
            let reply = asked["send_msg"]
            #expect(reply?["message_type"] == "group" && reply?["user_id"] == 5 && reply?["group_id"] == 6)
            let segments = reply?["message"]?.arrayValue ?? []
            #expect(
                segments.prefix(2) == [["type": "reply", "data": ["id": "3"]], ["type": "at", "data": ["qq": "5"]]]
            )
            #expect(segments.dropFirst(2).map { $0["type"] } == ["text"])
            try await program.send([
                "post_type": "notice", "notice_type": "group_increase", "self_id": 42, "user_id": 7, "group_id": 6,
                "time": 1_700_000_001,
            ])
            let log = try await client.log(of: bot, has: "Platform event group.member_joined")
            let received = log.array("Platform adapter received message.received").max { $0.order < $1.order }?[
                "metadata"
            ]?["event_data"]
            #expect(received?["message_chain"]?.arrayValue?.last == ["type": "Plain", "text": "in a [group]"])
            #expect(received?["chat_id"] == 6 && received?["group"]?["name"] == "G")
            #expect(received?["sender_member"]?["title"] == "T" && received?["adapter_name"] == "onebot-v11")
            program.socket.disconnect()
        }
    }

    @Test func aChangedBotLosesItsProgram() async throws {
        try await withMock(MockClient.options(.v4_11_2)) { client in
            let bot = try await Self.bot(client)
            let socket = try await Self.open(client, bot)
            #expect(try await client.send("PUT", "/api/v1/platform/bots/\(bot)", ["enable": false]).status == 200)
            #expect(try await socket.receive(timeout: patience) == .close(WebSocketClose(code: 1011)))
        }
    }
}

/// The program's side of a connection.
struct OneBotProgram {
    let socket: WebSocketClient

    /// Connects, and waits until the bot knows of it, which is a moment after the handshake.
    static func connected(_ client: MockClient, _ bot: String) async throws -> OneBotProgram {
        let program = OneBotProgram(socket: try await OneBotTests.open(client, bot))
        try await program.send(["post_type": "notice", "notice_type": "here", "self_id": 42])
        try await client.log(of: bot, has: "Platform adapter received platform.specific")
        return program
    }

    func send(_ event: JSONObject) async throws {
        try await socket.send(JSONValue.object(event).description, timeout: patience)
    }

    /// What the bot asks for next.
    func call() async throws -> JSONValue {
        guard case .text(let text)? = try await socket.receive(timeout: patience) else {
            Issue.record("nothing was asked")
            return .null
        }
        return try JSONValue(parsing: Array(text.utf8))
    }

    func answer(_ call: JSONValue, status: JSONValue = "ok", data: JSONValue = [:]) async throws {
        let code: JSONValue = status == "ok" ? 0 : 100
        try await send(["status": status, "retcode": code, "data": data, "echo": call["echo"] ?? .null])
    }
}

extension MockClient {
    /// The log of a bot, as soon as it has a line that begins so.
    @discardableResult
    fileprivate func log(of bot: String, has prefix: String) async throws -> JSONValue {
        let end = ContinuousClock.now + patience
        repeat {
            let answer = try await send("POST", "/api/v1/platform/bots/\(bot)/logs", ["max_count": 50])
            if let log = answer.data?["logs"], !log.array(prefix).isEmpty { return log }
        } while .now < end
        Issue.record("the log has no '\(prefix)'")
        return .null
    }
}

extension JSONValue {
    fileprivate var order: Int64 { self["seq_id"]?.integerValue ?? 0 }

    /// The rows of a log whose text begins so.
    fileprivate func array(_ prefix: String) -> [JSONValue] {
        (arrayValue ?? []).filter { $0["text"]?.stringValue?.hasPrefix(prefix) == true }
    }
}
