import LangBotContract

extension Check {
    /// A check that sends one request.
    static func one(
        _ id: String,
        _ level: Level,
        _ sentence: String,
        _ source: Source,
        needs: Set<Need> = [],
        _ probe: Probe,
        _ expectation: Expectation
    ) -> Check {
        Check(id, level, sentence, source, needs: needs) { context throws(Interruption) in
            try await context.judge(probe, expectation)
        }
    }

    /// A check that sends one request to each of the given operations.
    static func each(
        _ operations: [DocumentedOperation],
        _ id: String,
        _ level: Level,
        _ sentence: String,
        _ source: Source,
        needs: Set<Need> = [],
        _ expectation: Expectation,
        _ probe: @escaping @Sendable (DocumentedOperation) -> Probe
    ) -> Check {
        Check(id, level, sentence, source, needs: needs, scope: .each(operations)) { context throws(Interruption) in
            try await context.judge(probe(context.operation), expectation)
        }
    }
}

/// A well-formed key that no server has ever issued.
let unknownKey: Template = "lbk_0000000000000000000000000000000000000000000"
