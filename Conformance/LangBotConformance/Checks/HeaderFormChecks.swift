import HTTPCore
import LangBotContract

/// The same key in every notation that HTTP allows.
enum HeaderFormChecks {
    static let checks =
        names.map { slug, name in
            Check.one(
                "auth.field-name.\(slug)",
                .should,
                "Field name written as \(name): accepted",
                .fieldNames,
                Subject.bots.adding(
                    name,
                    name.lowercased() == "authorization" ? "Bearer \(Secret.apiKey)" : "\(Secret.apiKey)"
                ),
                .accepted
            )
        } + [
            .one(
                "auth.field-value.surrounding-space",
                .should,
                "White space around the key: ignored",
                .fieldWhitespace,
                needs: [.rawSocket],
                Subject.bots.apiKey(" \t\(Secret.apiKey) \t "),
                .accepted
            ),
            .one(
                "auth.both-fields.same-key",
                .must,
                "Same key in X-API-Key and Authorization: accepted",
                .eitherMethod,
                Subject.bots.apiKey().authorization("Bearer \(Secret.apiKey)"),
                .accepted
            ),
            sameAnswer, notSticky, parallel,
        ]

    private static let names = [
        ("x-api-key.lower-case", "x-api-key"), ("x-api-key.upper-case", "X-API-KEY"),
        ("x-api-key.mixed-case", "x-Api-kEY"), ("authorization.upper-case", "AUTHORIZATION"),
        ("authorization.lower-case", "authorization"),
    ]

    private static let sameAnswer = Check(
        "auth.same-answer",
        .must,
        "Key in X-API-Key or in Authorization: same answer",
        .eitherMethod,
        scope: .each(Subject.lists)
    ) { context throws(Interruption) in
        let probe = Subject.harmless(context.operation)
        return try await context.compare(
            probe.authorization("Bearer \(Secret.apiKey)"),
            with: probe.apiKey(),
            "the answer to X-API-Key"
        )
    }

    /// A credential applies to its request, not to its connection.
    private static let notSticky = Check(
        "auth.connection.not-sticky",
        .harden,
        "Requests on one connection: each judged by its own credential",
        .stateless,
        needs: [.rawSocket]
    ) { context throws(Interruption) in
        let session = context.session
        let sequence = [Subject.bots.apiKey(), Subject.bots, Subject.bots.apiKey()]
        let statuses = try await KeptConnection.statuses(sequence, session)
        return Finding(
            statuses == [200, 401, 200],
            expected: "200, 401, 200",
            actual: statuses.map(String.init).joined(separator: ", "),
            AnsweredProbe(probe: Subject.bots, reply: Reply(HTTPResponse(status: statuses.dropFirst().first ?? 0))),
            isBreach: statuses.dropFirst().first == 200
        )
    }

    private static let parallel = Check(
        "auth.parallel",
        .harden,
        "Concurrent valid and unknown keys: each request judged by its own key",
        .race,
        needs: [.loopback]
    ) { context throws(Interruption) in
        let probes = (0..<32).map { $0.isMultiple(of: 2) ? Subject.bots.apiKey() : Subject.bots.apiKey(unknownKey) }
        let statuses = try await context.sendAll(probes).map(\.status)
        let wrong = statuses.enumerated().filter { $0.element != ($0.offset.isMultiple(of: 2) ? 200 : 401) }
        return Finding(
            wrong.isEmpty,
            expected: "200 for every valid key and 401 for every unknown one",
            actual: wrong.isEmpty ? "as expected" : "\(wrong.count) of 32 with another status: \(wrong.map(\.element))",
            AnsweredProbe(probe: Subject.bots.apiKey(unknownKey), reply: Reply(HTTPResponse(status: 0))),
            isBreach: wrong.contains { $0.element == 200 }
        )
    }
}
