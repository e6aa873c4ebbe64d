/// The result of one check, without any secret in it.
public struct CheckResult: Hashable, Sendable {
    /// The slug of the check, such as `auth.missing.status`.
    public let id: String
    /// How binding the requirement is.
    public let level: Level
    /// LangBot's name of the operation that was checked, such as `bot.list`; nil if the check runs once.
    public let operation: String?
    /// The verdict.
    public let verdict: Verdict
    /// The title of the check: what is tested, and what is right.
    public let sentence: String
    /// What was expected of the server's answer.
    public let expected: String
    /// What the server answered, or why there is no finding.
    public let actual: String
    /// The answer without the parts that differ between runs; known and accepted deviations are matched by it.
    public let signature: String
    /// The document, place and quotation that the check cites.
    public let source: String
    /// A shell command that reproduces the exchange, or runs the whole check if one request is not enough; nil if there
    /// is no finding.
    public let curl: String?
    /// The request and the answer that the verdict is based on; nil if there is none.
    public let exchange: ExchangeRecord?
    /// The duration of the check.
    public let duration: Duration

    /// The slug, followed by `@` and the operation if there is one.
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
