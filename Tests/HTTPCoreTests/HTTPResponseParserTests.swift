import HTTPCore
import Testing

@Suite struct HTTPResponseParserTests {
    private static func outcome(_ pieces: [ArraySlice<UInt8>], _ method: HTTPMethod = .get) -> [String] {
        var parser = HTTPResponseParser(answering: method)
        var outcome: [String] = []
        func describe(_ answer: HTTPResponseParser.Answer) -> String {
            "\(answer.response.status) \(answer.reason)|\(String(decoding: answer.response.body, as: UTF8.self))"
        }
        do throws(HTTPResponseParser.Fault) {
            for piece in pieces {
                parser.append(piece)
                while let answer = try parser.next() { outcome.append(describe(answer)) }
            }
            if let last = try parser.finish() { outcome.append(describe(last) + "|end") }
        } catch .malformed(let error) {
            outcome.append("malformed(\(error.rawValue))")
        } catch {
            outcome.append("tooLarge")
        }
        return outcome
    }

    static let read: [(String, [String])] = [
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", ["200 OK|ab"]),
        ("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", ["200 |"]),
        ("HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", ["200 |"]),
        ("HTTP/1.0 404 Not Found\r\n\r\nrest", ["404 Not Found|rest|end"]),
        ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na", ["100 Continue|", "200 OK|a"]),
        (
            "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
            ["204 No Content|", "304 Not Modified|"]
        ),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nA: b\r\n\r\n", ["200 OK|ab"]),
        ("", []),
        ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", ["malformed(the connection ended inside a message)"]),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
            ["malformed(the connection ended inside a message)"]
        ),
        ("HTTP/1.1 200 OK\r\nA: ", ["malformed(the connection ended inside a message)"]),
        ("HTTP/1.1 20 OK\r\n\r\n", ["malformed(the status line is malformed)"]),
        ("HTTP/1.1 2000 OK\r\n\r\n", ["malformed(the status line is malformed)"]),
        ("HTTP/1.1 099 OK\r\n\r\n", ["malformed(the status line is malformed)"]),
        ("HTTP/2 200 OK\r\n\r\n", ["malformed(the status line is malformed)"]),
        ("SSH-2.0-x\r\n\r\n", ["malformed(the status line is malformed)"]),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
            ["malformed(Content-Length is malformed or given twice)"]
        ),
        ("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", ["tooLarge"]),
        ("HTTP/1.1 200 OK\nA: b\n\n", ["malformed(a line does not end with CR LF)"]),
    ]

    @Test(arguments: read)
    func reads(text: String, expected: [String]) {
        let bytes = Array(text.utf8)
        #expect(Self.outcome([bytes[...]]) == expected)
        #expect(Self.outcome(bytes.indices.map { bytes[$0...$0] }) == expected)
    }

    @Test func expectsNoContentAfterHead() {
        let bytes = Array("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n".utf8)
        #expect(Self.outcome([bytes[...]], .head) == ["200 OK|"])
    }
}
