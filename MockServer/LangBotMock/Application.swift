import Foundation
package import HTTPCore
import JSONCore
package import LangBotContract

/// A LangBot without a socket, from request to answer.
package final class Application: Sendable {
    package let profile: Profile
    private let router: Router
    private let surroundings: Surroundings
    let outside: Outside
    /// The web interface, which has all paths that are no operation's.
    private let webInterface: WebInterface?
    private let worlds: WorldStore
    private let writer: AnswerWriter

    init(
        profile: Profile,
        worlds: WorldStore,
        surroundings: Surroundings,
        outside: Outside,
        webInterface: WebInterface? = nil
    ) {
        self.profile = profile
        self.outside = outside
        self.surroundings = surroundings
        self.worlds = worlds
        self.webInterface = webInterface
        router = Router(profile.endpoints)
        writer = AnswerWriter(profile, surroundings)
    }

    /// The answer to a request, and its operation.
    package struct Answer: Sendable {
        package let response: HTTPResponse
        package let operation: OperationID?
        /// The content, where it arrives piece by piece after the head.
        package var stream: AsyncStream<[UInt8]>?

        /// The answer once all of its content has arrived.
        package func whole() async -> HTTPResponse {
            guard let stream else { return response }
            var response = response
            for await piece in stream { response.body += piece }
            return response
        }
    }

    /// The answer to a request; nil if it must be waited for, with ``liveAnswer(_:)``.
    package func promptAnswer(_ request: HTTPRequest) -> Answer? {
        if isForMCP(request) { return nil }
        let route = route(request)
        if case .operation(let endpoint, _) = route, profile.liveHandlers[endpoint.id] != nil { return nil }
        return answer(request, route)
    }

    private func answer(_ request: HTTPRequest, _ route: Router.Route, isTraced: Bool = true) -> Answer {
        guard case .operation(let endpoint, let parameters) = route else {
            return Answer(response: page(request) ?? writer.unrouted(route, request), operation: nil)
        }
        if let response = writer.head(endpoint, request, try principal(request, endpoint)) {
            return Answer(response: response, operation: endpoint.id)
        }
        let response: HTTPResponse
        do throws(DomainError) {
            let data = try perform(request, endpoint, parameters, isTraced: isTraced)
            response = writer.success(data, endpoint, request)
        } catch {
            response = writer.refusal(error, endpoint, request)
        }
        return Answer(response: response, operation: endpoint.id)
    }

    private func page(_ request: HTTPRequest) -> HTTPResponse? {
        guard let webInterface, profile.routing != .envelopes, [.get, .head].contains(request.method),
            !request.path.hasPrefix("/api/")
        else { return nil }
        return webInterface.answer(request.path)
    }

    /// The answer to a request that is refused whatever its content; nil if the content is needed.
    package func refusalUnread(_ head: HTTPRequest) -> Answer? {
        if isForMCP(head) { return nil }
        let route = route(head)
        guard case .operation(let endpoint, _) = route else { return answer(head, route) }
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
    func route(_ request: HTTPRequest) -> Router.Route {
        if profile.routing == .envelopes { return router.route(request.method.rawValue, request.path) }
        let method = isHandshake(request) ? Operation.Method.webSocket.rawValue : request.method.rawValue
        // That framework also decodes a path before it splits it.
        let path = PercentEncoding.decodedOnce(request.path)
        // It also takes any number of slashes at the start for one.
        return router.route(method.uppercased(), path.hasPrefix("//") ? "/\(path.drop { $0 == "/" })" : path)
    }

    @discardableResult
    private func principal(_ request: HTTPRequest, _ endpoint: Endpoint) throws(DomainError) -> Principal {
        let now = surroundings.now()
        let result = worlds.withBase { world in
            Result { [profile] () throws(DomainError) in
                try profile.authenticator.principal(request.fields, endpoint, &world, now)
            }
        }
        return try result.get()
    }

    /// The operation that a request is routed to.
    package func operation(of request: HTTPRequest) -> OperationID? {
        if isForMCP(request) { return Self.mcpOperation }
        return if case .operation(let endpoint, _) = route(request) { endpoint.id } else { nil }
    }

    /// The operation of the profile with that name.
    func endpoint(_ operation: OperationID) -> Endpoint? { profile.endpoints.first { $0.id == operation } }

    /// The number of the key with that secret, if it is valid.
    func keyNumber(_ secret: String) -> Int64? {
        let now = surroundings.now()
        return worlds.withBase { $0.key(secret: secret, at: now) }
    }

    /// The permissions of a key; nil if it has all.
    func scopes(ofKey number: Int64) -> [Permission]? { worlds.withBase { $0.keys[number]?.scopes } }

    /// An envelope in the profile's style.
    func envelope(status: Int, code: ServerCode, message: String, _ request: HTTPRequest) -> HTTPResponse {
        writer.envelope(status: status, code: code, message: message, request)
    }

    /// The envelope of a success, whatever the operation.
    func success(_ data: JSONValue, _ request: HTTPRequest) -> HTTPResponse {
        writer.envelope(status: 200, code: 0, message: DocumentedMessage.success, data: data, request)
    }

    private func perform(
        _ request: HTTPRequest,
        _ endpoint: Endpoint,
        _ parameters: [String: String],
        isTraced: Bool
    ) throws(DomainError) -> JSONValue {
        let now = surroundings.now()
        return try worlds.perform(changes: endpoint.method != .get) { world throws(DomainError) in
            try profile.authenticator.principal(request.fields, endpoint, &world, now)
        } _: { world, principal throws(DomainError) in
            guard let handler = profile.handlers[endpoint.id] else { throw .unknownPath }
            let trace = isTraced ? trace(request, endpoint, parameters, principal, world) : nil
            let result = Result { () throws(DomainError) -> JSONValue in
                try handler(&world, call(request, endpoint, parameters, principal))
            }
            trace?.keep(result.failure, &world)
            return try result.get()
        }
    }

    func call(
        _ request: HTTPRequest,
        _ endpoint: Endpoint,
        _ parameters: [String: String],
        _ principal: Principal
    ) throws(DomainError) -> Call {
        Call(
            endpoint: endpoint,
            parameters: parameters,
            query: PercentEncoding.query(request.query),
            queryText: request.query,
            fields: request.fields,
            content: try endpoint.content.read(request),
            bytes: request.body,
            principal: principal,
            surroundings: surroundings,
            version: profile.version
        )
    }
}

/// Operations that wait for something outside their world.
extension Application {
    /// The world of a caller, for what waits.
    func live(_ principal: Principal) -> LiveWorld { LiveWorld(worlds, principal, outside, surroundings) }

    /// Answers a request that may wait.
    ///
    /// - Parameter isTraced: whether the operation log may keep it, which it does not of what MCP clients do.
    package func liveAnswer(_ request: HTTPRequest, isTraced: Bool = true) async -> Answer {
        if isForMCP(request) { return await mcpAnswer(request) }
        let route = route(request)
        guard case .operation(let endpoint, let parameters) = route, let handler = profile.liveHandlers[endpoint.id]
        else { return answer(request, route, isTraced: isTraced) }
        if let response = writer.head(endpoint, request, try principal(request, endpoint)) {
            return Answer(response: response, operation: endpoint.id)
        }
        do throws(DomainError) {
            let principal = try principal(request, endpoint)
            let call = try call(request, endpoint, parameters, principal)
            switch try await isTraced ? traced(handler, request, call) : handler(live(principal), call) {
            case .data(let data):
                return Answer(response: writer.success(data, endpoint, request), operation: endpoint.id)
            case .response(let response): return Answer(response: response, operation: endpoint.id)
            case .stream(let head, let stream):
                return Answer(response: head, operation: endpoint.id, stream: stream)
            }
        } catch {
            return Answer(response: writer.refusal(error, endpoint, request), operation: endpoint.id)
        }
    }

    /// Answers any request, with the whole content; holds up the calling thread, which must be none of Swift's own.
    package func blockingAnswer(_ request: HTTPRequest) -> Answer {
        if let answer = promptAnswer(request) { return answer }
        let done = DispatchSemaphore(value: 0)
        let result = Locked(Answer(response: HTTPResponse(status: 500), operation: nil))
        Task {
            let answer = await liveAnswer(request)
            let whole = Answer(response: await answer.whole(), operation: answer.operation)
            result.withLock { $0 = whole }
            done.signal()
        }
        done.wait()
        return result.withLock { $0 }
    }
}

/// The operation log.
extension Application {
    /// What observes an operation for the log; nil if nothing is kept of it.
    private func trace(
        _ request: HTTPRequest,
        _ endpoint: Endpoint,
        _ parameters: [String: String],
        _ principal: Principal,
        _ world: World
    ) -> OperationTrace? {
        // The change that begins to keep something is kept itself.
        guard world.operations.isActive || endpoint.id == "settings.governance.update",
            OperationTrace.observes(endpoint, principal),
            let call = try? call(request, endpoint, parameters, principal)
        else { return nil }
        return OperationTrace(profile, request, call, world)
    }

    /// Carries out an operation that waits, and keeps it in the log.
    private func traced(
        _ handler: LiveHandler,
        _ request: HTTPRequest,
        _ call: Call
    ) async throws(DomainError) -> LiveReply {
        let live = live(call.principal)
        let world = live.now
        guard world.operations.isActive, OperationTrace.observes(call.endpoint, call.principal) else {
            return try await handler(live, call)
        }
        let trace = OperationTrace(profile, request, call, world)
        let result: Result<LiveReply, DomainError>
        do throws(DomainError) {
            result = .success(try await handler(live, call))
        } catch {
            result = .failure(error)
        }
        try live.change { world throws(DomainError) in trace.keep(result.failure, &world) }
        return try result.get()
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
