/// The result of one check, without any secret in it.
public struct CheckResult: Hashable, Sendable {
    /// The slug of the check, such as `auth.missing.status`.
    public let id: String
    /// How much the requirement binds.
    public let level: Level
    /// The operation that the check was made with, by LangBot's name for it.
    public let operation: String?
    /// What the check came to.
    public let verdict: Verdict
    /// What the requirement says, as a sentence.
    public let sentence: String
    /// What was expected of the server's answer.
    public let expected: String
    /// What the server answered, or why nothing could be found out.
    public let actual: String
    /// What the server answered, without what is another in every run; by this a known deviation is recognised.
    public let signature: String
    /// The document, place and words that the requirement stands on.
    public let source: String
    /// A shell command that repeats the exchange, or the whole check where one request alone does not bring its answer
    /// about; nil where nothing was found out.
    public let curl: String?
    /// The request and the answer that decided; nil where there is none.
    public let exchange: ExchangeRecord?
    /// How long the check took.
    public let duration: Duration

    /// The slug, and the operation after an `@`.
    public var key: String { operation.map { "\(id)@\($0)" } ?? id }

    /// The same result with another verdict.
    func with(_ verdict: Verdict) -> CheckResult {
        CheckResult(
            id: id,
            level: level,
            operation: operation,
            verdict: verdict,
            sentence: sentence,
            expected: expected,
            actual: actual,
            signature: signature,
            source: source,
            curl: curl,
            exchange: exchange,
            duration: duration
        )
    }

    /// The first part of the slug, by which checks are grouped.
    package var group: String { String(id.prefix { $0 != "." }) }
}
