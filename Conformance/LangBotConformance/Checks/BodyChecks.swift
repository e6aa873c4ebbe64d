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
