import HTTPCore
import LangBotContract
import Redaction

/// The context of a check: the server, the credentials and the log of its requests.
package struct CheckContext: Sendable {
    let session: Session
    /// The operation to check; meaningless for a check that runs once.
    let operation: DocumentedOperation
    /// The edition of LangBot's guide that binds the server.
    let edition: Edition
    private let sent = Locked<[AnsweredProbe]>([])
    private let number: Int
    /// How many requests may be on their way at once.
    private let width: Int
    private let count = Locked(0)
    private let identifiers: Locked<IdentifierSource>

    /// - Parameters:
    ///   - number: the position of the execution in its run.
    ///   - width: how many requests may be on their way at once.
    init(session: Session, execution: Execution, edition: Edition, number: Int, width: Int) {
        self.session = session
        self.edition = edition
        self.number = number
        self.width = width
        operation = execution.operation ?? Subject.botList
        identifiers = Locked(session.ledger.identifiers(for: execution.key))
    }

    /// Sends a request and waits for the answer.
    ///
    /// - Parameter takesFirst: whether the first answer counts, whoever gives it.
    func send(_ probe: Probe, takesFirst: Bool = false) async throws(Interruption) -> AnsweredProbe {
        let exchange = try await session.send(probe, takesFirst: takesFirst)
        sent.withLock { $0.append(exchange) }
        return exchange
    }

    /// Sends requests that do not depend on each other, several at once; the answers come in the order of the requests.
    ///
    /// - Parameter isFound: whether an answer is what the check looks for, so that others need not have come.
    /// - Throws: why one of the answers did not come, unless another is what the check looks for.
    func send(
        each probes: [Probe],
        orUntil isFound: (AnsweredProbe) -> Bool = \.hasLetAnybodyIn
    ) async throws(Interruption) -> [AnsweredProbe] {
        var answers: [AnsweredProbe] = []
        var interruption: Interruption?
        for (probe, result) in zip(probes, await together(probes)) {
            switch result {
            case .success(let answer): answers.append(answer)
            case .failure(let reason):
                interruption = interruption ?? reason
                answers.append(AnsweredProbe(probe: probe, reply: Reply(failure: .closed)))
            }
        }
        if let interruption, !answers.contains(where: isFound) { throw interruption }
        sent.withLock { $0 += answers }
        return answers
    }

    private func together(_ probes: [Probe]) async -> [Result<AnsweredProbe, Interruption>] {
        await withTaskGroup(of: (place: Int, answer: Result<AnsweredProbe, Interruption>).self) { group in
            var answers: [Int: Result<AnsweredProbe, Interruption>] = [:]
            for (place, probe) in probes.enumerated() {
                if place >= width, let next = await group.next() { answers[next.place] = next.answer }
                group.addTask { [session] in (place, await session.result(of: probe)) }
            }
            for await next in group { answers[next.place] = next.answer }
            return probes.indices.compactMap { answers[$0] }
        }
    }

    /// Whether sending the request alone reproduces the exchange: the check sent it, and changed nothing before.
    func isRepeatable(_ exchange: AnsweredProbe) -> Bool {
        let sent = sent.withLock { $0 }
        guard let index = sent.firstIndex(where: { $0.probe == exchange.probe }) else { return false }
        return !sent[..<index].contains(where: \.hasChangedSomething)
    }

    /// Records a credential that the check created, so that it is never shown.
    func keepSecret(_ secret: String) {
        session.secrets.withLock { $0.remember(secret) }
    }

    /// A unique name for something that the check creates, with the ID of the run.
    func name(_ purpose: String) -> String {
        let count = count.withLock { count in
            count += 1
            return count
        }
        return session.ledger.name("\(purpose)-\(number)-\(count)")
    }

    /// An unused identifier.
    func uuid() -> String {
        identifiers.withLock { $0.next() }
    }
}

extension CheckContext {
    /// Sends a request and judges its answer.
    ///
    /// - Parameter premise: what the answer must be for the question to make sense.
    /// - Throws: untestable if the premise does not hold.
    func judge(
        _ probe: Probe,
        _ expectation: Expectation,
        premise: Expectation? = nil
    ) async throws(Interruption) -> Finding {
        let answered = try await send(probe)
        if let premise, !premise.holds(answered.reply) {
            throw .untestable("the check needs \(premise.text), and the server answered \(answered.reply.brief)")
        }
        return expectation.judge(answered)
    }

    /// Judges whether a request is answered as another one is.
    ///
    /// Somebody may write between two reads, so only a difference that stays counts.
    func compare(_ probe: Probe, with other: Probe, _ expected: String) async throws(Interruption) -> Finding {
        var rounds = 0
        while true {
            rounds += 1
            let first = try await send(other)
            let second = try await send(probe)
            let isSame = first.reply.status == second.reply.status && first.reply.json == second.reply.json
            guard isSame || rounds == 4 else { continue }
            return Finding(
                isSame,
                expected: "\(expected): \(first.reply.summary)",
                actual: second.reply.summary,
                second
            )
        }
    }
}
