import Foundation
import LangBot
import Testing

/// What a chat makes of the server's frames, and which frames it sends.
@Suite struct PipelineChatTests {
    private static let old = ServerRelease(4, 9, 7)

    private func chat(
        _ transport: ScriptedChat,
        _ release: ServerRelease = old,
        _ credential: Credential = .userToken("eyJ.secret"),
        as kind: Conversation.Kind = .person
    ) async throws -> PipelineChat {
        try await transport.client(credential: credential) { $0.release = .known(release) }.pipelines
            .chat(with: "p/1", as: kind)
    }

    private static func frame(_ type: String, _ id: Int, _ content: String, connection: String = "", final: Bool = true)
        -> String
    {
        #"{"type":"\#(type)","data":{"id":\#(id),"content":"\#(content)","connection_id":"\#(connection)","#
            + #""is_final":\#(final)}}"#
    }

    @Test func eventsHaveTypes() async throws {
        let transport = ScriptedChat([
            Self.frame("user_message", 1, "q", connection: "me"), #"{"type":"pong"}"#,
            Self.frame("response", 2, "a", final: false), Self.frame("response", 2, "ab"),
            #"{"type":"broadcast","message":[1]}"#, #"{"type":"new","x":1}"#,
        ])
        let chat = try await chat(transport)
        #expect(chat.connectionID == "me")
        var texts: [String] = []
        for try await event in chat {
            switch event {
            case .message(let message): texts.append("message \(message.content)")
            case .partialReply(let reply): texts.append("partial \(reply.content) \(reply.id)")
            case .reply(let reply): texts.append("reply \(reply.content) \(reply.id)")
            case .broadcast(let value): texts.append("broadcast \(value)")
            case .other(let fields): texts.append("other \(fields["x"] ?? .null)")
            }
        }
        #expect(texts == ["message q", "partial a 2", "reply ab 2", "broadcast [1]", "other 1"])
    }

    @Test func aReplyIsThatToTheOwnMessage() async throws {
        let transport = ScriptedChat([
            Self.frame("response", 1, "late"), Self.frame("user_message", 2, "theirs", connection: "you"),
            Self.frame("response", 3, "for you"), Self.frame("user_message", 4, "mine", connection: "me"),
            Self.frame("response", 5, "fo", final: false), Self.frame("response", 5, "for me"),
            Self.frame("response", 6, "more"),
        ])
        let chat = try await chat(transport)
        var texts: [String] = []
        for try await reply in try await chat.replies(to: "mine") { texts.append(reply.content) }
        #expect(texts == ["fo", "for me"])
        let error = try await failure { try await chat.ask("again") }
        #expect(error.code == .transport && error.operation == "pipeline.websocket.connect")
        #expect("\(error)".contains("ended the chat before it replied"))
    }

    /// Up to 4.9, a pipeline that fails says nothing at all.
    @Test func aReplyThatDoesNotComeIsNotWaitedForLonger() async throws {
        let heard = Self.frame("user_message", 1, "q", connection: "me")
        let transport = ScriptedChat([heard, Self.frame("response", 2, "a", final: false)], isPatient: true)
        let client = try transport.client(credential: .none) { configuration in
            configuration.release = .known(Self.old)
            configuration.deadline = .milliseconds(50)
        }
        let chat = try await client.pipelines.chat(with: "p")
        var replies = try await chat.replies(to: "q").makeAsyncIterator()
        #expect(try await replies.next()?.content == "a")
        let error = try await failure { try await replies.next() }
        #expect(error.code == .timeout && error.operation == "pipeline.websocket.connect")
    }

    @Test func eachReleaseIsToldWhatItWants() async throws {
        for (release, frames) in [
            (Self.old, []),
            (.newestKnown, [["type": "authenticate", "token": "eyJ.secret", "workspace_uuid": "w-1"]]),
        ] as [(ServerRelease, [JSONValue])] {
            let transport = ScriptedChat()
            let chat = try await chat(transport, release, as: .group)
            try await chat.send("one", streams: false)
            try await chat.send([.mentionAll, .image(Data([1, 2]), contentType: "image/png"), .image(uploaded: "k")])
            let parts: JSONValue = [
                ["type": "AtAll"], ["type": "Image", "base64": "data:image/png;base64,AQI="],
                ["type": "Image", "path": "k"],
            ]
            let messages: [JSONValue] = [
                ["type": "message", "message": [["type": "Plain", "text": "one"]], "stream": false],
                ["type": "message", "message": parts, "stream": true],
            ]
            #expect(transport.sent == frames + messages)
            let handshake = try #require(transport.requests.last)
            let target = "http://langbot.test/api/v1/pipelines/p%2F1/ws/connect?session_type=group"
            #expect(handshake.url.absoluteString == target)
            #expect(handshake.headers["Origin"] == "http://langbot.test")
            #expect(handshake.headers["Authorization"] == nil)
        }
    }

    @Test func onlyAUserMayChatWithNewReleases() async throws {
        for (release, credential, code) in [
            (.newestKnown, .apiKey("lbk_t"), .invalidCredential), (.newestKnown, .none, .invalidCredential),
            (ServerRelease(4, 5, 4), .userToken("t"), .unsupportedByServer),
        ] as [(ServerRelease, Credential, LangBotError.Code)] {
            let transport = ScriptedChat()
            let error = try await failure { try await chat(transport, release, credential) }
            #expect(error.code == code && error.operation == "pipeline.websocket.connect")
            #expect(transport.requests.isEmpty)
        }
        for credential in [Credential.apiKey("lbk_t"), .none] {
            _ = try await chat(ScriptedChat(), Self.old, credential)
        }
    }

    @Test func aFailureEndsTheChatWithItsCode() async throws {
        for (release, sentence, code) in [
            (.newestKnown, "Unauthorized", .unauthorized), (Self.old, "Pipeline not found", .notFound),
            (Self.old, "session_type must be person or group", .invalidRequest),
            (Self.old, "token eyJ.secret is odd", .serverError), (.newestKnown, "認証 eyJ.secret", .unauthorized),
        ] as [(ServerRelease, String, LangBotError.Code)] {
            let failed = #"{"type":"error","message":"\#(sentence)"}"#
            let transport = ScriptedChat([failed, Self.frame("response", 1, "a")])
            let chat = try await chat(transport, release)
            let error = try await failure { for try await _ in chat {} }
            #expect(error.code == code && error.serverMessage != nil)
            #expect(!"\(error)".contains("eyJ.secret"))
            var rest = chat.makeAsyncIterator()
            #expect(try await rest.next() == nil)
        }
    }

    @Test func aPipelineThatDoesNotExistIsNotFoundInAnyLanguage() async throws {
        for (sentence, code) in [("リソースが見つかりません", .notFound), ("Unauthorized", .unauthorized)]
            as [(String, LangBotError.Code)]
        {
            let transport = ScriptedChat([#"{"type":"error","message":"\#(sentence)"}"#], begins: false)
            let error = try await failure { try await chat(transport, .newestKnown) }
            #expect(error.code == code && error.operation == "pipeline.websocket.connect")
        }
    }

    @Test func aTransportWithoutWebsocketsSaysSo() async throws {
        let client = try Computed { _ in [:] }.client { $0.release = .known(Self.old) }
        let error = try await failure { try await client.pipelines.chat(with: "p") }
        #expect(error.code == .transport && "\(error)".contains("has no websockets"))
    }
}
