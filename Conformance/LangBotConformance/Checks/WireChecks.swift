import HTTPCore
import LangBotContract

/// Requests whose bytes are not what HTTP allows, or only just.
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
            "A key with a NUL in it is refused, and not cut off there.",
            .invalidCharacters,
            [line, host, close, Template.joined(key, Template(bytes: [0, 0x61]))],
            .turnedAway
        ),
        check(
            "bare-cr",
            .should,
            "A CR alone ends no line.",
            .bareCR,
            [line, host, close, Template.joined(Template(bytes: Array("X-Filler: a\r".utf8)), key)],
            .turnedAway
        ),
        check(
            "obs-fold",
            .should,
            "A folded line is refused with 400, or read as if it were not folded.",
            .obsFold,
            [line, host, close, "X-API-Key:", " \(Secret.apiKey)"],
            .status(400, 200)
        ),
        check(
            "space-before-colon",
            .should,
            "A space between a field's name and its colon is refused with 400.",
            .spaceBeforeColon,
            [line, host, close, "X-API-Key : \(Secret.apiKey)"],
            .status(400)
        ),
        check(
            "latin1",
            .harden,
            "Bytes of ISO 8859-1 in a key are refused.",
            .authenticationBypass,
            [line, host, close, Template.joined("X-API-Key: lbk_", Template(bytes: [0xE9, 0xFF]))],
            .turnedAway
        ),
        check(
            "invalid-utf8",
            .harden,
            "Bytes that are no UTF-8 in a key are refused.",
            .authenticationBypass,
            [line, host, close, Template.joined("X-API-Key: lbk_", Template(bytes: [0xC0, 0xAF, 0xED, 0xA0]))],
            .turnedAway
        ),
        check(
            "nameless-field",
            .should,
            "A field without a name is refused.",
            .messageGrammar,
            [line, host, close, ": \(Secret.apiKey)", key],
            .turnedAway
        ),
    ]

    private static let heads: [Check] = [
        check(
            "host.missing",
            .should,
            "A request without Host is refused with 400.",
            .host,
            [line, close],
            .status(400)
        ),
        check(
            "host.twice",
            .should,
            "A request with two Host fields is refused with 400.",
            .host,
            [line, host, "Host: lbconf.example", close],
            .status(400)
        ),
        check(
            "target.absolute",
            .should,
            "A whole URL as the target is understood.",
            .absoluteForm,
            ["GET http://{host}{prefix}/api/v1/platform/bots HTTP/1.1", host, close, key],
            .accepted
        ),
        check(
            "target.absolute.unauthorized",
            .harden,
            "A whole URL as the target does not lead around authentication.",
            .authenticationBypass,
            ["GET http://{host}{prefix}/api/v1/platform/bots HTTP/1.1", host, close],
            .turnedAway
        ),
        check(
            "target.relative",
            .harden,
            "A target without a slash does not lead around authentication.",
            .authenticationBypass,
            ["GET api/v1/platform/bots HTTP/1.1", host, close],
            .turnedAway
        ),
        check(
            "target.long",
            .harden,
            "A target of 64 KiB is refused and harms nothing.",
            .targetTooLong,
            [Template("GET /api/v1/" + String(repeating: "a", count: 65536) + " HTTP/1.1"), host, close],
            .turnedAway
        ),
        check(
            "garbage",
            .should,
            "What is no request is refused.",
            .messageGrammar,
            [Template(bytes: [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC])],
            .turnedAway
        ),
    ]

    private static let framing: [Check] = [
        check(
            "length.invalid",
            .should,
            "A Content-Length that is no number is refused.",
            .contentLength,
            [post, host, close, key, "Content-Length: 1x"],
            content: "{",
            .turnedAway
        ),
        check(
            "length.twice",
            .should,
            "Two Content-Length fields that differ are refused.",
            .contentLength,
            [post, host, close, key, "Content-Length: 1", "Content-Length: 2"],
            content: "{",
            .turnedAway
        ),
        // To sign-in, which looks nothing up before it has read its content: a LangBot on SQLite that loses a request
        // while it looks up a key keeps the lock on its database, and the next write leaves it locked (4.8.7).
        check(
            "chunk.invalid",
            .harden,
            "A chunk whose size is no number is refused.",
            .messageGrammar,
            [signIn, host, close, "Content-Type: application/json", "Transfer-Encoding: chunked"],
            content: "zz\r\n{\"user\":\"lbconf@example.com\",\"password\":\"lbconf\"}\r\n0\r\n\r\n",
            Expectation("status 400, or the end of the connection") { $0.status == 400 || $0.isClosed }
        ),
        check(
            "coding.unknown",
            .should,
            "A transfer coding that nobody knows is refused.",
            .transferCoding,
            [post, host, close, key, "Transfer-Encoding: lbconf"],
            content: "{}",
            Expectation("status 400 or 501, or the end of the connection") {
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
            "HTTP/1.0 does not lead around authentication.",
            .authenticationBypass,
            ["GET {prefix}/api/v1/platform/bots HTTP/1.0", host],
            .rejected
        ),
        check(
            "version.unknown",
            .should,
            "A version that nobody knows is refused.",
            .versionNotSupported,
            ["GET {prefix}/api/v1/platform/bots HTTP/9.9", host, close, key],
            Expectation("status 505 or 4xx, or the end of the connection") {
                $0.status == 505 || Expectation.turnedAway.holds($0)
            }
        ),
        check(
            "expect-continue",
            .info,
            "A request without a credential is refused before its content is sent.",
            .expectation,
            [post, host, close, "Content-Type: application/json", "Content-Length: 2", "Expect: 100-continue"],
            .rejected
        ),
    ]

    private static func check(
        _ slug: String,
        _ level: Level,
        _ sentence: String,
        _ source: Source,
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
    /// Refused as the client's fault, or not answered at all.
    static let turnedAway = Expectation("status 4xx, or the end of the connection") {
        (400..<500).contains($0.status) || $0.isClosed
    }
}

extension CheckContext {
    /// The finding, unless the server no longer answers: then whatever was sent has brought it down.
    func alive(after finding: Finding) async throws(Interruption) -> Finding {
        let reply = try await send(Subject.bots.apiKey()).reply
        guard !reply.isSuccess else { return finding }
        return Finding(
            false,
            expected: "a server that goes on answering",
            actual: "after this request the server answers \(reply.brief)",
            finding.exchange
        )
    }
}
