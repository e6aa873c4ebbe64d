import Foundation
import LangBot
import Testing

/// A way of a bad server, and what a client makes of it.
struct HostileWay: Sendable, CustomTestStringConvertible {
    enum Step: Sendable {
        case send([UInt8])
        case sendForever([UInt8])
        case sendTimes(Int, [UInt8])
        /// Byte by byte, slowly.
        case drip([UInt8])
        case waitForEnd
        /// Accepts a websocket.
        case upgrade
        case reset
        case end
    }

    /// How the client asks.
    enum Call: Sendable {
        case list
        case events
        case upload
        case chat
    }

    let name: String
    var call = Call.list
    let steps: [Step]
    var keepsConnection = false
    /// Whether the answer does not wait for the content of the request.
    var answersEarly = false
    var endsTLSEarly = false
    /// Whether it passes on what follows `CONNECT`, to itself.
    var isProxy = false
    /// The kinds of error that are right; empty for a way that is not bad enough for one.
    let codes: [LangBotError.Code]
    /// What the sentence must say.
    var says = ""

    var testDescription: String { name }
}

extension HostileWay.Step {
    static func text(_ text: String) -> Self { .send(Array(text.utf8)) }

    static func forever(_ text: String, times: Int = 1) -> Self {
        .sendForever(Array(String(repeating: text, count: times).utf8))
    }

    /// A whole answer with its length.
    static func answer(_ body: String, status: String = "200 OK", fields: String = "") -> Self {
        let head = "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\(fields)"
        return .text("\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
}

extension HostileWay {
    private static let bots = #"{"code":0,"msg":"ok","data":{"bots":[]}}"#
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    private static let chunked = ok + "Transfer-Encoding: chunked\r\n\r\n"
    private static let eventStream =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
    private static let chunk = "10000\r\n" + String(repeating: "a", count: 65_536) + "\r\n"
    private static let hint = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    private static let lost = "the connection ended before the answer was complete"

    static let all = endings + heads + lengths + floods + odd + uploads + streams

    /// Connections that end where they must not.
    private static let endings = [
        HostileWay(name: "ends between two lines", steps: [.text(ok)], codes: [.transport], says: lost),
        HostileWay(name: "ends after a line", steps: [.text("HTTP/1.1 200 OK\r\n")], codes: [.transport], says: lost),
        HostileWay(
            name: "ends inside a line",
            steps: [.text("HTTP/1.1 200 OK\r\nContent-Ty")],
            codes: [.transport],
            says: lost
        ),
        HostileWay(name: "ends in the status", steps: [.text("HTTP/1.1 20")], codes: [.transport], says: lost),
        HostileWay(
            name: "says nothing",
            steps: [],
            codes: [.transport],
            says: "closed the connection without an answer"
        ),
        HostileWay(name: "resets", steps: [.reset], codes: [.transport], says: "connection"),
        HostileWay(name: "resets in the head", steps: [.text(ok), .reset], codes: [.transport], says: "connection"),
        HostileWay(
            name: "ends in the content",
            steps: [.text(ok + "Content-Length: 1000\r\n\r\n" + bots)],
            codes: [.transport],
            says: lost
        ),
        HostileWay(
            name: "ends in a chunk",
            steps: [.text(chunked + "28\r\n" + bots.prefix(20))],
            codes: [.transport],
            says: lost
        ),
        HostileWay(name: "ends TLS early", steps: [], endsTLSEarly: true, codes: [.insecureConnection, .transport]),
        HostileWay(name: "is silent", steps: [.waitForEnd], codes: [.timeout]),
        HostileWay(
            name: "drips content",
            steps: [.text(ok + "Content-Length: 100000\r\n\r\n"), .drip([UInt8](repeating: 97, count: 100_000))],
            codes: [.timeout]
        ),
        HostileWay(
            name: "drips its head",
            steps: [.text("HTTP/1.1 200 OK\r\nX-Slow: "), .drip([UInt8](repeating: 97, count: 100_000))],
            codes: [.timeout]
        ),
    ]

    /// Heads that are too much, or none.
    private static let heads = [
        HostileWay(
            name: "a field without end",
            steps: [.text("HTTP/1.1 200 OK\r\nX-Big: "), .forever("a", times: 65_536)],
            codes: [.transport],
            says: "too large"
        ),
        HostileWay(
            name: "fields without end",
            steps: [.text("HTTP/1.1 200 OK\r\n"), .forever("X-Field: value\r\n", times: 1000)],
            codes: [.transport],
            says: "too large"
        ),
        HostileWay(name: "interim answers without end", steps: [.forever(hint, times: 100)], codes: [.transport]),
        HostileWay(name: "some interim answers", steps: [.text(hint + hint), .answer(bots)], codes: []),
        HostileWay(
            name: "another protocol",
            steps: [.text("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nGARBAGE")],
            codes: [.transport],
            says: "another protocol"
        ),
        HostileWay(name: "HTTP/0.9", steps: [.text(bots)], codes: [.transport], says: "not HTTP"),
        HostileWay(
            name: "HTTP/2",
            steps: [.text("HTTP/2 200\r\n\r\n" + bots)],
            codes: [.transport],
            says: "status line is malformed"
        ),
        HostileWay(
            name: "a status in words",
            steps: [.text("HTTP/1.1 abc OK\r\nContent-Length: 2\r\n\r\n{}")],
            codes: [.transport],
            says: "status line is malformed"
        ),
        HostileWay(name: "a status of one digit", steps: [.answer(bots, status: "0 Odd")], codes: [.transport]),
        HostileWay(name: "the status 999", steps: [.answer(bots, status: "999 Odd")], codes: [.serverError]),
        HostileWay(
            name: "a field without a colon",
            steps: [.answer(bots, fields: "nocolon\r\n")],
            codes: [.transport],
            says: "field name is malformed"
        ),
        HostileWay(name: "a field without a name", steps: [.answer(bots, fields: ":\r\n")], codes: [.transport]),
        HostileWay(name: "a folded field", steps: [.answer(bots, fields: "X-A: a\r\n b\r\n")], codes: [.transport]),
        HostileWay(
            name: "lines without a carriage return",
            steps: [.text("HTTP/1.1 200 OK\nContent-Length: 2\n\n{}")],
            codes: [.transport],
            says: "a line does not end with CR LF"
        ),
    ]

    /// Lengths and chunks that cannot be.
    private static let lengths = [
        HostileWay(
            name: "a length beyond all",
            steps: [.text(ok + "Content-Length: 99999999999999\r\n\r\n" + bots), .waitForEnd],
            codes: [.responseTooLarge]
        ),
        HostileWay(
            name: "a length beyond numbers",
            steps: [.text(ok + "Content-Length: 99999999999999999999999999\r\n\r\n" + bots), .waitForEnd],
            codes: [.transport],
            says: "Content-Length is malformed"
        ),
        HostileWay(
            name: "a negative length",
            steps: [.text(ok + "Content-Length: -5\r\n\r\n" + bots), .waitForEnd],
            codes: [.transport],
            says: "Content-Length is malformed"
        ),
        HostileWay(
            name: "a length that is too small",
            steps: [.text(ok + "Content-Length: 10\r\n\r\n" + bots)],
            codes: [.unexpectedResponse]
        ),
        HostileWay(
            name: "two lengths",
            steps: [.answer(bots, fields: "Content-Length: 10\r\n")],
            codes: [.transport],
            says: "given twice"
        ),
        HostileWay(
            name: "no chunks",
            steps: [.text(chunked + "ZZZ\r\ngarbage\r\n")],
            codes: [.transport],
            says: "a chunk is malformed"
        ),
        HostileWay(
            name: "a chunk beyond numbers",
            steps: [.text(chunked + "FFFFFFFFFFFFFFFFFF\r\n" + bots)],
            codes: [.transport],
            says: "a chunk is malformed"
        ),
        HostileWay(
            name: "content where there is none",
            steps: [.text("HTTP/1.1 204 No Content\r\nContent-Length: 40\r\n\r\n" + bots)],
            codes: [.unexpectedResponse],
            says: "empty body"
        ),
        HostileWay(
            name: "not modified",
            steps: [.text("HTTP/1.1 304 Not Modified\r\n\r\n")],
            codes: [.unexpectedResponse]
        ),
    ]

    /// Content that never ends.
    private static let floods = [
        HostileWay(name: "chunks without end", steps: [.text(chunked), .forever(chunk)], codes: [.responseTooLarge]),
        HostileWay(
            name: "content without end",
            steps: [.text(ok + "\r\n"), .forever("a", times: 65_536)],
            codes: [.responseTooLarge]
        ),
        HostileWay(
            name: "tiny chunks without end",
            steps: [.text(chunked), .forever("1\r\na\r\n", times: 10_000)],
            codes: [.responseTooLarge, .timeout]
        ),
        HostileWay(
            name: "a chunk extension without end",
            steps: [.text(chunked + "1;"), .forever("x", times: 65_536)],
            codes: [.transport],
            says: "a chunk is malformed"
        ),
        HostileWay(
            name: "trailers without end",
            steps: [.text(chunked + "2\r\n{}\r\n0\r\n"), .forever("X: y\r\n", times: 1000)],
            codes: [.transport],
            says: "a chunk is malformed"
        ),
        HostileWay(
            name: "compressed without end",
            steps: [.text(ok + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"), .forever(chunk)],
            codes: [.unexpectedResponse],
            says: "encoded as gzip, which was not asked for"
        ),
        HostileWay(
            name: "a compressed failure",
            steps: [.answer("xyz", status: "500 X", fields: "Content-Encoding: br\r\n")],
            codes: [.serverError],
            says: "encoded as br, which was not asked for"
        ),
    ]

    /// Whole answers that say odd things.
    private static let odd = [
        HostileWay(
            name: "a redirect to nowhere",
            steps: [.answer("", status: "302 Found")],
            codes: [.unexpectedResponse, .redirectRefused],
            says: "Location"
        ),
        HostileWay(
            name: "a redirect with a broken target",
            steps: [.answer("", status: "302 Found", fields: "Location: \u{0} bad\r\n")],
            codes: [.transport],
            says: "a field value contains a forbidden character"
        ),
        HostileWay(
            name: "a challenge",
            steps: [
                .answer(#"{"code":-1,"msg":"no"}"#, status: "401 No", fields: "WWW-Authenticate: Basic realm=\"x\"\r\n")
            ],
            keepsConnection: true,
            codes: [.unauthorized]
        ),
        HostileWay(
            name: "a proxy's challenge",
            steps: [.answer("", status: "407 No", fields: "Proxy-Authenticate: Basic realm=\"x\"\r\n")],
            codes: [.invalidRequest, .unauthorized, .unexpectedResponse],
            says: "proxy"
        ),
        HostileWay(
            name: "a code that is a text",
            steps: [.answer(#"{"code":"0","msg":"ok","data":{"bots":[]}}"#)],
            codes: [.unexpectedResponse, .invalidRequest],
            says: "code"
        ),
        HostileWay(
            name: "nesting without end",
            steps: [.answer(String(repeating: "[", count: 1_000_000))],
            codes: [.unexpectedResponse]
        ),
        HostileWay(name: "not Unicode", steps: [.answer("\u{FEFF}" + bots)], codes: []),
        HostileWay(name: "garbage after JSON", steps: [.answer(bots + "GARBAGE")], codes: [.unexpectedResponse]),
    ]

    private static let uploads = [
        HostileWay(name: "resets an upload", call: .upload, steps: [.reset], answersEarly: true, codes: [.transport]),
        HostileWay(name: "ends an upload", call: .upload, steps: [.end], answersEarly: true, codes: [.transport]),
        HostileWay(
            name: "never answers an upload",
            call: .upload,
            steps: [.waitForEnd],
            codes: [.timeout]
        ),
        HostileWay(
            name: "refuses an upload before its end",
            call: .upload,
            steps: [
                .answer(#"{"code":-1,"msg":"too large"}"#, status: "413 Large", fields: "Connection: close\r\n"),
                .waitForEnd,
            ],
            answersEarly: true,
            codes: [.invalidRequest],
            says: "too large"
        ),
    ]

    private static let streams = [
        HostileWay(
            name: "a line without end",
            call: .events,
            steps: [.text(eventStream), .forever(chunk)],
            codes: [.responseTooLarge]
        ),
        HostileWay(
            name: "a stream that ends",
            call: .events,
            steps: [.text(eventStream + "8\r\ndata: a\n\r\n")],
            codes: [.transport],
            says: lost
        ),
    ]
}
