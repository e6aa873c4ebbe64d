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
        let open = try await answerWithoutKey(session)
        guard open.status == 401 else {
            throw Failure(
                description: "\(url) does not require a credential: \(Subject.botList.path) answered \(open.brief)"
            )
        }
        let authenticated = try await send(Subject.bots.apiKey(), session)
        guard authenticated.isSuccess else {
            throw Failure(description: "\(url) does not accept the API key: it answered \(authenticated.brief)")
        }
        guard session.credentials.userToken != nil else { return }
        let user = try await send(Probe("GET", "/api/v1/user/check-token").userToken(), session, handsOutToken: true)
        guard user.isSuccess else {
            throw Failure(description: "\(url) does not accept the user token: it answered \(user.brief)")
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
        let reason: String
        do throws(Interruption) {
            let reply = try await session.send(probe, handsOutToken: handsOutToken).reply
            if reply.status != 0 { return reply }
            reason = reply.text
        } catch {
            reason = error.reason
        }
        let scheme = await TLSProbe.wrongScheme(session.target, timeout: min(session.timeout, .seconds(5)))
        throw Failure(description: "\(session.target.url) cannot be reached: \(scheme ?? reason)")
    }
}
