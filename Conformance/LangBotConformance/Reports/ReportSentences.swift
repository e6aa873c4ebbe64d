extension ConformanceReport {
    /// The outcome of the run, as a sentence.
    var verdictSentence: String { summary.verdictSentence }

    /// The number of checks by verdict, as a sentence.
    var totalsSentence: String {
        let counts = Verdict.allCases.filter { summary.totals[$0] > 0 }.map { "\(summary.totals[$0]) \($0.words)" }
        return "\(summary.totals.total) checks: \(counts.joined(separator: ", "))."
    }
}

extension RunSummary {
    /// The outcome of the run, as a sentence.
    var verdictSentence: String {
        switch exitCode {
        case .conforms where totals[.knownDeviation] > 0: "The server deviates only as its release is known to."
        case .conforms where totals[.accepted] > 0: "The server conforms, apart from accepted deviations."
        case .conforms: "The server conforms."
        case .staleBaseline: "The server conforms, but the baseline has stale entries."
        case .interrupted: "The run was interrupted: no verdict."
        case .usage: "None of the selected checks could be tested."
        case .unreachable: "Some checks failed to run."
        case .deviates where totals[.deviates] == 0: "Some created resources could not be removed."
        case .deviates, .internal: "The server does not conform."
        }
    }
}
