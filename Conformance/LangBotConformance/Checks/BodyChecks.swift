import LangBotContract

/// Content that cannot be used.
enum BodyChecks {
    static let checks: [Check] = [
        refused("malformed", "Malformed JSON", .status(400)) { $0.json("{") },
        refused("empty", "Empty content", .status(400, 411, 415, 422)) {
            $0.adding("Content-Type", "application/json")
        },
        refused("array", "An array where an object belongs", .status(400, 422)) { $0.json("[]") },
        refused("scalar", "A number where an object belongs", .status(400, 422)) { $0.json("1") },
        refused("string", "A string where an object belongs", .status(400, 422)) { $0.json("\"lbconf\"") },
        refused("invalid-utf8", "Content that is no UTF-8", .status(400, 422)) {
            $0.json(Template.joined("{\"name\":\"", Template(bytes: [0xFF, 0xFE])))
        },
        .one(
            "body.deep",
            .harden,
            "Ten thousand nested arrays are refused as the client's fault.",
            .resourceConsumption,
            bots.json(Template(String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000))),
            Expectation("status 4xx") { (400..<500).contains($0.status) }
        ),
        .one(
            "body.coding",
            .should,
            "Content in a coding that it does not have is refused as the client's fault.",
            .mediaType,
            bots.adding("Content-Encoding", "gzip").json("{"),
            Expectation("status 4xx") { (400..<500).contains($0.status) }
        ),
        .one(
            "body.undeclared",
            .info,
            "Content without a media type is refused as the client's fault.",
            .mediaType,
            undeclared,
            .status(400, 415)
        ),
        huge(
            "huge",
            "Content of eleven MiB is refused as too large.",
            .contentTooLarge,
            bots,
            Expectation("status 413 or 400, or the end of the connection") {
                [413, 400].contains($0.status) || $0.isClosed
            }
        ),
        huge(
            "huge.unauthorized",
            "Content of eleven MiB does not lead around authentication.",
            .authenticationBypass,
            Probe("POST", Subject.path(Subject.botList)),
            .turnedAway
        ),
        .each(
            creates,
            "body.media-type",
            .should,
            "Content that is not declared as JSON is refused as the client's fault.",
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

    /// More than the ten MiB that releases take; it is no JSON, so that nothing is made of it.
    private static func huge(
        _ slug: String,
        _ sentence: String,
        _ source: Source,
        _ probe: Probe,
        _ expectation: Expectation
    ) -> Check {
        Check("body.\(slug)", .harden, sentence, source, needs: [.rawSocket, .aggressive]) {
            context throws(Interruption) in
            let content = Template.joined("{", Template(spaces: 11 << 20))
            return try await context.alive(after: expectation.judge(try await context.send(probe.json(content))))
        }
    }

    /// The operations that make something and take JSON.
    private static let creates = Subject.writes.filter { $0.action == .create && $0.path.parameters.isEmpty }

    private static func refused(
        _ slug: String,
        _ what: String,
        _ expectation: Expectation,
        _ content: @escaping @Sendable (Probe) -> Probe
    ) -> Check {
        .each(
            creates,
            "body.\(slug)",
            .should,
            "\(what) is refused as the client's fault.",
            .badRequest,
            expectation
        ) { content(Probe("POST", Subject.path($0)).apiKey()) }
    }
}
