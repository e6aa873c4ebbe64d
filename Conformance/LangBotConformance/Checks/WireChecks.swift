import HTTPCore
import LangBotContract

/// Requests whose bytes HTTP forbids or only just allows.
enum WireChecks {
    static let checks = fields + heads + framing + versions

    private static let line: Template = "GET {prefix}/api/v1/platform/bots HTTP/1.1"
    private static let host: Template = "Host: {host}"
    private static let close: Template = "Connection: close"
    private static let key: Template = "X-API-Key: \(Secret.apiKey)"

    private static let fields: [Check] = [
        check(
            "nul",
            .harden,
            "NUL after the key: 4xx or a closed connection",
            .invalidCharacters,
            [line, host, close, Template.joined(key, Template(bytes: [0, 0x61]))],
            .turnedAway
        ),
        check(
            "bare-cr",
            .should,
            "Bare CR in place of a line end: 4xx or a closed connection",
            .bareCR,
            [line, host, close, Template.joined(Template(bytes: Array("X-Filler: a\r".utf8)), key)],
            .turnedAway
        ),
        check(
            "obs-fold",
            .should,
            "Folded field line: 400, or read as unfolded",
            .obsFold,
            [line, host, close, "X-API-Key:", " \(Secret.apiKey)"],
            .status(400, 200)
        ),
        check(
            "space-before-colon",
            .should,
            "Space between field name and colon: 400",
            .spaceBeforeColon,
            [line, host, close, "X-API-Key : \(Secret.apiKey)"],
            .status(400)
        ),
        check(
            "latin1",
            .harden,
            "ISO 8859-1 bytes in a key: 4xx or a closed connection",
            .authenticationBypass,
            [line, host, close, Template.joined("X-API-Key: lbk_", Template(bytes: [0xE9, 0xFF]))],
            .turnedAway
        ),
        check(
            "invalid-utf8",
            .harden,
            "Invalid UTF-8 in a key: 4xx or a closed connection",
            .authenticationBypass,
            [line, host, close, Template.joined("X-API-Key: lbk_", Template(bytes: [0xC0, 0xAF, 0xED, 0xA0]))],
            .turnedAway
        ),
        check(
            "nameless-field",
            .should,
            "Field without a name: 4xx or a closed connection",
            .messageGrammar,
            [line, host, close, ": \(Secret.apiKey)", key],
            .turnedAway
        ),
    ]

    private static let heads: [Check] = [
        check(
            "host.missing",
            .should,
            "Missing Host: 400",
            .host,
            [line, close],
            .status(400)
        ),
        check(
            "host.twice",
            .should,
            "Two Host fields: 400",
            .host,
            [line, host, "Host: lbconf.example", close],
            .status(400)
        ),
        check(
            "target.absolute",
            .should,
            "Absolute URL as the request target: accepted",
            .absoluteForm,
            ["GET http://{host}{prefix}/api/v1/platform/bots HTTP/1.1", host, close, key],
            .accepted
        ),
        check(
            "target.absolute.unauthorized",
            .harden,
            "Absolute URL without a credential: 4xx or a closed connection",
            .authenticationBypass,
            ["GET http://{host}{prefix}/api/v1/platform/bots HTTP/1.1", host, close],
            .turnedAway
        ),
        check(
            "target.relative",
            .harden,
            "Request target without a leading slash: 4xx or a closed connection",
            .authenticationBypass,
            ["GET api/v1/platform/bots HTTP/1.1", host, close],
            .turnedAway
        ),
        check(
            "target.long",
            .harden,
            "Request target of 64 KiB: 4xx or a closed connection",
            .targetTooLong,
            [Template("GET /api/v1/" + String(repeating: "a", count: 65536) + " HTTP/1.1"), host, close],
            .turnedAway
        ),
        check(
            "garbage",
            .should,
            "Bytes that are not HTTP: 4xx or a closed connection",
            .messageGrammar,
            [Template(bytes: [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC])],
            .turnedAway
        ),
    ]

    private static let framing: [Check] = [
        check(
            "length.invalid",
            .should,
            "Content-Length that is not a number: 4xx or a closed connection",
            .contentLength,
            [post, host, close, key, "Content-Length: 1x"],
            content: "{",
            .turnedAway
        ),
        check(
            "length.twice",
            .should,
            "Two different Content-Length fields: 4xx or a closed connection",
            .contentLength,
            [post, host, close, key, "Content-Length: 1", "Content-Length: 2"],
            content: "{",
            .turnedAway
        ),
        // Sent to sign-in, which reads its content before it looks anything up: if a LangBot on SQLite loses a request
        // while it looks up a key, its database stays locked after the next write (4.8.7).
        check(
            "chunk.invalid",
            .harden,
            "Chunk size that is not a number: 400 or a closed connection",
            .messageGrammar,
            [signIn, host, close, "Content-Type: application/json", "Transfer-Encoding: chunked"],
            content: "zz\r\n{\"user\":\"lbconf@example.com\",\"password\":\"lbconf\"}\r\n0\r\n\r\n",
            Expectation("status 400, or a closed connection") { $0.status == 400 || $0.isClosed }
        ),
        check(
            "coding.unknown",
            .should,
            "Unknown transfer coding: 400, 501 or a closed connection",
            .transferCoding,
            [post, host, close, key, "Transfer-Encoding: lbconf"],
            content: "{}",
            Expectation("status 400 or 501, or a closed connection") {
                [400, 501].contains($0.status) || $0.isClosed
            }
        ),
    ]

    private static let post: Template = "POST {prefix}/api/v1/platform/bots HTTP/1.1"
    private static let signIn: Template = "POST {prefix}/api/v1/user/auth HTTP/1.1"

    private static let versions: [Check] = [
        check(
            "version.1-0",
            .harden,
            "HTTP/1.0 without a credential: 401",
            .authenticationBypass,
            ["GET {prefix}/api/v1/platform/bots HTTP/1.0", host],
            .rejected
        ),
        check(
            "version.unknown",
            .should,
            "Unknown HTTP version: 505, 4xx or a closed connection",
            .versionNotSupported,
            ["GET {prefix}/api/v1/platform/bots HTTP/9.9", host, close, key],
            Expectation("status 505 or 4xx, or a closed connection") {
                $0.status == 505 || Expectation.turnedAway.holds($0)
            }
        ),
        expectContinue,
    ]

    /// Does not send the content that the head announces.
    private static let expectContinue = Check(
        "wire.expect-continue",
        .info,
        "100-continue without a credential: 401 before the content is sent",
        .expectation,
        needs: [.rawSocket]
    ) { context throws(Interruption) in
        let lines = [post, host, close, "Content-Type: application/json", "Content-Length: 2", "Expect: 100-continue"]
        let probe = Probe.wire(lines)
        let reply = try await KeptConnection.replyBeforeContent(to: probe, context.session)
        return try await context.alive(
            after: Expectation.rejected.judge(AnsweredProbe(probe: probe, reply: reply))
        )
    }

    private static func check(
        _ slug: String,
        _ level: Level,
        _ sentence: String,
        _ source: Quotation,
        _ lines: [Template],
        content: Template = "",
        _ expectation: Expectation
    ) -> Check {
        Check("wire.\(slug)", level, sentence, source, needs: [.rawSocket]) { context throws(Interruption) in
            let exchange = try await context.send(.wire(lines, content: content))
            return try await context.alive(after: expectation.judge(exchange))
        }
    }
}

extension Expectation {
    /// A client error, or no answer and a closed connection.
    static let turnedAway = Expectation("status 4xx, or a closed connection") {
        (400..<500).contains($0.status) || $0.isClosed
    }
}

extension CheckContext {
    /// The finding, or a deviation if the request has brought the server down.
    func alive(after finding: Finding) async throws(Interruption) -> Finding {
        let reply = try await send(Subject.bots.apiKey().overNewConnection(), takesFirst: true).reply
        guard !reply.isSuccess else { return finding }
        return Finding(
            false,
            expected: "a server that keeps answering",
            actual: "after this request, a valid one is answered with \(reply.brief)",
            finding.exchange
        )
    }
}
