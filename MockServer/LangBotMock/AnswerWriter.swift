import HTTPCore
import JSONCore
import LangBotContract

/// Writes the answers of a profile.
struct AnswerWriter: Sendable {
    private let profile: Profile
    private let surroundings: Surroundings
    /// The paths with more than one method.
    private let sharedPaths: Set<PathTemplate>
    /// The header fields of an envelope for each occasion, made once because there are only a few.
    private let envelopeFields: [HTTPFields]

    init(_ profile: Profile, _ surroundings: Surroundings) {
        self.profile = profile
        self.surroundings = surroundings
        let paths = Dictionary(grouping: profile.endpoints, by: \.path)
        sharedPaths = Set(paths.filter { $0.value.count > 1 }.keys)
        envelopeFields = HeaderPolicy.Occasion.kinds.map { occasion in
            var fields: HTTPFields = ["Content-Type": "application/json"]
            profile.headers.apply(to: &fields, occasion)
            return fields
        }
    }

    /// The envelope of a success around its data.
    private static let (start, end) = (
        Array("{\"code\":0,\"data\":".utf8),
        Array(",\"msg\":".utf8) + JSONValue.string(DocumentedMessage.success).serialized() + Array("}".utf8)
    )

    /// The operations whose answer is a file, which their data gives as `type` and `content`, for some with a
    /// `name` to store it under.
    static let files: Set<OperationID> = [
        "file.image.get", "plugin.icon", "plugin.asset", "plugin.public_icon", "plugin.public_asset",
        "adapter.icon", "adapter.dingtalk.human_input_card_template", "adapter.dingtalk.stream_card_template",
        "file.media.get", "plugin.page_sdk", "requester.icon", "web.static",
    ]

    func success(_ data: JSONValue, _ endpoint: Endpoint, _ request: HTTPRequest) -> HTTPResponse {
        if Self.files.contains(endpoint.id) { return file(data, endpoint, request) }
        let isOpen = endpoint.credentials == .open
        guard endpoint.id == "system.health", profile.routing != .envelopes else {
            return answer(200, data.text(between: Self.start, and: Self.end), request, isOpen: isOpen)
        }
        let members = data.objectValue ?? [:]
        return envelope(status: 200, code: 0, message: DocumentedMessage.success, members, request, isOpen: isOpen)
    }

    private func file(_ data: JSONValue, _ endpoint: Endpoint, _ request: HTTPRequest) -> HTTPResponse {
        var fields: HTTPFields = ["Content-Type": data["type"]?.stringValue ?? "application/octet-stream"]
        profile.headers.apply(to: &fields, occasion(200, request, isOpen: endpoint.credentials == .open))
        if let name = data["name"]?.stringValue {
            fields.append("Content-Disposition", "attachment; filename=\(name)")
        }
        let content = data["content"]?.stringValue.flatMap(Base64URL.decode) ?? []
        return HTTPResponse(status: 200, fields: fields, body: content)
    }

    func refusal(_ error: DomainError, _ endpoint: Endpoint?, _ request: HTTPRequest) -> HTTPResponse {
        let isOpen = !hasCredential(request)
        switch profile.errors.refusal(error, endpoint) {
        case .envelope(let status, let code, let message):
            return envelope(status: status, code: code, message: message, [:], request, isOpen: isOpen)
        case .demand(let status, let code, let message, let data):
            return envelope(status: status, code: code, message: message, data: data, [:], request, isOpen: isOpen)
        case .success(let data):
            let message = DocumentedMessage.success
            return envelope(status: 200, code: 0, message: message, data: data, [:], request, isOpen: isOpen)
        case .failure(let reason): return failure(reason, request, isOpen: isOpen)
        case .report(let status, let code, let message, let data):
            let id = JSONValue.string(surroundings.uuid())
            return envelope(
                status: status,
                code: code,
                message: message,
                data: data,
                ["request_id": id],
                request,
                isOpen: isOpen
            )
        case .page(let status): return page(status, request)
        case .text(let status, let text):
            var response = HTTPResponse(status: status, fields: ["Content-Type": "text/html; charset=utf-8"])
            profile.headers.apply(to: &response.fields, occasion(status, request, isOpen: isOpen))
            response.body = Array(text.utf8)
            return response
        }
    }

    private func failure(_ reason: String, _ request: HTTPRequest, isOpen: Bool) -> HTTPResponse {
        guard profile.failures == .text else {
            return envelope(status: 500, code: -2, message: reason, [:], request, isOpen: isOpen)
        }
        let id = surroundings.uuid()
        var response = envelope(
            status: 500,
            code: "internal_error",
            message: "Internal server error",
            ["request_id": .string(id)],
            request,
            isOpen: isOpen
        )
        response.fields.append("X-Request-ID", id)
        return response
    }

    /// The answer to HEAD on paths where a release fails.
    func head(
        _ endpoint: Endpoint,
        _ request: HTTPRequest,
        _ authenticate: @autoclosure () throws(DomainError) -> Principal
    ) -> HTTPResponse? {
        guard request.method == .head, case .pages(let pages) = profile.routing, pages.failsHead,
            endpoint.credentials != .open,
            sharedPaths.contains(endpoint.path), (try? authenticate()) != nil
        else { return nil }
        return page(500, request)
    }

    /// An envelope.
    func envelope(
        status: Int,
        code: ServerCode,
        message: String,
        data: JSONValue? = nil,
        _ request: HTTPRequest
    ) -> HTTPResponse {
        let isOpen = !hasCredential(request)
        return envelope(status: status, code: code, message: message, data: data, [:], request, isOpen: isOpen)
    }

    /// The answer to a request that the engine could not read.
    func refusal(_ refusal: HTTPRefusal) -> HTTPResponse {
        if profile.routing != .envelopes, case .bodyTooLarge = refusal {
            // In releases, a handler runs into the limit and reports it as an internal failure.
            return failure("413 Request Entity Too Large", HTTPRequest(.post, "/"), isOpen: false)
        }
        let message = "The request cannot be read: \(refusal)"
        let code: ServerCode = refusal.status >= 500 ? -2 : -1
        return envelope(status: refusal.status, code: code, message: message, [:], nil, isOpen: true)
    }

    private func hasCredential(_ request: HTTPRequest) -> Bool {
        SubmittedCredential(request.fields) != .none
    }

    private func occasion(_ status: Int, _ request: HTTPRequest?, isOpen: Bool) -> HeaderPolicy.Occasion {
        HeaderPolicy.Occasion(
            status: status,
            // A 401 is for a credential exactly if the request had one.
            hasCredential: status == 401 && !isOpen,
            isOpen: isOpen,
            hasOrigin: request?.fields.contains("origin") ?? false
        )
    }

    private func envelope(
        status: Int,
        code: ServerCode,
        message: String,
        data: JSONValue? = nil,
        _ members: JSONObject,
        _ request: HTTPRequest?,
        isOpen: Bool
    ) -> HTTPResponse {
        var body: [UInt8] = []
        body.reserveCapacity(256)
        body.append(contentsOf: "{\"code\":".utf8)
        switch code {
        case .number(let number): body.append(contentsOf: String(number).utf8)
        case .text(let text): JSONValue.writeString(text, to: &body)
        }
        if let data {
            body.append(contentsOf: ",\"data\":".utf8)
            data.append(to: &body)
        }
        body.append(contentsOf: ",\"msg\":".utf8)
        JSONValue.writeString(message, to: &body)
        for (name, value) in members {
            body.append(UInt8(ascii: ","))
            JSONValue.writeString(name, to: &body)
            body.append(UInt8(ascii: ":"))
            value.append(to: &body)
        }
        body.append(UInt8(ascii: "}"))
        return answer(status, body, request, isOpen: isOpen)
    }

    private func answer(_ status: Int, _ body: [UInt8], _ request: HTTPRequest?, isOpen: Bool) -> HTTPResponse {
        let occasion = occasion(status, request, isOpen: isOpen)
        return HTTPResponse(status: status, fields: envelopeFields[occasion.kind], body: body)
    }
}

extension AnswerWriter {
    /// The answer if path and method match no operation.
    func unrouted(_ route: Router.Route, _ request: HTTPRequest) -> HTTPResponse {
        switch profile.routing {
        case .envelopes: envelope(route, request)
        case .pages(let pages): page(route, pages, request)
        }
    }

    private func envelope(_ route: Router.Route, _ request: HTTPRequest) -> HTTPResponse {
        switch route {
        case .options(let allowed): return options(204, allowed, request)
        case .methodNotAllowed(let allowed):
            var response = refusal(.methodNotAllowed, nil, request)
            response.fields.append("Allow", allowed.joined(separator: ", "))
            return response
        case .unknown, .operation: return refusal(.unknownPath, nil, request)
        }
    }

    /// For GET, every path also belongs to the web interface.
    private func page(_ route: Router.Route, _ pages: RoutingStyle.Pages, _ request: HTTPRequest) -> HTTPResponse {
        let own: [String] =
            switch route {
            case .options(let allowed), .methodNotAllowed(let allowed): allowed
            case .unknown, .operation: []
            }
        let allowed = Set(own + ["GET", "HEAD", "OPTIONS"]).sorted()
        switch request.method {
        case .get, .head: return page(request.path.hasPrefix("/api/") ? pages.unknown : 200, request)
        case .options: return options(200, allowed, request)
        default:
            var response = page(405, request)
            response.fields.append("Allow", allowed.joined(separator: ", "))
            return response
        }
    }

    private func page(_ status: Int, _ request: HTTPRequest) -> HTTPResponse {
        var response = Page.of(status)
        profile.headers.apply(to: &response.fields, occasion(status, request, isOpen: true))
        return response
    }

    private func options(_ status: Int, _ allowed: [String], _ request: HTTPRequest) -> HTTPResponse {
        var fields: HTTPFields = ["Allow": allowed.joined(separator: ", ")]
        if status == 200 { fields.append("Content-Type", "text/html; charset=utf-8") }
        profile.headers.apply(to: &fields, occasion(status, request, isOpen: true))
        let requested = request.fields["access-control-request-headers"]
        profile.headers.applyPreflight(to: &fields, allowed: allowed, requested: requested)
        return HTTPResponse(status: status, fields: fields)
    }
}
