import JSONCore
import LangBotContract

/// What a profile puts into the answers that its operations' rows describe.
protocol AnswerSource {
    /// A resource in an answer; some show less in lists.
    func record(_ resource: Resource, isListed: Bool) -> JSONSchema
    /// The data of an operation whose row leaves it to the profile.
    func derived(_ operation: OperationID) -> JSONSchema
}

extension AnswerSource {
    /// The schema of an operation's `data`.
    func data(_ endpoint: Endpoint) -> JSONSchema {
        switch endpoint.data {
        case .schema(let schema): schema
        case .one(let resource): .object([(resource.singular, record(resource, isListed: false))])
        case .list(let resource): .object([(resource.plural, .list(record(resource, isListed: true)))])
        case .derived: derived(endpoint.id)
        case .file: .binary
        case .foreign: .stored
        }
    }
}

/// The answers of a profile's operations, as the "Responses Object" of OpenAPI.
struct AnswerSchemas {
    private let profile: Profile
    private let traits: Traits?
    private let source: any AnswerSource

    init(_ profile: Profile) {
        self.profile = profile
        traits = Release(rawValue: profile.name).map(Traits.init)
        source = traits.map(ReleaseAnswers.init) ?? DocumentedAnswers(traits: profile.traits)
    }

    func statuses(_ endpoint: Endpoint) -> [Int] {
        traits.map { AnswerStatuses.release(endpoint, $0) } ?? AnswerStatuses.documented(endpoint)
    }

    func responses(_ endpoint: Endpoint) -> JSONObject {
        let statuses = Set(statuses(endpoint) + pages(endpoint))
        return JSONObject(statuses.sorted().map { ("\($0)", .object(response($0, endpoint))) })
    }

    private func response(_ status: Int, _ endpoint: Endpoint) -> JSONObject {
        var response: JSONObject = ["description": .string(Self.descriptions[status] ?? "")]
        let headers = headers(status, endpoint)
        if !headers.isEmpty { response["headers"] = .object(headers) }
        response["content"] = .object(content(status, endpoint))
        if status == 200, let links = ResourceLinks.links(endpoint, profile.endpoints) {
            response["links"] = .object(links)
        }
        return response
    }

    private func content(_ status: Int, _ endpoint: Endpoint) -> JSONObject {
        func media(_ schema: JSONSchema) -> JSONValue { ["schema": schema.json] }
        if endpoint.id == "file.image.get", status == 200 {
            return JSONObject(Behaviour.imageMediaTypes.map { ($0, media(.binary)) })
        }
        if endpoint.data == .foreign { return ["application/json": media(source.data(endpoint))] }
        if AnswerWriter.files.contains(endpoint.id), status == 200 { return ["*/*": media(.binary)] }
        if case .file(let type) = endpoint.data, status == 200 {
            var content: JSONObject = [type: media(.binary)]
            content["application/json"] = refusal(with: endpoint).map(media)
            return content
        }
        var content: JSONObject = [:]
        let missesWithPage = missesWithPage(endpoint)
        if AnswerWriter.files.contains(endpoint.id), !missesWithPage, status == 404 {
            content["text/html"] = media(.text)
        }
        if statuses(endpoint).contains(status), !missesWithPage || status != 404 {
            content["application/json"] = media(status == 200 ? success(endpoint) : .reference(Self.name(status)))
        }
        // What is missing or wrong of a file's kind may be told in that kind.
        if case .file(let type) = endpoint.data, [400, 404].contains(status) { content[type] = media(.binary) }
        if pages(endpoint).contains(status) { content["text/html"] = media(.text) }
        return content
    }

    /// The statuses of HTML pages: for a missing image, and for a path segment that should be a number but is not, which
    /// matches no operation.
    private func pages(_ endpoint: Endpoint) -> [Int] {
        guard case .pages(let pages) = profile.routing else { return [] }
        if missesWithPage(endpoint) { return [404] }
        let isNumbered = endpoint.path.segments.contains { if case .integer = $0 { true } else { false } }
        guard isNumbered else { return [] }
        return endpoint.method == .get ? [pages.unknown] : [405]
    }

    private func missesWithPage(_ endpoint: Endpoint) -> Bool {
        if case .page = endpoint.missing { true } else { false }
    }

    private func success(_ endpoint: Endpoint) -> JSONSchema {
        let code = ("code", JSONSchema.only(0))
        let message = ("msg", JSONSchema.only(.string(DocumentedMessage.success)))
        guard let traits else {
            return .object([code, message, ("data", source.data(endpoint))])
        }
        if endpoint.id == "system.health" {
            return .object([code, message] + (traits.hasWorkspaces ? [("resources", .mapping)] : []))
        }
        let envelope = JSONSchema.object([code, message, ("data", source.data(endpoint))])
        return .any(of: [envelope] + [refusal(with: endpoint)].compactMap(\.self))
    }

    /// A refusal that has status 200; nil for operations without one.
    private func refusal(with endpoint: Endpoint) -> JSONSchema? {
        let codes = endpoint.codesOfRefusalsWith200.map(JSONValue.integer)
        return codes.isEmpty ? nil : .object([("code", JSONSchema(["enum": .array(codes)])), ("msg", .text)])
    }

    private func headers(_ status: Int, _ endpoint: Endpoint) -> JSONObject {
        func header(_ description: JSONValue, _ schema: JSONSchema, required: Bool = true) -> JSONValue {
            ["description": description, "required": .bool(required), "schema": schema.json]
        }
        var headers: JSONObject = [:]
        if profile.headers.forbidsSniffing {
            headers["X-Content-Type-Options"] = header("Disables MIME type sniffing", .only("nosniff"))
        }
        if profile.headers.forbidsStoring, endpoint.credentials != .open || status == 401 {
            headers["Cache-Control"] = header("Authenticated answers are not stored", .only("no-store"))
        }
        if profile.headers.challenges, status == 401 {
            let challenge = JSONSchema(["type": "string", "pattern": "^Bearer realm=\"LangBot\""])
            headers["WWW-Authenticate"] = header("How to authenticate", challenge)
        }
        if status == 500, profile.failures == .text {
            headers["X-Request-ID"] = header("The request_id in the content", .uuid, required: false)
        }
        return headers
    }

    /// The name of the error schema for a status.
    private static func name(_ status: Int) -> String { "Status\(status)" }

    private static let descriptions = [
        200: "The result", 400: "The request is invalid", 401: "The credential is missing or invalid",
        403: "The key lacks a permission", 404: "The resource does not exist", 405: "The path does not exist",
        409: "The resource already exists", 415: "The media type is not supported",
        429: "There were too many attempts, or too much is under way",
        500: "The server fails",
        503: "A part of the installation is not available",
    ]

    /// The error schemas, by status.
    var components: JSONObject {
        var used = Set(profile.endpoints.flatMap(statuses))
        used.remove(200)
        return JSONObject(used.sorted().map { (Self.name($0), refusal($0).json) })
    }

    private func refusal(_ status: Int) -> JSONSchema {
        let codes = profile.failures == .text ? Self.textCodes[status] ?? [-1] : Self.numericCodes[status] ?? [-1]
        let envelope = JSONSchema.object([("code", JSONSchema(["enum": .array(codes)])), ("msg", .text)])
        if status == 400, traits?.reportsUnusableBots == true {
            let data = JSONSchema.object(["uuid": .uuid])
            let report = JSONSchema.object([
                "code": .only("bot_apply_failed"), "data": data, "msg": .text, "request_id": .uuid,
            ])
            return .any(of: [envelope, report])
        }
        if status == 401, traits?.hasPasskeys == true {
            let demand = JSONSchema.object([
                "code": .only("totp_required"), "data": .object(["challenge_token": .text]), "msg": .text,
            ])
            return .any(of: [envelope, demand])
        }
        guard status == 500, profile.failures == .text else { return envelope }
        let failure = JSONSchema.object([
            "code": .only("internal_error"), "msg": .only("Internal server error"), "request_id": .uuid,
        ])
        return .any(of: [failure, envelope])
    }

    private static let numericCodes: [Int: [JSONValue]] = [
        400: [-1, 400], 403: [-1, 403], 404: [-1, 404], 500: [-1, -2],
    ]

    /// Since 4.10 most errors have names instead of numbers.
    private static let textCodes: [Int: [JSONValue]] = [
        400: [
            -1, "invalid_api_key", "invalid_expiry", "invalid_bot_config", "invalid_language", "invalid_request",
            "model_test_failed", 400, "already_a_member", "invalid_password", "invitation_email_mismatch",
            "invitation_role_invalid",
            "invitation_expired", "invitation_invalid", "invitation_revoked", "invitation_used", "last_owner_required",
            "membership_not_found", "totp_invalid_code", "invalid_input", "model_unavailable",
        ],
        401: [-1, "invalid_authentication", "account_exists_login_required", "totp_invalid_code"],
        403: ["permission_denied", 403, -1, "edition_limit", "totp_invalid_code"],
        404: [-1, 404, "resource_not_found", "account_not_found", "totp_not_enrolled", "conversation_not_found"],
        409: [
            -1, "account_exists_login_required", "invitation_logout_required", "totp_already_enrolled", "stale_turn",
            "conversation_full",
        ],
        429: [-1, "busy"], 503: [-1, "model_unavailable"],
    ]
}
