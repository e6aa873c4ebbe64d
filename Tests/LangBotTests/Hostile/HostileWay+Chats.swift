import HTTPCore
import LangBot

/// What a bad server does with the chat of a pipeline.
extension HostileWay {
    static let chats = handshakes + frames + conversations

    /// Answers that open no websocket.
    private static let handshakes = [
        HostileWay(name: "a chat that is not answered", call: .chat, steps: [.waitForEnd], codes: [.timeout]),
        HostileWay(
            name: "drips its handshake",
            call: .chat,
            steps: [.text("HTTP/1.1 101 Switching Protocols\r\nX-Slow: "), .drip(letters)],
            codes: [.timeout]
        ),
        HostileWay(
            name: "ends in the handshake",
            call: .chat,
            steps: [.text("HTTP/1.1 101 Switching")],
            codes: [.transport],
            says: "ended before the answer was complete"
        ),
        HostileWay(
            name: "answers a handshake with JSON",
            call: .chat,
            steps: [.answer(#"{"code":0,"msg":"ok","data":{}}"#)],
            codes: [.unexpectedResponse],
            says: "did not open a websocket"
        ),
        HostileWay(
            name: "forbids the handshake",
            call: .chat,
            steps: [.answer("no", status: "403 Forbidden")],
            codes: [.forbidden],
            says: "did not open a websocket"
        ),
        HostileWay(
            name: "forbids the handshake without end",
            call: .chat,
            steps: [.text("HTTP/1.1 403 Forbidden\r\n\r\n"), .forever("a", times: 65_536)],
            codes: [.responseTooLarge]
        ),
        HostileWay(
            name: "accepts another handshake",
            call: .chat,
            steps: [
                .text("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"),
                .text("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"),
            ],
            codes: [.unexpectedResponse],
            says: "handshake of the websocket is wrong"
        ),
    ]

    /// What is no frame, or none that a chat begins with.
    private static let frames = [
        beginning("ends at once", [], [.transport], "ended in the middle of the websocket"),
        beginning("resets a websocket", [.reset], [.transport], "connection"),
        beginning("is silent in a websocket", [.waitForEnd], [.timeout]),
        beginning("masks its frames", [.send([0x81, 0x82, 1, 2, 3, 4, 5, 6])], [.transport], noFrame),
        beginning("speaks HTTP in a websocket", [.answer("{}")], [.transport], noFrame),
        beginning("sends bytes", [.send([0x82, 0x01, 0x7B])], [.transport], "bytes where only text belongs"),
        beginning("sends no UTF-8", [.send([0x81, 0x02, 0xC0, 0xAF])], [.transport], "not UTF-8"),
        beginning("announces too much", [.send([0x81, 0x7F, 0, 0, 0, 1, 0, 0, 0, 0])], [.responseTooLarge]),
        beginning(
            "sends a message without end",
            [.send([0x01, 0x00]), .sendForever([0x00, 0x7E, 0x40, 0x00] + letters.prefix(0x4000))],
            [.responseTooLarge]
        ),
        beginning("sends empty parts without end", [.send([0x01, 0x00]), .sendForever([0x00, 0x00])], [.timeout]),
        beginning("pings without end", [.sendForever([0x89, 0x01, 0x61])], [.timeout]),
        beginning("closes at once", [.send([0x88, 0x02, 0x03, 0xE8])], [.transport], "ended the chat before it began"),
        beginning("closes with a code", [.send([0x88, 0x02, 0x03, 0xF3])], [.transport], "(code 1011)"),
        beginning("begins with nonsense", [.frame("hello")], [.unexpectedResponse], noObject),
        beginning("begins with a list", [.frame("[]")], [.unexpectedResponse], noObject),
        beginning("begins with an answer", [.frame(#"{"type":"pong"}"#)], [.unexpectedResponse], "did not begin"),
        beginning("connects nobody", [.frame(#"{"type":"connected"}"#)], [.decoding], "connection_id"),
        beginning("refuses a chat", [.frame(#"{"type":"error","message":"Unauthorized"}"#)], [.unauthorized]),
        beginning("refuses in its own words", [.frame(#"{"type":"error","message":"Ни за что"}"#)], [.serverError]),
    ]

    /// What happens after a question.
    private static let conversations = [
        conversation("ends before it replies", [], [.transport], "ended in the middle of the websocket"),
        conversation("closes before it replies", [.send([0x88, 0x00])], [.transport], "before it replied"),
        conversation("never replies", [.waitForEnd], [.timeout]),
        conversation("replies only to others", [.sendForever(reply(isFinal: true))], [.timeout]),
        conversation("never completes its reply", [heard, .sendForever(reply(isFinal: false))], [.timeout]),
        conversation("drips its reply", [heard, .send([0x81, 0x7E, 0x40, 0x00]), .drip(letters)], [.timeout]),
        conversation("replies without a number", [heard, .frame(#"{"type":"response"}"#)], [.decoding], "id"),
        conversation("replies with a text", [heard, .frame(#"{"type":"response","data":"hi"}"#)], [.decoding], "id"),
        conversation("fails in the middle", [heard, .frame(#"{"type":"error"}"#)], [.serverError]),
    ]

    /// A proxy that passes a chat on to a server that is not bad at all.
    static let proxy = HostileWay(
        name: "proxy",
        call: .chat,
        steps: [.upgrade, hello, heard, .send(reply(isFinal: true)), .waitForEnd],
        isProxy: true,
        codes: []
    )

    private static let noFrame = "not a websocket's frame"
    private static let noObject = "not a JSON object with a type"
    private static let letters = [UInt8](repeating: 97, count: 99_999)
    private static let hello = Step.frame(#"{"type":"connected","connection_id":"c","session_type":"person"}"#)
    private static let heard = Step.frame(
        #"{"type":"user_message","data":{"id":1,"role":"user","content":"q","connection_id":"c"}}"#
    )

    private static func reply(isFinal: Bool) -> [UInt8] {
        let text = #"{"type":"response","data":{"id":2,"content":"a","is_final":\#(isFinal)}}"#
        var bytes: [UInt8] = []
        WebSocketFrame(.text, Array(text.utf8)).write(to: &bytes)
        return bytes
    }

    private static func beginning(
        _ name: String,
        _ steps: [Step],
        _ codes: [LangBotError.Code],
        _ says: String = ""
    ) -> HostileWay {
        HostileWay(name: name, call: .chat, steps: [.upgrade] + steps, codes: codes, says: says)
    }

    private static func conversation(
        _ name: String,
        _ steps: [Step],
        _ codes: [LangBotError.Code],
        _ says: String = ""
    ) -> HostileWay {
        beginning(name, [hello] + steps, codes, says)
    }
}

extension HostileWay.Step {
    /// A message of a websocket.
    fileprivate static func frame(_ text: String) -> Self {
        var bytes: [UInt8] = []
        WebSocketFrame(.text, Array(text.utf8)).write(to: &bytes)
        return .send(bytes)
    }
}

extension HostileWay.Call {
    /// The release that the client takes the server for; since 4.10 it would ask other things before a chat.
    var release: ServerRelease { self == .chat ? ServerRelease(4, 9, 7) : .newestKnown }
}
