import Foundation
import HTTPCore
import JSONCore
import LangBotContract
import Redaction

/// The connection of a run to its server.
package struct Session: Sendable {
    package let connector: Connector
    package let credentials: Credentials
    package let timeout: Duration
    package let ledger: Ledger
    let exchanger: any Exchanger
    private(set) var patience: Patience
    /// Whether the server has answered at all; before that, nobody waits for it.
    private let hasAnswered = Locked(false)
    /// How many requests were sent since the server last carried one out for the key of the run.
    let requestsSinceSuccess = Locked(0)
    /// The resources that stay until the end of the run, by kind and number.
    let witnesses = Locked<[String: MadeResource]>([:])
    /// What was seen of each kind of resource in its life, by kind.
    let lives = Locked<[String: Result<Life, Interruption>]>([:])
    /// How operations answered for what does not exist, before the run created anything.
    let unknowns = Locked<[OperationID: Int]>([:])
    /// Keys that checks have deleted.
    let deletedKeys = Locked<[Secret]>([])
    /// Whether answers lack the code that says what was done, so that nothing that is made could be found again.
    let isWithoutCodes = Locked(false)
    /// The permissions of the key, where the server tells them.
    let permissions = Locked<Set<String>?>(nil)
    /// Hides the credentials of the run, and every secret that the server has shown.
    let secrets: Locked<Redactor>
    let echoes = Locked<[Echo]>([])
    /// How an answer may write the key of the run; empty for a short key, made up by somebody, which may be any word.
    private let keyNotations: [[UInt8]]
    let oddities = Locked(Oddities())

    /// An answer with a credential in it.
    struct Echo: Sendable {
        let what: String
        /// Whether the key of the run was shown to somebody without a valid credential.
        let isGift: Bool
    }

    /// Answers with something that no answer should have.
    struct Oddities: Sendable {
        var disagreements: Set<String> = []
        var redirects: Set<String> = []
        var otherSuccesses: Set<String> = []
        var otherMessages: Set<String> = []
        var otherTypes: Set<String> = []
        var duplicates: Set<String> = []
        var cacheable: Set<String> = []
    }

    /// - Parameter exchanger: what sends the requests; nil for the connector itself.
    package init(
        _ connector: Connector,
        credentials: Credentials,
        exchanger: (any Exchanger)? = nil,
        timeout: Duration,
        ledger: Ledger,
        patience: Patience = Patience()
    ) {
        self.connector = connector
        self.credentials = credentials
        self.exchanger = exchanger ?? connector.exchanger
        self.timeout = timeout
        self.ledger = ledger
        self.patience = patience
        keyNotations = credentials.apiKey.count < 16 ? [] : Self.notations(credentials.apiKey)
        let known = credentials.all + connector.target.connection.secrets
        secrets = Locked(Redactor(known, sampleMark: "lbconf"))
    }

    /// The server under test.
    package var target: Target { connector.target }

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
        secrets.withLock { redactor in
            for field in response.fields { redactor.learn(from: field.name, field.value) }
            redactor.learn(from: response.body)
        }
        return Reply(response, hiding: secrets)
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
        }
    }

    /// What ``send(_:handsOutToken:takesFirst:)`` returns or throws.
    func result(of probe: Probe) async -> Result<AnsweredProbe, Interruption> {
        do throws(Interruption) {
            return .success(try await send(probe))
        } catch {
            return .failure(error)
        }
    }

    /// Makes sure that the server still works, before the answer of one that does not is taken for a refusal.
    ///
    /// - Throws: untestable if the server no longer lists the bots for the key.
    func requireLife() async throws(Interruption) {
        guard requestsSinceSuccess.withLock({ $0 }) > 8 else { return }
        let reply = try await send(Subject.bots.apiKey()).reply
        guard reply.showsBots else {
            throw .untestable("the server no longer accepts the key of this run: it answered \(reply.brief)")
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
        let request = try probe.request(to: target, credentials)
        let message = Probe.Message(
            probe: probe,
            request: request,
            bytes: try probe.isOfVersion10 ? request.bytesOfVersion10 : probe.wire(to: target)?.bytes(credentials)
        )
        do throws(HTTPClientError) {
            let reply = received(try await exchanger.exchange(message, timeout: timeout))
            hasAnswered.withLock { $0 = true }
            patience.note(reply)
            let hasData = reply.data?.objectValue?.isEmpty == false
            let isSign = reply.isSuccess && hasData && probe.usesOnlyTheKeyOfTheRun
            requestsSinceSuccess.withLock { $0 = isSign ? 0 : $0 + 1 }
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

    /// Records what no answer should have.
    private func note(_ reply: Reply, to probe: Probe) {
        let odd = Self.oddities(reply, target)
        guard !odd.isEmpty || reply.isRedirect else { return }
        let what = "\(probe.method) \(probe.path.shellText) answered \(reply.brief)"
        oddities.withLock { oddities in
            for path in odd { oddities[keyPath: path].insert(what) }
            if reply.leads(awayFrom: target) {
                oddities.redirects.insert("\(what), to \(reply.shown("location") ?? "")")
            }
        }
    }

    private static func oddities(_ reply: Reply, _ target: Target) -> [WritableKeyPath<Oddities, Set<String>>] {
        var odd: [WritableKeyPath<Oddities, Set<String>>] = []
        let code = reply.code?.integerValue
        if reply.code != nil, (reply.status >= 400) == (code == 0) { odd.append(\.disagreements) }
        if reply.json != nil, DuplicateMembers.isIn(reply.body) { odd.append(\.duplicates) }
        guard reply.isSuccess else { return odd }
        if reply.status != 200 { odd.append(\.otherSuccesses) }
        if reply.message != DocumentedMessage.success { odd.append(\.otherMessages) }
        if reply.mediaType != "application/json" || !reply.isDeclaredAsUTF8 { odd.append(\.otherTypes) }
        if reply.isCacheable, reply.data?.isNull == false { odd.append(\.cacheable) }
        return odd
    }

    /// Records an answer that shows a credential of its request or the key of the run, or a good part of it, in some
    /// notation.
    private func noteEcho(_ probe: Probe, _ reply: Reply) {
        // Only the operations on keys have keys to show.
        let own = probe.path.displayText.contains("apikeys") ? [] : keyNotations
        let submitted = probe.secrets.compactMap { try? $0.value(credentials) }
            .filter { $0.count >= 8 && (own.isEmpty || $0 != credentials.apiKey) }
        let notations = own + submitted.flatMap(Self.notations)
        guard !notations.isEmpty, reply.status != 0 else { return }
        let answer = Array(reply.fields.map { "\($0.name): \($0.value)\n" }.joined().utf8) + reply.body
        guard notations.contains(where: answer.holds) else { return }
        let showsKey = !own.isEmpty && answer.holds(Array(credentials.apiKey.utf8))
        let isGift = showsKey && !probe.hasValidCredential
        let what = "\(probe.method) \(probe.path.shellText) answered \(reply.status)"
        echoes.withLock { $0.append(Echo(what: what, isGift: isGift)) }
    }

    /// How an answer may write a secret.
    private static func notations(_ secret: String) -> [[UInt8]] {
        let base64 = Data(secret.utf8).base64EncodedString()
        guard secret.hasPrefix("lbk_"), secret.count >= 24 else { return [secret, base64].map { Array($0.utf8) } }
        let (start, end) = (secret.prefix(12), secret.suffix(12))
        // Twelve bytes are sixteen characters of Base64, whatever follows.
        return [
            String(start), String(end), String(base64.prefix(16)), String(end.reversed()), end.uppercased(),
            end.lowercased(), end.utf8.map { String($0, radix: 16) }.joined(),
        ].map { Array($0.utf8) }
    }
}
