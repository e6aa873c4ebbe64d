import LangBotContract

extension Check {
    /// A check that sends one request.
    ///
    /// - Parameter premise: what the answer must be for the question to make sense; the check is untestable otherwise.
    static func one(
        _ id: String,
        _ level: Level,
        _ sentence: String,
        _ source: Quotation,
        needs: Set<Need> = [],
        premise: Expectation? = nil,
        _ probe: Probe,
        _ expectation: Expectation
    ) -> Check {
        Check(id, level, sentence, source, needs: needs) { context throws(Interruption) in
            try await context.judge(probe, expectation, premise: premise)
        }
    }

    /// A check that sends one request to each of the given operations.
    static func each(
        _ operations: [DocumentedOperation],
        _ id: String,
        _ level: Level,
        _ sentence: String,
        _ source: Quotation,
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
