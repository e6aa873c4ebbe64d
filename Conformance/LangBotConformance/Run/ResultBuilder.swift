import LangBotContract
import Redaction

/// Turns the finding of a check into a result without secrets.
struct ResultBuilder {
    private let execution: Execution
    private let repetition: Repetition
    private let redactor: Redactor
    private let contract: ResolvedContract
    /// Whether a result that conforms has its exchange and its command.
    var recordsConforming = true

    init(
        _ execution: Execution,
        _ repetition: Repetition,
        _ redactor: Redactor,
        _ contract: ResolvedContract
    ) {
        self.contract = contract
        self.execution = execution
        self.repetition = repetition
        self.redactor = redactor
    }

    func result(_ outcome: Result<Finding, Interruption>, _ duration: Duration) -> CheckResult {
        switch outcome {
        case .success(let finding):
            let isRecorded = recordsConforming || !finding.conforms
            return result(
                verdict(finding),
                level: level(finding),
                expected: finding.expected,
                actual: attributed(finding),
                signature: redactor.text(finding.signature),
                curl: isRecorded ? repetition.command(finding.exchange) : nil,
                exchange: isRecorded ? record(finding.exchange) : nil,
                duration
            )
        case .failure(.untestable(let reason)), .failure(.refused(let reason)):
            return result(.untestable, expected: execution.check.sentence, actual: reason, curl: nil, duration)
        case .failure(.notApplicable(let reason)):
            return result(.notApplicable, expected: execution.check.sentence, actual: reason, curl: nil, duration)
        case .failure(.error(let reason)):
            return result(.error, expected: execution.check.sentence, actual: reason, curl: nil, duration)
        }
    }

    private func record(_ exchange: AnsweredProbe?) -> ExchangeRecord? {
        exchange.map { ExchangeRecord($0, repetition.target, hiding: redactor) }
    }

    /// What was observed, and which proxy answered it or passed it on where it deviates.
    private func attributed(_ finding: Finding) -> String {
        guard !finding.conforms, let reply = finding.exchange?.reply, let proxy = Intermediary(reply) else {
            return finding.actual
        }
        return "\(finding.actual); \(proxy)"
    }

    private func verdict(_ finding: Finding) -> Verdict {
        if finding.conforms { return .conforms }
        // Nobody is known for that, and nobody accepts it.
        if level(finding) == .critical { return .deviates }
        let isKnown = contract.expectations?.isKnown(execution, answer: finding.signature) ?? false
        return isKnown ? .knownDeviation : .deviates
    }

    /// The level of the check, or critical for a deviation that let somebody in.
    private func level(_ finding: Finding) -> Level {
        let isBreach = finding.isBreach || finding.exchange?.hasLetAnybodyIn == true
        return !finding.conforms && isBreach ? .critical : execution.check.level(in: contract.edition)
    }

    private func result(
        _ verdict: Verdict,
        level: Level? = nil,
        expected: String,
        actual: String,
        signature: String = "",
        curl: String?,
        exchange: ExchangeRecord? = nil,
        _ duration: Duration
    ) -> CheckResult {
        CheckResult(
            id: execution.check.id,
            level: level ?? execution.check.level(in: contract.edition),
            operation: execution.operation?.id.rawValue,
            verdict: verdict,
            sentence: execution.check.sentence,
            expected: redactor.known(in: expected),
            actual: redactor.known(in: actual),
            signature: signature,
            source: execution.check.source(in: contract.edition).description,
            curl: curl.map(redactor.known),
            exchange: exchange,
            duration: duration
        )
    }
}
