extension ConformanceReport {
    /// What the run came to, as a sentence.
    var verdictSentence: String { summary.verdictSentence }

    /// How many checks came to each verdict that any came to.
    var totalsSentence: String {
        let counts = Verdict.allCases.filter { summary.totals[$0] > 0 }.map { "\(summary.totals[$0]) \($0.words)" }
        return "\(summary.totals.total) checks: \(counts.joined(separator: ", "))."
    }
}

extension RunSummary {
    /// What the run came to, as a sentence.
    var verdictSentence: String {
        switch exitCode {
        case .conforms where totals[.knownDeviation] > 0: "The server does what its release is known for."
        case .conforms where totals[.accepted] > 0: "The server conforms but for what the baseline accepts."
        case .conforms: "The server conforms."
        case .staleBaseline: "The server conforms, and the baseline has stale entries."
        case .interrupted: "Nothing is said about the server."
        case .usage: "No check could be carried out."
        case .unreachable: "Some checks could not be carried out."
        case .deviates where totals[.deviates] == 0: "Not everything could be removed."
        case .deviates, .internal: "The server does not conform."
        }
    }
}
