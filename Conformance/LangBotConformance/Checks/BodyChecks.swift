import LangBotContract

/// Unusable content.
enum BodyChecks {
    static let checks: [Check] = [
        refused("malformed", "Malformed JSON: 400", .status(400)) { $0.json("{") },
        refused("empty", "Empty content: 400, 411, 415 or 422", .status(400, 411, 415, 422)) {
            $0.adding("Content-Type", "application/json")
        },
        refused("array", "JSON array instead of an object: 400 or 422", .status(400, 422)) { $0.json("[]") },
        refused("scalar", "JSON number instead of an object: 400 or 422", .status(400, 422)) { $0.json("1") },
        refused("string", "JSON string instead of an object: 400 or 422", .status(400, 422)) { $0.json("\"lbconf\"") },
        refused("invalid-utf8", "JSON in invalid UTF-8: 400 or 422", .status(400, 422)) {
            $0.json(Template.joined("{\"name\":\"", Template(bytes: [0xFF, 0xFE])))
        },
        .one(
            "body.deep",
            .harden,
            "10,000 nested JSON arrays: 4xx",
            .resourceConsumption,
            bots.json(Template(String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000))),
            Expectation("status 4xx") { (400..<500).contains($0.status) }
        ),
        .one(
            "body.coding",
            .should,
            "Plain content declared as gzip: 4xx",
            .mediaType,
            bots.adding("Content-Encoding", "gzip").json("{"),
            Expectation("status 4xx") { (400..<500).contains($0.status) }
        ),
        .one(
            "body.undeclared",
            .info,
            "Content without a Content-Type: 400 or 415",
            .mediaType,
            undeclared,
            .status(400, 415)
        ),
        huge(
            "huge",
            "Content of 11 MiB: 413, 400 or a closed connection",
            .contentTooLarge,
            bots,
            Expectation("status 413 or 400, or a closed connection") {
                [413, 400].contains($0.status) || $0.isClosed
            }
        ),
        huge(
            "huge.unauthorized",
            "Content of 11 MiB without a credential: 4xx or a closed connection",
            .authenticationBypass,
            Probe("POST", Subject.path(Subject.botList)),
            .turnedAway
        ),
        .each(
            creates,
            "body.media-type",
            .should,
            "Content declared as text/plain: 400 or 415",
            .mediaType,
            .status(400, 415)
        ) { operation in
            var probe = Probe("POST", Subject.path(operation)).apiKey().adding("Content-Type", "text/plain")
            probe.body = "lbconf"
            return probe
        },
    ]

    private static let bots = Probe("POST", Subject.path(Subject.botList)).apiKey()

    private static var undeclared: Probe {
        var probe = bots
        probe.body = "{"
        return probe
    }

    /// More than the 10 MiB that releases accept; not JSON, so nothing is created from it.
    private static func huge(
        _ slug: String,
        _ sentence: String,
        _ source: Quotation,
        _ probe: Probe,
        _ expectation: Expectation
    ) -> Check {
        Check("body.\(slug)", .harden, sentence, source, needs: [.rawSocket, .aggressive]) {
            context throws(Interruption) in
            let content = Template.joined("{", Template(spaces: 11 << 20))
            return try await context.alive(after: expectation.judge(try await context.send(probe.json(content))))
        }
    }

    /// The operations that create something from JSON.
    private static let creates = Subject.writes.filter { $0.action == .create && $0.path.parameters.isEmpty }

    private static func refused(
        _ slug: String,
        _ sentence: String,
        _ expectation: Expectation,
        _ content: @escaping @Sendable (Probe) -> Probe
    ) -> Check {
        .each(
            creates,
            "body.\(slug)",
            .should,
            sentence,
            .badRequest,
            expectation
        ) { content(Probe("POST", Subject.path($0)).apiKey()) }
    }
}
