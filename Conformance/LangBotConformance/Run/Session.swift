import HTTPCore
import JSONCore
import LangBotContract
import Redaction

/// The connection of a run to its server.
package struct Session: Sendable {
    package let target: Target
    package let credentials: Credentials
    package let timeout: Duration
    package let ledger: Ledger
    let exchanger: any Exchanger
    private(set) var patience: Patience
    /// Whether the server has answered at all; before that, nobody waits for it.
    private let hasAnswered = Locked(false)
    /// Whether a request that creates something was repeated, so that it may have been carried out twice.
    let hasRepeatedCreation = Locked(false)
    /// The permissions of the key, where the server tells them.
    let permissions = Locked<Set<String>?>(nil)
    /// Hides the credentials of the run, and every secret that the server has shown.
    let secrets: Locked<Redactor>
    let echoes = Locked<[String]>([])
    /// Answers with inconsistent status and code, and redirects to other origins.
    let oddities = Locked(Oddities())

    struct Oddities: Sendable {
        var disagreements: Set<String> = []
        var redirects: Set<String> = []
    }

    package init(
        target: Target,
        credentials: Credentials,
        exchanger: any Exchanger,
        timeout: Duration,
        ledger: Ledger,
        patience: Patience = Patience()
    ) {
        self.target = target
        self.credentials = credentials
        self.exchanger = exchanger
        self.timeout = timeout
        self.ledger = ledger
        self.patience = patience
        secrets = Locked(Redactor(credentials.all, sampleMark: "lbconf"))
    }

    /// Hides what is known to be secret by now.
    var redactor: Redactor { secrets.withLock { $0 } }

    /// Learns what the key may do, and the server's secrets from its lists, so that none is shown before it is known.
    func survey() async {
        let context = try? await send(Probe("GET", "/api/v1/system/context").apiKey()).reply.data
        let granted = context?["permissions"]?.arrayValue?.compactMap(\.stringValue)
        permissions.withLock { $0 = granted.map(Set.init) }
        let users = credentials.userToken == nil ? [] : [Probe("GET", "/api/v1/apikeys").userToken()]
        for probe in Subject.lists.map({ Subject.harmless($0).apiKey() }) + users {
            _ = try? await send(probe, handsOutToken: true)
        }
    }

    func received(_ response: HTTPResponse) -> Reply {
        let redactor = secrets.withLock { redactor in
            for field in response.fields { redactor.learn(from: field.name, field.value) }
            redactor.learn(from: response.body)
            return redactor
        }
        return Reply(response, hiding: redactor)
    }

    /// Sends a request and waits for the answer of the server; asks again where the way to it answers instead.
    ///
    /// - Parameters:
    ///   - handsOutToken: whether the answer is meant to contain a credential.
    ///   - takesFirst: whether the first answer counts, whoever gives it, because the question is whether the server
    ///     can be reached.
    /// - Throws: untestable if only the way answers, or if the key lacks a permission; an error if the server cannot be
    ///   reached. A server that can be reached but does not answer is a finding, returned as status 0.
    package func send(
        _ probe: Probe,
        handsOutToken: Bool = false,
        takesFirst: Bool = false
    ) async throws(Interruption) -> AnsweredProbe {
        var repetition = 0
        while true {
            repetition += 1
            await patience.admit()
            let interruption: Interruption
            var reply: Reply?
            do throws(Interruption) {
                let answered = try await sendOnce(probe, handsOutToken: handsOutToken)
                if let missing = missingPermission(answered) { throw .untestable("the key lacks \(missing)") }
                guard !takesFirst, let obstacle = Patience.obstacle(answered.reply) else { return answered }
                (interruption, reply) = (.untestable(obstacle), answered.reply)
            } catch {
                guard case .error = error, !takesFirst, !Task.isCancelled else { throw error }
                interruption = error
            }
            guard reply != nil || hasAnswered.withLock({ $0 }), await patience.wait(before: repetition, reply) else {
                throw interruption
            }
            if probe.method == "POST", !ledger.remaining.isEmpty { hasRepeatedCreation.withLock { $0 = true } }
        }
    }

    /// The same session, whose waits do not count for those of the run.
    func patientAnew() -> Session {
        var copy = self
        copy.patience = patience.renewed()
        return copy
    }

    /// The permission that the run's own key lacks, if that is what the server answers and its list agrees.
    private func missingPermission(_ answered: AnsweredProbe) -> String? {
        let prefix = "Missing Workspace permission: "
        guard answered.reply.status == 403, let message = answered.reply.message, message.hasPrefix(prefix),
            answered.probe.usesOnlyTheKeyOfTheRun
        else { return nil }
        let permission = String(message.dropFirst(prefix.count))
        let granted = permissions.withLock { $0 }
        return granted?.contains(permission) == false ? permission : nil
    }

    private func sendOnce(_ probe: Probe, handsOutToken: Bool) async throws(Interruption) -> AnsweredProbe {
        let message = Probe.Message(
            probe: probe,
            request: try probe.request(to: target, credentials),
            bytes: try probe.wire(to: target)?.bytes(credentials)
        )
        do throws(HTTPClientError) {
            let reply = received(try await exchanger.exchange(message, timeout: timeout))
            hasAnswered.withLock { $0 = true }
            patience.note(reply)
            note(reply, to: probe)
            if !handsOutToken { noteEcho(probe, reply) }
            return AnsweredProbe(probe: probe, reply: reply)
        } catch {
            switch error {
            case .refused, .unresolvable, .unreachable, .cancelled: throw .error(error.description)
            default: return AnsweredProbe(probe: probe, reply: Reply(failure: error))
            }
        }
    }

    /// Records an answer with inconsistent status and code, or a redirect to another origin.
    private func note(_ reply: Reply, to probe: Probe) {
        let what = "\(probe.method) \(probe.path.shellText) answered \(reply.brief)"
        if reply.code != nil, (reply.status >= 400) == (reply.code?.integerValue == 0) {
            oddities.withLock { _ = $0.disagreements.insert(what) }
        }
        guard (300..<400).contains(reply.status), let location = reply.fields["location"] else { return }
        let isOwn = location.hasPrefix("/") && !location.hasPrefix("//") || location.hasPrefix(target.url + "/")
        if !isOwn { oddities.withLock { _ = $0.redirects.insert("\(what), to \(reply.shown("location") ?? "")") } }
    }

    /// Records an answer that echoes a credential of its request.
    private func noteEcho(_ probe: Probe, _ reply: Reply) {
        let submitted = probe.secrets.compactMap { try? $0.value(credentials) }
        let head = reply.fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
        guard submitted.contains(where: { $0.count >= 8 && (reply.text.contains($0) || head.contains($0)) }) else {
            return
        }
        echoes.withLock { $0.append("\(probe.method) \(probe.path.shellText) answered \(reply.status)") }
    }
}
