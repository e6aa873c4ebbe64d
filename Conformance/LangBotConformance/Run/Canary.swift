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
        if let obstacle = obstacle(open) {
            throw Failure(description: "\(url) \(obstacle): \(Subject.botList.path) answered \(open.brief)")
        }
        let authenticated = try await send(Subject.bots.apiKey(), session)
        guard authenticated.isSuccess else {
            // As to a request without a key: something on the way has removed it.
            let isStripped = authenticated.status == 401 && authenticated.body == open.body
            let what =
                isStripped ? "did not see the API key, which a gateway may have removed" : "does not accept the API key"
            throw Failure(description: "\(url) \(what): it answered \(authenticated.brief)")
        }
        guard session.credentials.userToken != nil else { return }
        let user = try await send(Probe("GET", "/api/v1/user/check-token").userToken(), session, handsOutToken: true)
        guard user.isSuccess else {
            throw Failure(description: "\(url) does not accept the user token: it answered \(user.brief)")
        }
    }

    /// What an answer to a request without a credential says of the server, unless it is LangBot's refusal.
    private static func obstacle(_ reply: Reply) -> String? {
        switch reply.status {
        case 401 where reply.json?["code"] == nil && reply.fields.contains("www-authenticate"):
            "is behind a login that is not LangBot's"
        case 300..<400: "redirects to \(reply.shown("location") ?? "nowhere"); check what it redirects to instead"
        case 404: "is not a LangBot server"
        case 500...: "fails before it asks for a credential"
        case _ where reply.json?["code"] == nil: "is not a LangBot server"
        case 401: nil
        case _ where reply.isSuccess: "does not require a credential"
        default: "does not answer 401 to a request without a credential"
        }
    }

    /// A LangBot's answer to a list of bots without a key.
    ///
    /// - Throws: ``Failure`` if the server cannot be reached or is no LangBot.
    static func answerWithoutKey(_ session: Session) async throws(Failure) -> Reply {
        let open = try await send(Subject.bots, session)
        guard open.status != 404, open.json?["code"] != nil else {
            let url = session.target.url
            throw Failure(description: "\(url) is not a LangBot server: \(Subject.botList.path) answered \(open.brief)")
        }
        return open
    }

    private static func send(
        _ probe: Probe,
        _ session: Session,
        handsOutToken: Bool = false
    ) async throws(Failure) -> Reply {
        var what = "cannot be reached"
        let reason: String
        do throws(Interruption) {
            let reply = try await session.send(probe, handsOutToken: handsOutToken).reply
            if reply.status != 0 { return reply }
            what = "does not answer as a LangBot server"
            reason = "\(probe.path.displayText): \(reply.text)"
        } catch {
            if case .error = error {} else { what = "does not answer as a LangBot server" }
            reason = error.reason
        }
        if let scheme = await TLSProbe.wrongScheme(session.target, timeout: min(session.timeout, .seconds(5))) {
            throw Failure(description: "\(session.target.url) cannot be reached: \(scheme)")
        }
        throw Failure(description: "\(session.target.url) \(what): \(reason)")
    }
}
