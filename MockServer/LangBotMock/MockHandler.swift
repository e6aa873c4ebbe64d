import Foundation
import HTTPCore
import LangBotContract

/// Puts an application behind a server, and tells of each request.
struct MockHandler: HTTPHandler {
    let application: Application
    let onRequest: (@Sendable (String) -> Void)?

    func admit(_ head: HTTPRequest) -> HTTPResponse? {
        timed(head) { application.refusalUnread(head) }
    }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        if let response = timed(request, { application.answer(request) }) { exchange.respond(response) }
    }

    func refuse(_ refusal: HTTPRefusal) -> HTTPResponse {
        onRequest?("- - \(refusal.status) \(refusal)")
        return application.response(to: refusal)
    }

    private func timed(_ request: HTTPRequest, _ body: () -> Application.Answer?) -> HTTPResponse? {
        guard let onRequest else { return body()?.response }
        let clock = ContinuousClock()
        let start = clock.now
        guard let answer = body() else { return nil }
        let microseconds = (clock.now - start).components.attoseconds / 1_000_000_000_000
        let operation = answer.operation?.rawValue ?? "-"
        let time = "\(microseconds / 1000).\(microseconds / 100 % 10) ms"
        onRequest("\(request.method) \(Self.shown(request.path)) \(answer.response.status) \(operation) \(time)")
        return answer.response
    }

    /// The path without its query and without what looks like a key, since either may hold a credential.
    private static func shown(_ path: Substring) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            segment.contains("lbk_") || segment.hasPrefix("eyJ") ? "***" : String(segment)
        }.joined(separator: "/")
    }
}
