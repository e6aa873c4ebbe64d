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
        ledger: Ledger
    ) {
        self.target = target
        self.credentials = credentials
        self.exchanger = exchanger
        self.timeout = timeout
        self.ledger = ledger
        let given = [credentials.apiKey] + [credentials.userToken].compactMap(\.self) + credentials.others
        secrets = Locked(Redactor(given, sampleMark: "lbconf"))
    }

    /// Hides what is known to be secret by now.
    var redactor: Redactor { secrets.withLock { $0 } }

    /// Learns the server's secrets from its lists, so that none is shown before it is known.
    func survey() async {
        let users = credentials.userToken == nil ? [] : [Probe("GET", "/api/v1/apikeys").userToken()]
        for probe in Subject.lists.map({ Subject.harmless($0).apiKey() }) + users {
            _ = try? await send(probe, handsOutToken: true)
        }
    }

    private func received(_ response: HTTPResponse) -> Reply {
        let redactor = secrets.withLock { redactor in
            for field in response.fields { redactor.learn(from: field.name, field.value) }
            redactor.learn(from: response.body)
            return redactor
        }
        return Reply(response, hiding: redactor)
    }

    /// Sends a request and waits for the answer.
    ///
    /// - Parameter handsOutToken: whether the answer is meant to contain a credential.
    /// - Throws: an error if the server cannot be reached. A server that can be reached but does not answer is a
    /// finding, returned as status 0.
    package func send(_ probe: Probe, handsOutToken: Bool = false) async throws(Interruption) -> AnsweredProbe {
        let message = Probe.Message(
            probe: probe,
            request: try probe.request(to: target, credentials),
            bytes: try probe.wire(to: target)?.bytes(credentials)
        )
        do throws(HTTPClientError) {
            let reply = received(try await exchanger.exchange(message, timeout: timeout))
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
        var submitted: [String] = []
        let templates = probe.fields.map(\.value) + [probe.wire, probe.path, probe.body].compactMap(\.self)
        for template in templates {
            for case .secret(let secret) in template.parts {
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
