/// The number of cases by verdict.
public struct Totals: Hashable, Sendable {
    private var counts: [Verdict: Int] = [:]
    /// The number of critical deviations.
    public private(set) var critical = 0

    /// Counts the results.
    public init(_ results: some Sequence<CheckResult>) {
        for result in results {
            counts[result.verdict, default: 0] += 1
            if result.verdict == .deviates, result.level == .critical { critical += 1 }
        }
    }

    /// The number of cases with that verdict.
    public subscript(verdict: Verdict) -> Int { counts[verdict] ?? 0 }

    /// The number of all cases.
    public var total: Int { counts.values.reduce(0, +) }
}
