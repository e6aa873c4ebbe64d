import HTTPCore
import Testing

/// Requests that must be refused, each with the reason.
enum RequestVectors {
    struct Refused: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let refusal: HTTPRefusal

        init(_ name: String, _ text: String, _ refusal: HTTPRefusal) {
            self.init(name, Array(text.utf8), refusal)
        }

        init(_ name: String, _ bytes: [UInt8], _ refusal: HTTPRefusal) {
            self.name = name
            self.bytes = bytes
            self.refusal = refusal
        }

        init(_ name: String, _ text: String, _ error: HTTPSyntaxError) {
            self.init(name, text, .malformed(error))
        }

        var testDescription: String { name }
    }

    static let refused: [Refused] = startLines + fields + lengths + codings + chunks + limits

    private static func get(_ lines: String) -> String { "GET / HTTP/1.1\r\nHost: x\r\n\(lines)\r\n\r\n" }
    private static func post(_ lines: String) -> String { "POST / HTTP/1.1\r\nHost: x\r\n\(lines)" }
    private static func chunked(_ body: String) -> String { post("Transfer-Encoding: chunked\r\n\r\n\(body)") }

    private static let startLines = [
        Refused("garbage", "\u{1}\u{2}\r\n\r\n", .startLine),
        Refused("TLS hello", [0x16, 0x03, 0x01, 0x02, 0x00], .malformed(.startLine)),
        Refused("one word", "GET\r\n\r\n", .startLine),
        Refused("no version", "GET /\r\n\r\n", .startLine),
        Refused("four words", "GET / HTTP/1.1 x\r\nHost: x\r\n\r\n", .startLine),
        Refused("two spaces", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", .startLine),
        Refused("tab for space", "GET\t/ HTTP/1.1\r\nHost: x\r\n\r\n", .startLine),
        Refused("leading space", " GET / HTTP/1.1\r\nHost: x\r\n\r\n", .startLine),
        Refused("trailing space", "GET / HTTP/1.1 \r\nHost: x\r\n\r\n", .startLine),
        Refused("method with a parenthesis", "G(T / HTTP/1.1\r\nHost: x\r\n\r\n", .method),
        Refused("lower-case protocol", "GET / http/1.1\r\nHost: x\r\n\r\n", .startLine),
        Refused("version with two digits", "GET / HTTP/1.10\r\nHost: x\r\n\r\n", .startLine),
        Refused("HTTP/9.9", "GET / HTTP/9.9\r\nHost: x\r\n\r\n", HTTPRefusal.unsupportedVersion),
        Refused("HTTP/2.0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", HTTPRefusal.unsupportedVersion),
        Refused("relative target", "GET a HTTP/1.1\r\nHost: x\r\n\r\n", .target),
        Refused("asterisk for GET", "GET * HTTP/1.1\r\nHost: x\r\n\r\n", .target),
        Refused("fragment", "GET /#a HTTP/1.1\r\nHost: x\r\n\r\n", .target),
        Refused("NUL in target", "GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", .target),
        Refused("non-ASCII target", "GET /é HTTP/1.1\r\nHost: x\r\n\r\n", .target),
        Refused("bare LF after the start line", "GET / HTTP/1.1\nHost: x\r\n\r\n", .lineEnding),
    ]

    private static let fields = [
        Refused("bare LF after a field", "GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n", .lineEnding),
        Refused("bare LF for the empty line", "GET / HTTP/1.1\r\nHost: x\r\n\n", .lineEnding),
        Refused("bare CR in a value", get("A: b\rc"), .fieldValue),
        Refused("NUL in a value", get("A: b\0c"), .fieldValue),
        Refused("DEL in a value", get("A: b\u{7F}c"), .fieldValue),
        Refused("space before the colon", get("A : b"), .fieldName),
        Refused("tab before the colon", get("A\t: b"), .fieldName),
        Refused("empty name", get(": b"), .fieldName),
        Refused("no colon", get("A b"), .fieldName),
        Refused("name with a slash", get("A/b: c"), .fieldName),
        Refused("non-ASCII name", get("Ä: c"), .fieldName),
        Refused("folded with a space", get("A: b\r\n c"), .foldedField),
        Refused("folded with a tab", get("A: b\r\n\tc"), .foldedField),
        Refused("folded before the first field", "GET / HTTP/1.1\r\n Host: x\r\n\r\n", .foldedField),
        Refused("no Host", "GET / HTTP/1.1\r\n\r\n", .missingHost),
        Refused("two Hosts", get("Host: y"), .duplicateHost),
        Refused("two Hosts alike", get("Host: x"), .duplicateHost),
        Refused("Host with a space", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", .invalidHost),
        Refused("Host with a slash", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .invalidHost),
        Refused("Host with userinfo", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", .invalidHost),
    ]

    private static let lengths = [
        Refused("two lengths that differ", post("Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde"), .contentLength),
        Refused("two lengths alike", post("Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"), .contentLength),
        Refused("list of lengths", post("Content-Length: 3, 3\r\n\r\nabc"), .contentLength),
        Refused("space before the colon of a length", post("Content-Length : 3\r\n\r\nabc"), .fieldName),
        Refused("plus sign", post("Content-Length: +3\r\n\r\nabc"), .contentLength),
        Refused("minus sign", post("Content-Length: -3\r\n\r\nabc"), .contentLength),
        Refused("hexadecimal length", post("Content-Length: 0x3\r\n\r\nabc"), .contentLength),
        Refused("length with a space", post("Content-Length: 1 0\r\n\r\nabc"), .contentLength),
        Refused("length with a fraction", post("Content-Length: 3.0\r\n\r\nabc"), .contentLength),
        Refused("empty length", post("Content-Length:\r\n\r\nabc"), .contentLength),
        Refused("length beyond 64 bits", post("Content-Length: 99999999999999999999\r\n\r\nabc"), .contentLength),
    ]

    private static let codings = [
        Refused(
            "length, then coding",
            post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            .lengthConflict
        ),
        Refused(
            "coding, then length",
            post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"),
            .lengthConflict
        ),
        Refused("chunked twice", post("Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"), .transferEncoding),
        Refused(
            "chunked on two lines",
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            .transferEncoding
        ),
        Refused("chunked not last", post("Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"), .transferEncoding),
        Refused(
            "identity after chunked",
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
            .transferEncoding
        ),
        Refused("identity alone", post("Transfer-Encoding: identity\r\n\r\nabc"), .transferEncoding),
        Refused("chunked with a prefix", post("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"), .transferEncoding),
        Refused("chunked in quotes", post("Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"), .transferEncoding),
        Refused("empty coding", post("Transfer-Encoding:\r\n\r\n0\r\n\r\n"), .transferEncoding),
        Refused("vertical tab in the coding", post("Transfer-Encoding: \u{B}chunked\r\n\r\n0\r\n\r\n"), .fieldValue),
        Refused("folded coding", post("Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"), .foldedField),
        Refused("space before the colon of a coding", post("Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"), .fieldName),
        Refused(
            "coding in HTTP/1.0",
            "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            .transferEncoding
        ),
        Refused(
            "gzip, then chunked",
            post("Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
            HTTPRefusal.unsupportedTransferCoding
        ),
        Refused("unknown expectation", get("Expect: tea"), HTTPRefusal.unsupportedExpectation),
    ]

    private static let chunks = [
        Refused("no size", chunked("\r\n"), .chunk),
        Refused("size with a sign", chunked("+1\r\na\r\n0\r\n\r\n"), .chunk),
        Refused("size with 0x", chunked("0x1\r\na\r\n0\r\n\r\n"), .chunk),
        Refused("size with a leading space", chunked(" 1\r\na\r\n0\r\n\r\n"), .chunk),
        Refused("size with a trailing space", chunked("1 \r\na\r\n0\r\n\r\n"), .chunk),
        Refused("size with an underscore", chunked("1_0\r\na\r\n0\r\n\r\n"), .chunk),
        Refused("size beyond 60 bits", chunked("ffffffffffffffff1\r\na\r\n0\r\n\r\n"), .chunk),
        Refused("bare LF after a size", chunked("1\na\r\n0\r\n\r\n"), .lineEnding),
        Refused("bare LF after data", chunked("1\r\na\n0\r\n\r\n"), .chunk),
        Refused("data longer than its size", chunked("1\r\nab\r\n0\r\n\r\n"), .chunk),
        Refused("NUL in an extension", chunked("1;a=\0\r\na\r\n0\r\n\r\n"), .chunk),
        Refused("bare CR in an extension", chunked("1;a\rb\r\na\r\n0\r\n\r\n"), .chunk),
        Refused("bare LF in the last line", chunked("1\r\na\r\n0\r\n\n"), .lineEnding),
        Refused("malformed trailer", chunked("0\r\nA b\r\n\r\n"), .fieldName),
        Refused("folded trailer", chunked("0\r\nA: b\r\n c\r\n\r\n"), .foldedField),
        Refused("endless extension", chunked("1;" + String(repeating: "a", count: 2000)), .chunk),
        Refused("endless size", chunked(String(repeating: "0", count: 2000)), .chunk),
        Refused(
            "trailers that are too long together",
            chunked(
                "0\r\n" + String(repeating: "A: " + String(repeating: "b", count: 4096) + "\r\n", count: 2) + "\r\n"
            ),
            .chunk
        ),
        Refused(
            "a hundred and one trailers",
            chunked("0\r\n" + String(repeating: "A: b\r\n", count: 101) + "\r\n"),
            .chunk
        ),
    ]

    private static let limits = [
        Refused(
            "target of 16 KiB",
            "GET /" + String(repeating: "a", count: 16_384) + " HTTP/1.1\r\n",
            HTTPRefusal.targetTooLong
        ),
        Refused("start line without an end", "GET /" + String(repeating: "a", count: 9_000), HTTPRefusal.targetTooLong),
        Refused("field of 64 KiB", get("A: " + String(repeating: "a", count: 65_536)), HTTPRefusal.headTooLarge),
        Refused(
            "field without an end",
            "GET / HTTP/1.1\r\nA: " + String(repeating: "a", count: 40_000),
            HTTPRefusal.headTooLarge
        ),
        Refused(
            "a hundred and one fields",
            get(String(repeating: "A: b\r\n", count: 100) + "C: d"),
            HTTPRefusal.headTooLarge
        ),
        Refused("announced content", post("Content-Length: 10485761\r\n\r\n"), .bodyTooLarge(limit: 10_485_760)),
        Refused("announced chunk", chunked("A00001\r\n"), .bodyTooLarge(limit: 10_485_760)),
    ]
}
