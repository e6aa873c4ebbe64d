import HTTPCore
import LangBotContract

/// The conversation of one run with its server.
package struct Session: Sendable {
    package let target: Target
    package let credentials: Credentials
    package let timeout: Duration
    package let ledger: Ledger
    let exchanger: any Exchanger
    let echoes = Locked<[String]>([])

    package init(
        target: Target,
        credentials: Credentials,
        exchanger: any Exchanger,
        timeout: Duration,
        ledger: Ledger
    ) {
        self.target = target
        self.credentials = credentials
        self.exchanger = exchanger
        self.timeout = timeout
        self.ledger = ledger
    }

    /// Sends a request and waits for the answer.
    ///
    /// - Parameter handsOutToken: whether it is the purpose of the answer to contain a credential.
    /// - Throws: an error where the server cannot be reached at all; no answer from one that can be is a finding, and
    ///   comes back as status 0.
    package func send(_ probe: Probe, handsOutToken: Bool = false) async throws(Interruption) -> Exchange {
        let request = try probe.request(to: target, credentials)
        do throws(HTTPClientError) {
            let reply = Reply(try await exchanger.exchange(request, timeout: timeout))
            if !handsOutToken { noteEcho(probe, reply) }
            return Exchange(probe: probe, reply: reply)
        } catch {
            switch error {
            case .refused, .unresolvable, .unreachable, .cancelled: throw .error(error.description)
            default: return Exchange(probe: probe, reply: Reply(failure: error))
            }
        }
    }

    /// Remembers an answer that repeats a credential of its request.
    private func noteEcho(_ probe: Probe, _ reply: Reply) {
        var submitted: [String] = []
        for field in probe.fields {
            for case .secret(let secret) in field.value.parts {
                if let value = try? secret.value(credentials) { submitted.append(value) }
            }
        }
        let head = reply.fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
        guard submitted.contains(where: { $0.count >= 8 && (reply.text.contains($0) || head.contains($0)) }) else {
            return
        }
        echoes.withLock { $0.append("\(probe.method) \(probe.path.shellText) answered \(reply.status)") }
    }
}
