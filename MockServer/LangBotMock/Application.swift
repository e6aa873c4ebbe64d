package import HTTPCore
import JSONCore
package import LangBotContract

/// A LangBot without a socket, from request to answer.
package final class Application: Sendable {
    package let profile: Profile
    private let router: Router
    private let surroundings: Surroundings
    private let worlds: WorldStore
    private let writer: AnswerWriter

    init(profile: Profile, worlds: WorldStore, surroundings: Surroundings) {
        self.profile = profile
        self.surroundings = surroundings
        self.worlds = worlds
        router = Router(profile.endpoints)
        writer = AnswerWriter(profile, surroundings)
    }

    /// The answer to a request, and its operation.
    package struct Answer: Sendable {
        package let response: HTTPResponse
        package let operation: OperationID?
    }

    /// Answers a request.
    package func answer(_ request: HTTPRequest) -> Answer {
        let route = route(request)
        guard case .operation(let endpoint, let parameters) = route else {
            return Answer(response: writer.unrouted(route, request), operation: nil)
        }
        if let response = writer.head(endpoint, request, try principal(request, endpoint)) {
            return Answer(response: response, operation: endpoint.id)
        }
        let response: HTTPResponse
        do throws(DomainError) {
            let data = try perform(request, endpoint, parameters)
            response = writer.success(data, endpoint, request)
        } catch {
            response = writer.refusal(error, endpoint, request)
        }
        return Answer(response: response, operation: endpoint.id)
    }

    /// The answer to a request that is refused whatever its content; nil if the content is needed.
    package func refusalUnread(_ head: HTTPRequest) -> Answer? {
        guard case .operation(let endpoint, _) = route(head) else { return answer(head) }
        do throws(DomainError) {
            try principal(head, endpoint)
            return nil
        } catch {
            return Answer(response: writer.refusal(error, endpoint, head), operation: endpoint.id)
        }
    }

    /// The answer to a request that the server could not read.
    package func response(to refusal: HTTPRefusal) -> HTTPResponse { writer.refusal(refusal) }

    /// Methods are case-sensitive (RFC 9110, section 9.1), but not in the framework of the releases.
    private func route(_ request: HTTPRequest) -> Router.Route {
        let method = request.method.rawValue
        if profile.routing == .envelopes { return router.route(method, request.path) }
        // That framework also decodes a path before it splits it.
        return router.route(method.uppercased(), PercentEncoding.decodedOnce(request.path))
    }

    private func principal(_ request: HTTPRequest, _ endpoint: Endpoint) throws(DomainError) {
        let now = surroundings.now()
        let result = worlds.withBase { world in
            Result { [profile] () throws(DomainError) in
                _ = try profile.authenticator.principal(request.fields, endpoint, &world, now)
            }
        }
        try result.get()
    }

    /// The operation that a request is routed to.
    package func operation(of request: HTTPRequest) -> OperationID? {
        if case .operation(let endpoint, _) = route(request) { endpoint.id } else { nil }
    }

    /// An envelope in the profile's style.
    func envelope(status: Int, code: Int, message: String, _ request: HTTPRequest) -> HTTPResponse {
        writer.envelope(status: status, code: .number(Int64(code)), message: message, request)
    }

    private func perform(
        _ request: HTTPRequest,
        _ endpoint: Endpoint,
        _ parameters: [String: String]
    ) throws(DomainError) -> JSONValue {
        let now = surroundings.now()
        return try worlds.perform(changes: endpoint.method != .get) { world throws(DomainError) in
            try profile.authenticator.principal(request.fields, endpoint, &world, now)
        } _: { world, principal throws(DomainError) in
            guard let handler = profile.handlers[endpoint.id] else { throw .unknownPath }
            let call = Call(
                endpoint: endpoint,
                parameters: parameters,
                query: PercentEncoding.query(request.query),
                content: try endpoint.content.read(request),
                principal: principal,
                surroundings: surroundings,
                version: profile.version
            )
            return try handler(&world, call)
        }
    }
}
