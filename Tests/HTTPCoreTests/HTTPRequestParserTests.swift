import HTTPCore
import Testing

@Suite(.serialized) struct HTTPRequestParserTests {
    /// The requests of these bytes as text, or the refusal that ended them.
    private static func outcome(_ pieces: [ArraySlice<UInt8>], _ limits: HTTPLimits = HTTPLimits()) -> [String] {
        var parser = HTTPRequestParser(limits: limits)
        var outcome: [String] = []
        for piece in pieces {
            parser.append(piece)
            do {
                while let event = try parser.next() {
                    guard case .request(let request) = event else {
                        if case .head(_, expectsContinue: true) = event { outcome.append("waits") }
                        continue
                    }
                    let fields = request.fields.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
                    let body = String(decoding: request.body, as: UTF8.self)
                    outcome.append("\(request.method) \(request.target) \(request.version) [\(fields)] \(body)")
                }
            } catch {
                return outcome + ["refused: \(error)"]
            }
        }
        return outcome + [parser.isIdle ? "idle" : "waiting"]
    }

    static let accepted: [(String, [String])] = [
        ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", ["GET / http11 [Host=x] ", "idle"]),
        ("\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", ["GET / http11 [Host=x] ", "idle"]),
        ("GET / HTTP/1.0\r\n\r\n", ["GET / http10 [] ", "idle"]),
        ("GET /a?b=c%20d HTTP/1.7\r\nhost:\r\n\r\n", ["GET /a?b=c%20d http11 [host=] ", "idle"]),
        ("OPTIONS * HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", ["OPTIONS * http11 [Host=[::1]:80] ", "idle"]),
        ("GET http://x/a?b HTTP/1.1\r\nHost: x\r\n\r\n", ["GET http://x/a?b http11 [Host=x] ", "idle"]),
        ("get / HTTP/1.1\r\nHost: x\r\n\r\n", ["get / http11 [Host=x] ", "idle"]),
        ("GET / HTTP/1.1\r\nHost: x\r\nA: \t b c \t \r\nB:\r\n\r\n", ["GET / http11 [Host=x&A=b c&B=] ", "idle"]),
        ("GET / HTTP/1.1\r\nHost: x\r\nA: 1\r\na: 2\r\n\r\n", ["GET / http11 [Host=x&A=1&a=2] ", "idle"]),
        (
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\nHost: y\r\n\r\n",
            ["POST / http11 [Host=x&Content-Length=3] abc", "GET / http11 [Host=y] ", "idle"]
        ),
        (
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 003\r\n\r\nabc",
            ["POST / http11 [Host=x&Content-Length=003] abc", "idle"]
        ),
        (
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
            ["POST / http11 [Host=x&Content-Length=0] ", "idle"]
        ),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nab", ["waiting"]),
        (
            "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\na",
            ["waits", "PUT / http11 [Host=x&Content-Length=1&Expect=100-continue] a", "idle"]
        ),
        (
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n1;a=\"b\"\r\na\r\n00A ; x\r\n0123456789\r\n0\r\nX-API-Key: k\r\n\r\nG",
            ["POST / http11 [Host=x&Transfer-Encoding=Chunked] a0123456789", "waiting"]
        ),
        ("GET / HTTP/1.1\r\nHost: x\r\n", ["waiting"]),
        ("", ["idle"]),
    ]

    @Test(arguments: accepted)
    func reads(text: String, expected: [String]) {
        #expect(Self.outcome([Array(text.utf8)[...]]) == expected)
    }

    @Test func thereAreEnoughVectors() {
        #expect(RequestVectors.refused.count >= 93)
    }

    @Test(arguments: RequestVectors.refused)
    func refuses(vector: RequestVectors.Refused) {
        #expect(Self.outcome([vector.bytes[...]]).last == "refused: \(vector.refusal)")
    }

    @Test(arguments: [
        ("GET / HTTP/9.9\r\nHost: x\r\n\r\n", "GET / http11 [Host=x] "),
        ("GET / HTTP/1.0\r\n\r\n", "GET / http10 [] "),
        (
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
            "POST / http11 [Host=x&Content-Length=9&Transfer-Encoding=chunked] a"
        ),
    ])
    func isLaxOnlyWhereItIsToldTo(text: String, expected: String) {
        var limits = HTTPLimits()
        limits.isLax = true
        #expect(Self.outcome([Array(text.utf8)[...]], limits) == [expected, "idle"])
    }

    @Test func readsTheSameHoweverTheBytesAreCut() {
        var generator = SystemRandomNumberGenerator()
        let vectors = Self.accepted.map { Array($0.0.utf8) } + RequestVectors.refused.map(\.bytes)
        for bytes in vectors {
            let whole = Self.outcome([bytes[...]])
            #expect(Self.outcome(bytes.indices.map { bytes[$0...$0] } + [[]]) == whole)
            for _ in 0..<5 {
                #expect(Self.outcome(bytes.cut(upTo: 40, using: &generator) + [[]]) == whole)
            }
        }
    }

    @Test func keepsEveryByteOfAValue() throws {
        var parser = HTTPRequestParser()
        let value = (0x21...0xFF).filter { $0 != 0x7F }.map { UInt8($0) }
        parser.append(Array("GET / HTTP/1.1\r\nHost: x\r\nA: ".utf8) + value + Array("\r\n\r\n".utf8))
        guard case .request(let request)? = try parser.next() else {
            Issue.record("no request")
            return
        }
        #expect(request.fields["a"]?.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } == value)
    }

    /// Random damage to valid requests ends in requests or a refusal, never in a trap.
    @Test func survivesDamage() {
        var generator = SystemRandomNumberGenerator()
        let valid = Self.accepted.map { Array($0.0.utf8) }
        for _ in 0..<3_000 {
            var bytes = valid[Int.random(in: 0..<valid.count - 1, using: &generator)]
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            #expect(!Self.outcome(bytes.cut(upTo: 40, using: &generator)).isEmpty)
        }
    }

    @Test func showsAHeadBeforeItsContent() throws {
        var parser = HTTPRequestParser()
        parser.append(Array("PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: 100-Continue\r\n\r\n".utf8))
        guard case .head(let head, expectsContinue: true)? = try parser.next() else {
            Issue.record("no head")
            return
        }
        #expect(head.target == "/a")
        #expect(parser.isReadingBody)
        let next = try parser.next()
        #expect(next == nil)
    }

    @Test(arguments: [
        ("/a/b?c=d?e", "/a/b", "c=d?e"), ("/", "/", nil), ("/?", "/", ""), ("http://h:1/a?b", "/a", "b"),
        ("http://h", "/", nil), ("https://h?x", "", "x"), ("/a://b?c", "/a://b", "c"),
    ])
    func splitsItsTarget(target: String, path: String, query: String?) {
        let request = HTTPRequest(.get, target)
        #expect(request.path == path)
        #expect(request.query.map(String.init) == query)
    }
}
