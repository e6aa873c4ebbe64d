import HTTPCore
import LangBotContract

/// What a check works with: the server, the credentials, and the record of what it does.
package struct CheckContext: Sendable {
    let session: Session
    /// The operation that the check is made with; meaningless for a check that is made once.
    let operation: Operation
    let isLoopback: Bool
    private let made = Locked<[String]>([])

    init(session: Session, operation: Operation?) {
        self.session = session
        self.operation = operation ?? Subject.botList
        isLoopback = session.target.isLoopback
    }

    /// Sends a request and waits for the answer.
    func send(_ probe: Probe) async throws(Interruption) -> Exchange {
        try await session.send(probe)
    }

    /// Remembers a credential that the check has made, so that it is never shown.
    func keepSecret(_ secret: String) {
        made.withLock { $0.append(secret) }
    }

    /// The credentials that the check has made.
    var madeSecrets: [String] { made.withLock { $0 } }

    /// A name for something that the check makes, which tells whose it is.
    func name(_ purpose: String) -> String {
        session.ledger.name(purpose)
    }
}

extension CheckContext {
    /// Sends a request and judges its answer.
    func judge(_ probe: Probe, _ expectation: Expectation) async throws(Interruption) -> Finding {
        expectation.judge(try await send(probe))
    }
}
