import Foundation

/// The head that buffered and streamed answers share.
protocol ResponseWithHead: Sendable {
    var status: Int { get }
    var headers: HTTPHeaders { get }
}

extension TransportResponse: ResponseWithHead {}
extension TransportStream: ResponseWithHead {}

extension ClientCore {
    typealias Step<Response> = @Sendable (TransportRequest) async throws -> Response

    /// Sends a request through the middlewares, and again for each allowed redirect.
    func exchange<Response: ResponseWithHead>(
        _ attempt: Attempt,
        _ chain: (AttemptContext, @escaping Step<TransportRequest>) -> Step<Response>
    ) async throws -> Response {
        let context = AttemptContext(call: attempt.call, attempt: attempt.number)
        let send = chain(context) { try authorized($0, attempt.credential, sameAs: attempt.request.url) }
        var request = attempt.request
        var followed = 0
        while true {
            let response = try await send(request)
            guard Self.redirects.contains(response.status) else { return response }
            guard let location = response.headers["Location"] else {
                let detail = "the server redirects without saying where (there is no Location)"
                throw LangBotError(.unexpectedResponse, status: response.status, detail: detail)
            }
            request.url = try target(of: location, response.status, request, followed: followed)
            followed += 1
        }
    }

    /// The way of a buffered answer.
    func buffered(_ context: AttemptContext, _ authorize: @escaping Step<TransportRequest>) -> Step<TransportResponse> {
        let innermost: Step<TransportResponse> = { try await transport.send(authorize($0)) }
        return configuration.middlewares.reversed().reduce(innermost) { next, middleware in
            { try await middleware.intercept($0, context: context, next: next) }
        }
    }

    /// The way of a streamed answer.
    func streamed(_ context: AttemptContext, _ authorize: @escaping Step<TransportRequest>) -> Step<TransportStream> {
        let innermost: Step<TransportStream> = { try await transport.stream(authorize($0)) }
        let outermost = configuration.middlewares.reversed().reduce(innermost) { next, middleware in
            { try await middleware.interceptStream($0, context: context, next: next) }
        }
        return { request in
            // The client's deadline ends with the head; a transport's timer would count each pause after it too.
            var unlimited = request
            unlimited.timeout = nil
            return try await outermost(unlimited)
        }
    }

    private static let maximumRedirects = 5

    /// The request with the credential, provided that it still goes to the client's own server.
    private func authorized(
        _ request: TransportRequest,
        _ credential: AppliedCredential,
        sameAs url: URL
    ) throws -> TransportRequest {
        guard request.url == url || Origin(request.url) == base.origin else {
            throw LangBotError(
                .invalidRequest,
                detail: "a middleware changed the URL to another server; use a client for that server"
            )
        }
        var request = request
        credential.apply(to: &request.headers)
        return request
    }

    private static let redirects: Set<Int> = [301, 302, 303, 307, 308]

    private func target(
        of location: String,
        _ status: Int,
        _ request: TransportRequest,
        followed: Int
    ) throws -> URL {
        var error = LangBotError(.redirectRefused, status: status)
        error.location = location
        let target = URL(string: location, relativeTo: request.url)?.absoluteURL
        if target == request.url.absoluteURL {
            error.detail = "it redirects to itself"
            throw error
        }
        let isRead = request.method == .get || request.method == .head
        guard configuration.redirects == .sameOrigin, isRead, let target, Origin(target) == base.origin else {
            throw error
        }
        guard followed < Self.maximumRedirects else {
            error.detail = "gave up after \(followed) redirects"
            throw error
        }
        return target
    }
}
