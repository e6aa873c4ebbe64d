import HTTPCore
import JSONCore
import LangBotContract

/// Finds out whether there is a server worth judging: a valid key must be let in, and no key must not.
///
/// Without this a wrong address or a mistyped key would show as hundreds of failures.
package enum Canary {
    /// Why the server is not judged, as a sentence.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        package let description: String
    }

    package static func check(_ session: Session) async throws(Failure) {
        let url = session.target.url
        let open = try await send(Subject.bots, session)
        guard open.status != 404, open.json?["code"] != nil else {
            throw Failure(description: "\(url) is no LangBot: \(Subject.botList.path) answered \(open.brief)")
        }
        guard open.status == 401 else {
            throw Failure(
                description: "\(url) does not ask for a credential: \(Subject.botList.path) answered \(open.brief)"
            )
        }
        let authenticated = try await send(Subject.bots.apiKey(), session)
        guard authenticated.isSuccess else {
            throw Failure(description: "\(url) does not take the API key: it answered \(authenticated.brief)")
        }
        guard session.credentials.userToken != nil else { return }
        let user = try await send(Probe("GET", "/api/v1/user/check-token").userToken(), session, handsOutToken: true)
        guard user.isSuccess else {
            throw Failure(description: "\(url) does not take the user token: it answered \(user.brief)")
        }
    }

    private static func send(
        _ probe: Probe,
        _ session: Session,
        handsOutToken: Bool = false
    ) async throws(Failure) -> Reply {
        do throws(Interruption) {
            let reply = try await session.send(probe, handsOutToken: handsOutToken).reply
            if reply.status != 0 { return reply }
            let target = session.target
            if !target.isTLS, await TLSProbe.speaksTLS(target, timeout: min(session.timeout, .seconds(5))) {
                throw Interruption.error("the server speaks TLS; write https instead of http")
            }
            throw Interruption.error(reply.text)
        } catch {
            switch error {
            case .error(let reason), .untestable(let reason), .notApplicable(let reason):
                throw Failure(description: "\(session.target.url) cannot be reached: \(reason)")
            }
        }
    }
}
