import HTTPCore
import Testing

/// Whether a message is within the limits must not depend on how it arrives.
@Suite struct CutAtLimitTests {
    private static let limits: HTTPLimits = {
        var limits = HTTPLimits()
        (limits.startLine, limits.head, limits.chunkLine, limits.trailers) = (16, 70, 8, 8)
        return limits
    }()

    private static let coded = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"

    static let messages: [(String, expected: String)] = [
        ("GET /ab HTTP/1.1\r\nHost: x\r\n\r\n", "/ab"),
        ("GET /abc HTTP/1.1\r\nHost: x\r\n\r\n", "the request target is too long"),
        // The place of the CR is taken by a letter, and that is seen first.
        ("GET /abc HTTP/1.1\nHost: x\r\n\r\n", "a line does not end with CR LF"),
        ("GET /abcd HTTP/1.1\nHost: x\r\n\r\n", "the request target is too long"),
        ("GET / HTTP/1.1\r\nHost: x\r\nA: \(String(repeating: "b", count: 38))\r\n\r\n", "/"),
        (
            "GET / HTTP/1.1\r\nHost: x\r\nA: \(String(repeating: "b", count: 39))\r\n\r\n",
            "the header section is too large"
        ),
        (
            "GET / HTTP/1.1\r\nHost: x\r\nA: \(String(repeating: "b", count: 80))\n\r\n",
            "the header section is too large"
        ),
        (coded + "1;abcdef\r\na\r\n0\r\n\r\n", "/"),
        (coded + "1;abcdefg\r\na\r\n0\r\n\r\n", "a chunk is malformed"),
        (coded + "1;abcdefgh\na\r\n0\r\n\r\n", "a chunk is malformed"),
        (coded + "0\r\nA: bcdef\r\n\r\n", "/"),
        (coded + "0\r\nA: bcdefg\r\n\r\n", "a chunk is malformed"),
        (coded + "0\r\nA: b\r\nC: d\r\n\r\n", "/"),
        (coded + "0\r\nA: b\r\nC: de\r\n\r\n", "a chunk is malformed"),
    ]

    @Test(arguments: messages)
    func readsTheSameHoweverItArrives(message: String, expected: String) {
        let bytes = Array(message.utf8)
        #expect(Self.outcome([bytes[...]]) == expected)
        #expect(Self.outcome(bytes.indices.map { bytes[$0...$0] }) == expected)
        for cut in bytes.indices {
            #expect(Self.outcome([bytes[..<cut], bytes[cut...]]) == expected, "cut at \(cut)")
        }
    }

    private static func outcome(_ pieces: [ArraySlice<UInt8>]) -> String {
        var parser = HTTPRequestParser(limits: limits)
        do {
            for piece in pieces {
                parser.append(piece)
                while let event = try parser.next() {
                    if case .request(let request) = event { return request.target }
                }
            }
            return "waiting"
        } catch {
            return "\(error)"
        }
    }
}
