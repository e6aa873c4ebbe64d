import HTTPCore
import JSONCore
import LangBotContract

/// Checks that there is a server to test: it must accept the valid key, and reject a request without one.
///
/// Otherwise a wrong address or a mistyped key would show as hundreds of failures.
package enum Canary {
    /// Why the server is not tested.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        package let description: String
    }

    package static func check(_ session: Session) async throws(Failure) {
        let url = session.target.url
        let open = try await send(Subject.bots, session)
        if let obstacle = obstacle(open) { throw failure(obstacle, open, session) }
        let authenticated = try await send(Subject.bots.apiKey(), session)
        guard authenticated.isSuccess || authenticated.showsBots else {
            // As to a request without a key: something on the way has removed it.
            let isStripped = authenticated.status == 401 && authenticated.body == open.body
            let what =
                isStripped ? "did not see the API key, which a gateway may have removed" : "does not accept the API key"
            throw Failure(description: "\(url) \(what): it answered \(authenticated.brief)")
        }
        session.isWithoutCodes.withLock { $0 = !authenticated.isSuccess }
        guard session.credentials.userToken != nil else { return }
        let user = try await send(Probe("GET", "/api/v1/user/check-token").userToken(), session, handsOutToken: true)
        guard user.isSuccess else {
            throw Failure(description: "\(url) does not accept the user token: it answered \(user.brief)")
        }
    }

    /// A LangBot's answer to a list of bots without a key, whatever it is.
    ///
    /// - Throws: ``Failure`` if the server cannot be reached or is no LangBot.
    static func answerWithoutKey(_ session: Session) async throws(Failure) -> Reply {
        let open = try await send(Subject.bots, session)
        if open.status == 404 || !open.isLangBots, let obstacle = obstacle(open) {
            throw failure(obstacle, open, session)
        }
        return open
    }

    private static func failure(_ obstacle: String, _ reply: Reply, _ session: Session) -> Failure {
        let (url, prefix) = (session.target.url, session.target.prefix)
        let sentence = "\(url) \(obstacle): \(Subject.botList.path) answered \(reply.brief)"
        guard obstacle == notLangBot, let path = prefix.firstRange(of: /\/api(\/v\d+(\/.*)?)?$/) else {
            return Failure(description: sentence)
        }
        return Failure(description: "\(sentence); give the base URL without \(prefix[path])")
    }

    private static let notLangBot = "is not a LangBot server"

    /// What an answer to a request without a credential says of the server, unless it is LangBot's refusal.
    private static func obstacle(_ reply: Reply) -> String? {
        switch reply.status {
        case 401 where !reply.isLangBots && reply.fields.contains("www-authenticate"):
            "is behind a login that is not LangBot's"
        case 300..<400: "redirects to \(reply.shown("location") ?? "nowhere"); check what it redirects to instead"
        case 404: notLangBot
        case 500...: "fails before it asks for a credential"
        case _ where !reply.isLangBots: notLangBot
        case 401: nil
        case _ where reply.isSuccess: "does not require a credential"
        default: "does not answer 401 to a request without a credential"
        }
    }

    private static func send(
        _ probe: Probe,
        _ session: Session,
        handsOutToken: Bool = false
    ) async throws(Failure) -> Reply {
        let reason: Interruption
        do throws(Interruption) {
            let reply = try await session.send(probe, handsOutToken: handsOutToken).reply
            if reply.status != 0 { return reply }
            reason = .untestable("\(probe.path.displayText): \(reply.text)")
        } catch {
            reason = error
        }
        let url = session.target.url
        if let scheme = await TLSProbe.wrongScheme(session.connector, timeout: min(session.timeout, .seconds(5))) {
            throw Failure(description: "\(url) cannot be reached: \(scheme)")
        }
        let what =
            switch reason {
            case .error: "cannot be reached"
            case .untestable, .refused, .notApplicable: "does not answer as a LangBot server"
            }
        throw Failure(description: "\(url) \(what): \(reason.reason)")
    }
}

extension Reply {
    /// Whether it is LangBot's envelope, or what is left of LangBot's refusal without its code.
    fileprivate var isLangBots: Bool { code != nil || message == DocumentedMessage.noCredential }

    /// Whether it lists bots, in whatever envelope.
    var showsBots: Bool { (200..<300).contains(status) && data?[Resource.bot.plural]?.arrayValue != nil }
}
