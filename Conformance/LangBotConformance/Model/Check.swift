package import LangBotContract

/// One requirement and how it is tested.
package struct Check: Sendable {
    /// Whether a check runs once, or once for each of the given operations.
    package enum Scope: Sendable {
        case once
        case each([DocumentedOperation])
    }

    /// When a check runs.
    package enum Phase: Hashable, Sendable {
        case main
        /// After all others, because it judges what they observed.
        case closing
    }

    package typealias Body = @Sendable (CheckContext) async throws(Interruption) -> Finding

    /// A slug that is never reused for another check, such as `auth.scheme.lower-case`.
    package let id: String
    /// How binding it is in the first edition of the guide.
    package let level: Level
    /// The editions that bind it otherwise, oldest first.
    private(set) var laterLevels: [(since: Edition, level: Level)] = []
    /// The title: what is tested, and what is right, such as `Unknown key in X-API-Key: 401`.
    package let sentence: String
    private let quotation: Quotation
    package let needs: Set<Need>
    package internal(set) var scope: Scope
    package let phase: Phase
    /// Whether nothing else may run at the same time.
    let runsAlone: Bool
    let body: Body

    init(
        _ id: String,
        _ level: Level,
        _ sentence: String,
        _ source: Quotation,
        needs: Set<Need> = [],
        scope: Scope = .once,
        phase: Phase = .main,
        alone: Bool = false,
        _ body: @escaping Body
    ) {
        self.id = id
        self.level = level
        self.sentence = sentence
        quotation = source
        self.needs = needs
        self.scope = scope
        self.phase = phase
        runsAlone = alone || needs.contains(.writes)
        self.body = body
    }

    /// The same check, with another level since an edition of the guide.
    func level(_ level: Level, since edition: Edition) -> Check {
        var check = self
        check.laterLevels.append((edition, level))
        return check
    }

    /// How binding it is in an edition of the guide.
    package func level(in edition: Edition) -> Level {
        laterLevels.last { $0.since <= edition }?.level ?? level
    }

    /// The sentence that it is based on, in the words of an edition of the guide.
    package func source(in edition: Edition) -> Source { quotation.source(in: edition) }

    /// The executions of the check: one, or one for each of its operations.
    package var executions: [Execution] {
        switch scope {
        case .once: [Execution(check: self, operation: nil)]
        case .each(let operations): operations.map { Execution(check: self, operation: $0) }
        }
    }
}

/// A check, with its operation if it has one.
package struct Execution: Sendable {
    package let check: Check
    package let operation: DocumentedOperation?

    /// The slug of the check, followed by `@` and the operation if there is one.
    package var key: String {
        operation.map { "\(check.id)@\($0.id)" } ?? check.id
    }
}

/// Why a check ends without a finding.
package enum Interruption: Error, Hashable, Sendable {
    case untestable(String)
    /// Untestable, because the server refused a request that the question needs.
    case refused(String)
    case notApplicable(String)
    case error(String)

    /// Why, as text for a report.
    var reason: String {
        switch self {
        case .untestable(let reason), .refused(let reason), .notApplicable(let reason), .error(let reason): reason
        }
    }
}
