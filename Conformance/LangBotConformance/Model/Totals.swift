/// How many checks came to each verdict.
public struct Totals: Hashable, Sendable {
    private var counts: [Verdict: Int] = [:]

    /// Counts these results.
    public init(_ results: some Sequence<CheckResult>) {
        for result in results { counts[result.verdict, default: 0] += 1 }
    }

    /// How many came to that verdict.
    public subscript(verdict: Verdict) -> Int { counts[verdict] ?? 0 }

    /// How many there are.
    public var total: Int { counts.values.reduce(0, +) }
}
