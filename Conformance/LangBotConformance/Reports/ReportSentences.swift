extension ConformanceReport {
    /// The outcome of the run, as a sentence.
    var verdictSentence: String { summary.verdictSentence(failOn: information.failOn) }

    /// The number of checks, and of cases by verdict, as a sentence.
    var totalsSentence: String {
        results.isEmpty ? "\(results.extent)." : "\(results.extent): \(summary.totals.words)."
    }

    /// The results that fail the run.
    var failures: [CheckResult] { results.filter(information.fails) }

    /// The resources with the most failures, as a sentence; nil if no failure is one of a resource.
    var mostFailures: String? {
        let counts = Dictionary(grouping: failures.map(\.resource).filter { !$0.isEmpty }) { $0 }.mapValues(\.count)
        guard !counts.isEmpty else { return nil }
        let most = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
        return "Most failures: \(most.map { "\($0.key) (\($0.value))" }.joined(separator: ", "))."
    }

    /// Which of the deviations fail the run, as a sentence; nil if that goes without saying.
    var gateSentence: String? {
        let failing = failures.count { $0.verdict == .deviates }
        guard failing < summary.totals[.deviates] else { return nil }
        if failing == 0 { return "None of the deviations fails this run, so they are outlined below." }
        let cases = "\(counted(failing, "case")) \(failing == 1 ? "fails" : "fail") this run"
        return "\(cases); the other deviations (outlined below) do not."
    }

    /// What to do about failing answers that something else than LangBot's API may have given; nil without such.
    var hint: String? { failures.hint }
}

extension [CheckResult] {
    /// What to do about answers that something else than LangBot's API may have given; nil without such.
    var hint: String? {
        let count = self.count { $0.exchange?.isForeign ?? false }
        guard count > 0 else { return nil }
        let answers = count == 1 ? "1 failing answer is not JSON" : "\(count) failing answers are not JSON"
        return "\(answers). If a proxy or gateway may have answered for LangBot, check LangBot's own port as well, "
            + "and compare the reports with 'langbot-conformance diff'."
    }
}

extension ExchangeRecord {
    /// Whether the answer has content that does not even begin like LangBot's JSON.
    fileprivate var isForeign: Bool {
        guard status != 0, let first = answerBody.first(where: { !$0.isWhitespace }) else { return false }
        return first != "{" && first != "["
    }
}

extension RunSummary {
    /// Whether the run passes although something deviates that neither contract nor baseline allows.
    var passesWithDeviations: Bool { exitCode == .conforms && totals[.deviates] > 0 }

    /// The outcome of the run, as a sentence.
    func verdictSentence(failOn: Level) -> String {
        switch exitCode {
        case .conforms where totals[.deviates] > 0: passingSentence(failOn)
        case .conforms where totals[.knownDeviation] > 0 && totals[.accepted] > 0:
            "The server deviates only as its release is known to, and as the baseline accepts."
        case .conforms where totals[.knownDeviation] > 0: "The server deviates only as its release is known to."
        case .conforms where totals[.accepted] > 0: "The server conforms, apart from accepted deviations."
        case .conforms: "The server conforms."
        case .staleBaseline: "The baseline has stale entries; nothing else fails the run."
        case .interrupted: "The run was interrupted: no verdict."
        case .usage: "None of the selected checks could be tested."
        case .unreachable: "Some checks failed to run."
        case .deviates where totals[.deviates] == 0: "Some created resources could not be removed."
        case .deviates where totals.critical > 0:
            "The server does not conform, and lets somebody in without a valid credential "
                + "(\(totals.critical) critical \(totals.critical == 1 ? "deviation" : "deviations"))."
        case .deviates, .internal: "The server does not conform."
        }
    }

    private func passingSentence(_ failOn: Level) -> String {
        func are(_ count: Int) -> String { count == 1 ? "is" : "are" }
        let (below, known, accepted) = (totals[.deviates], totals[.knownDeviation], totals[.accepted])
        var parts = ["\(counted(below, "deviation")) \(are(below)) below --fail-on \(failOn.rawValue)"]
        if known > 0 { parts.append("\(known) \(are(known)) known of this release") }
        if accepted > 0 { parts.append("\(accepted) \(are(accepted)) accepted by the baseline") }
        return "The run passes: \(parts.joined(separator: "; "))."
    }
}
