package import HTTPCore
import JSONCore
package import LangBotContract

/// A LangBot without a socket: requests in, answers out.
package final class Application: Sendable {
    package let profile: Profile
    private let router: Router
    private let authenticator = Authenticator()
    private let surroundings: Surroundings
    private let world: Locked<World>

    init(profile: Profile, world: World, surroundings: Surroundings) {
        self.profile = profile
        self.surroundings = surroundings
        self.world = Locked(world)
        router = Router(profile.operations)
    }

    /// What a request was answered, and which operation it was.
    package struct Answer: Sendable {
        package let response: HTTPResponse
        package let operation: OperationID?
    }

    /// Answers a request.
    package func answer(_ request: HTTPRequest) -> Answer {
        let credential = SubmittedCredential(request.fields, profile.grammar)
        switch router.route(request.method.rawValue, request.path) {
        case .unknown: return Answer(response: refusal(.unknownPath, credential), operation: nil)
        case .options(let allowed): return Answer(response: options(allowed), operation: nil)
        case .methodNotAllowed(let allowed):
            var response = refusal(.methodNotAllowed, credential)
            response.fields.append("Allow", allowed.joined(separator: ", "))
            return Answer(response: response, operation: nil)
        case .operation(let operation, let parameters):
            let response = answer(request, operation, parameters, credential)
            return Answer(response: response, operation: operation.id)
        }
    }

    /// The answer to a request that will be refused whatever its content is.
    package func refusalUnread(_ head: HTTPRequest) -> Answer? {
        guard case .operation(let operation, _) = router.route(head.method.rawValue, head.path) else {
            return answer(head)
        }
        let credential = SubmittedCredential(head.fields, profile.grammar)
        let now = surroundings.now()
        do throws(DomainError) {
            _ = try principal(credential, operation, now)
            return nil
        } catch {
            return Answer(response: refusal(error, credential), operation: operation.id)
        }
    }

    private func principal(
        _ credential: SubmittedCredential,
        _ operation: Operation,
        _ now: Timestamp
    ) throws(DomainError) -> Principal {
        let result = world.withLock { world in
            Result { [authenticator] () throws(DomainError) in
                try authenticator.principal(credential, for: operation, in: world, at: now)
            }
        }
        return try result.get()
    }

    /// Words a refusal of the server's own.
    package func response(to refusal: HTTPRefusal) -> HTTPResponse {
        let message = "The request cannot be read: \(refusal)"
        let code: Int64 = refusal.status >= 500 ? -2 : -1
        return envelope(status: refusal.status, code: code, message: message, data: nil, .none, isOpen: true)
    }

    private func answer(
        _ request: HTTPRequest,
        _ operation: Operation,
        _ parameters: [String: String],
        _ credential: SubmittedCredential
    ) -> HTTPResponse {
        do throws(DomainError) {
            let data = try perform(request, operation, parameters, credential)
            return envelope(
                status: 200,
                code: 0,
                message: DocumentedMessage.success,
                data: data,
                credential,
                isOpen: operation.credentials == .open
            )
        } catch {
            return refusal(error, credential)
        }
    }

    private func perform(
        _ request: HTTPRequest,
        _ operation: Operation,
        _ parameters: [String: String],
        _ credential: SubmittedCredential
    ) throws(DomainError) -> JSONValue {
        let now = surroundings.now()
        let result = world.withLock { world in
            Result { [authenticator, profile, surroundings] () throws(DomainError) -> JSONValue in
                let principal = try authenticator.principal(credential, for: operation, in: world, at: now)
                let (body, upload) = try BodyPolicy.of(operation).read(request)
                guard let handler = HandlerTable.handlers[operation.id] else { throw .unknownPath }
                let call = Call(
                    operation: operation,
                    parameters: parameters,
                    query: PercentEncoding.query(request.query),
                    body: body,
                    upload: upload,
                    principal: principal,
                    surroundings: surroundings,
                    version: profile.version
                )
                return try handler(&world, call)
            }
        }
        return try result.get()
    }

    private func refusal(_ error: DomainError, _ credential: SubmittedCredential) -> HTTPResponse {
        let answer = profile.errors.answer(error)
        return envelope(
            status: answer.status,
            code: answer.code,
            message: answer.message,
            data: nil,
            credential,
            isOpen: credential == .none
        )
    }

    private func options(_ allowed: [String]) -> HTTPResponse {
        var fields: HTTPFields = ["Allow": allowed.joined(separator: ", ")]
        profile.headers.apply(to: &fields, status: 204, credential: .none, isOpen: true)
        profile.headers.applyPreflight(to: &fields, allowed: allowed)
        return HTTPResponse(status: 204, fields: fields)
    }

    private func envelope(
        status: Int,
        code: Int64,
        message: String,
        data: JSONValue?,
        _ credential: SubmittedCredential,
        isOpen: Bool
    ) -> HTTPResponse {
        var body = Array("{\"code\":\(code),".utf8)
        if let data {
            body.append(contentsOf: "\"data\":".utf8)
            data.append(to: &body)
            body.append(UInt8(ascii: ","))
        }
        body.append(contentsOf: "\"msg\":".utf8)
        JSONValue.writeString(message, to: &body)
        body.append(UInt8(ascii: "}"))
        var fields: HTTPFields = ["Content-Type": "application/json"]
        profile.headers.apply(to: &fields, status: status, credential: credential, isOpen: isOpen)
        return HTTPResponse(status: status, fields: fields, body: body)
    }
}
