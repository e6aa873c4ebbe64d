/// `1 check`, `2 checks`.
package func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

extension Verdict {
    /// The verdict after a number of cases: `1 conforms`, `2 conform`.
    package func words(for count: Int) -> String {
        switch self {
        case .conforms, .deviates: count == 1 ? words : String(words.dropLast())
        case .knownDeviation, .error: count == 1 ? words : words + "s"
        case .accepted, .notApplicable, .untestable: words
        }
    }
}

extension Totals {
    /// The number of cases by verdict, such as `883 conform, 1 deviates`.
    var words: String {
        let present = Verdict.allCases.filter { self[$0] > 0 }
        return present.map { "\(self[$0]) \($0.words(for: self[$0]))" }.joined(separator: ", ")
    }
}

extension [CheckResult] {
    /// How many checks and cases there are; a case is a check on one operation, or a check without operations.
    var extent: String {
        "\(counted(Set<String>(map(\.id)).count, "check")), \(counted(count, "case"))"
    }
}
