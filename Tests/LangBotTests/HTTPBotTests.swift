import Foundation
import LangBot
import LangBotTesting
import Testing

/// What is sent to an HTTP bot, and what is taken from one.
@Suite struct HTTPBotTests {
    private static let secret: HTTPBotSecret = "secret"
    private static let now = Date(timeIntervalSince1970: 1_767_225_600)
    private static let body = Data(
        (#"{"session_id":"t-1","reply_to":"in_1","sequence":2,"is_final":false,"stream":true,"#
            + #""message":[{"type":"At","target":"u"},{"type":"Plain","text":"a"},{"type":"Plain","text":"b"}],"#
            + #""timestamp":"2026-01-01T00:00:00Z"}"#).utf8
    )

    private static let long = String(repeating: "k", count: 64)

    /// Made by Python, at lengths where the digest pads in another way.
    @Test(
        arguments: [
            ("k", 0, "51010c39b0935e7ff09f30ec1551a67ce348a7a125cb09354b736e9e33c0be51"),
            ("k", 1, "0410d207619edc5fce09180873028865f95b8bf99e65927fcd942df2b903ff23"),
            ("secret", 44, "5b264f1581241f7c7f408338f97f8f48a39db6ea584ad50524b25ee0e119e4f3"),
            ("secret", 45, "c9627f32c26d45a002060e382173b927088568a3c004acd3a7fe286dbe3be6d2"),
            ("secret", 52, "f9062cf91013542031a5f43f498fe0c330cb0fc0615c3d672af13e636e148d03"),
            ("secret", 53, "e04de341299cd73cff620a0e226f81c08326d57fc7771a174fabbf63d5efc241"),
            ("secret", 54, "ddc663f01e8b7a7d62e86ff83d17267ae5ffcd70afb759fec6f8c180c51d76b7"),
            ("secret", 108, "5df551e22d672abd5d48914272ba4cbcfb6ae3c84a09c54382b93700786a5095"),
            ("secret", 1000, "915ed4d72915818d1e28d657b26a8170b1281d42a14bc04f91b8f0265998cc1e"),
            (long, 10, "35f2ac0b8f4b15d083221bac4c9b2054bc0432f82ac28ecdb5882ef5cb94cc3a"),
            (long + "k", 10, "664becd50f51cdc5e7d5d8e166b5db99184488f24da4614779126421e87ef900"),
            (long + long + long + "kkkkkkkk", 10, "b43ceebc2def20110690fe86177c91e9d58e3b8698eb6ab900316df6a929d2f1"),
        ]
    )
    func signsLikeOthers(_ secret: String, _ length: Int, _ code: String) {
        let body = Data(repeating: UInt8(ascii: "a"), count: length)
        let signature = HTTPBotSignature(of: body, secret: HTTPBotSecret(secret), at: Self.now)
        #expect(signature.timestamp == "1767225600" && signature.signature == "sha256=\(code)")
    }

    @Test func aMessageIsSignedAsItIsSent() async throws {
        let taken: JSONValue = ["session_id": "t-1", "accepted_message_id": "in_1", "aggregating": true]
        let (message, requests) = try await withStub(.success(taken)) { client in
            try await client.bots.httpBot("b/1", secret: Self.secret)
                .send("hi", in: .group("t-1"), from: .init(id: "u", name: "Alice"), idempotencyKey: "k-1")
        }
        #expect(message.id == "in_1" && message.sessionID == "t-1" && message.isAggregating)
        let request = try #require(requests.first)
        #expect(request.url.path(percentEncoded: true) == "/bots/b%2F1")
        #expect(
            request.json == [
                "session_id": "t-1", "session_type": "group", "sender": ["id": "u", "name": "Alice"],
                "message": [["type": "Plain", "text": "hi"]],
            ]
        )
        let body = try #require(request.body)
        let seconds = try #require(request.headers[HTTPBotSignature.timestampField].flatMap { Double($0) })
        #expect(abs(seconds - Date().timeIntervalSince1970) < 60)
        let signature = HTTPBotSignature(of: body, secret: Self.secret, at: Date(timeIntervalSince1970: seconds))
        #expect(request.headers[HTTPBotSignature.signatureField] == signature.signature)
        #expect(request.headers["X-LB-Idempotency-Key"] == "k-1")
        #expect(request.headers["X-API-Key"] == nil)
    }

    @Test func aBotWithoutASecretGetsNoSignature() async throws {
        let texts = ["Look", "Looking", "Looking.", "Done."]
        let parts = texts.map { ["type": "Plain", "text": .string($0)] as JSONValue }
        let reply: JSONValue = ["session_id": "t", "reply_to": "in_1", "message": .array(parts)]
        let (answer, requests) = try await withStub(.success(reply)) { client in
            try await client.bots.httpBot("b", secret: nil).ask("hi", in: .person("t"))
        }
        #expect(answer.text == "Looking.\nDone." && answer.messageID == "in_1" && answer.components.count == 4)
        #expect(requests.first?.url.path == "/bots/b/sync")
        #expect(requests.first?.headers[HTTPBotSignature.signatureField] == nil)
    }

    @Test func aRefusalHasItsReason() async throws {
        for (answer, code, said) in [
            (.refusal(401, message: "invalid signature: expired"), .unauthorized, "invalid signature: expired"),
            (.refusal(409, message: "used"), .conflict, "used"),
            (.json(["error": "Bot is disabled"], status: 403), .forbidden, "Bot is disabled"),
        ] as [(StubAnswer, LangBotError.Code, String)] {
            try await withStub(answer) { client in
                let bot = client.bots.httpBot("b", secret: Self.secret)
                let error = try await failure { try await bot.ask("q", in: .person("t")) }
                #expect(error.code == code && error.serverMessage == said)
                #expect("\(error)".contains("check the bot's inbound secret") == (code == .unauthorized))
            }
        }
    }

    private func callback(
        _ body: Data = body,
        sent: Double = 0,
        secret: HTTPBotSecret = secret,
        _ change: (inout (timestamp: String?, signature: String?)) -> Void = { _ in }
    ) throws -> HTTPBotCallback {
        let signature = HTTPBotSignature(of: body, secret: secret, at: Self.now.addingTimeInterval(sent))
        var fields: (timestamp: String?, signature: String?) = (signature.timestamp, signature.signature)
        change(&fields)
        return try HTTPBotCallback(
            verifying: body,
            timestamp: fields.timestamp,
            signature: fields.signature,
            secret: Self.secret,
            at: Self.now
        )
    }

    @Test(arguments: [0, 300, -300] as [Double]) func aCallbackThatIsRightIsRead(_ sent: Double) throws {
        let callback = try callback(sent: sent)
        #expect(callback.sessionID == "t-1" && callback.messageID == "in_1" && callback.sequence == 2)
        #expect(!callback.isFinal && callback.isStreamed && callback.text == "ab" && callback.components.count == 3)
        #expect(callback.timestamp == Self.now)
    }

    @Test func aPushedMessageRepliesToNone() throws {
        let body = Data(#"{"session_id":"t","reply_to":"","sequence":1,"is_final":true,"message":[]}"#.utf8)
        #expect(try callback(body).messageID == nil)
    }

    @Test func aCallbackThatIsWrongIsRejected() throws {
        for sent in [301.0, -301, 1e15] {
            #expect(throws: HTTPBotCallback.Rejection.expired) { try callback(sent: sent) }
        }
        #expect(throws: HTTPBotCallback.Rejection.unsigned) { try callback { $0.timestamp = nil } }
        #expect(throws: HTTPBotCallback.Rejection.unsigned) { try callback { $0.signature = "" } }
        for time in ["now", "1767225600.0", "99999999999999999999"] {
            #expect(throws: HTTPBotCallback.Rejection.invalidTimestamp) { try callback { $0.timestamp = time } }
        }
        #expect(throws: HTTPBotCallback.Rejection.wrongSignature) { try callback { $0.timestamp = "1767225601" } }
        #expect(throws: HTTPBotCallback.Rejection.wrongSignature) { try callback { $0.signature?.removeLast() } }
        #expect(throws: HTTPBotCallback.Rejection.wrongSignature) { try callback(secret: "other") }
        for text in ["hello", "[]", "{}", #"{"session_id":"t"}"#] {
            let error = #expect(throws: HTTPBotCallback.Rejection.self) { try callback(Data(text.utf8)) }
            guard case .malformed? = error else {
                Issue.record("\(text): \(String(describing: error))")
                continue
            }
        }
    }
}
