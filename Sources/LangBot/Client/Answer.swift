import Foundation

/// A successful response, and accessors for its data.
struct Answer: Sendable {
    let response: TransportResponse
    let envelope: JSONObject
    private let attempt: Attempt

    /// Reads the envelope `{"code": 0, "msg": "ok", "data": …}`; both status and code must report success.
    init(_ response: TransportResponse, _ attempt: Attempt) throws {
        self.response = response
        self.attempt = attempt
        envelope = try Self.envelope(of: response, attempt.operation)
    }

    private static func envelope(of response: TransportResponse, _ operation: APIOperation) throws -> JSONObject {
        let parsed: JSONValue
        do {
            parsed = try JSONParser.parse(response.body)
        } catch {
            throw LangBotError(noEnvelope: response, error)
        }
        guard let envelope = parsed.objectValue else { throw LangBotError(noEnvelope: response, nil) }
        let code = LangBotError.ServerCode(envelope["code"])
        let isSuccess = (200..<300).contains(response.status)
        if isSuccess, code == .number(0) { return envelope }
        var error =
            isSuccess && code == nil
            ? LangBotError(noEnvelope: response, nil)
            : LangBotError(.init(status: response.status, serverCode: code, refusal: operation.refusal), response)
        if isSuccess, case .text(let text)? = code, Double(text) == 0 {
            error.code = .unexpectedResponse
            error.detail = "its code is \"\(text)\" and not the number 0, which would mean success"
        }
        error.serverCode = code
        error.serverMessage = (envelope["msg"] ?? envelope["message"] ?? envelope["error"])?.stringValue
        error.requestID = envelope["request_id"]?.stringValue ?? error.requestID
        throw error
    }

    /// The member `data`, or `null`.
    var data: JSONValue { envelope["data"] ?? .null }

    /// A required member of `data`.
    func member<Value>(_ name: String, _ read: (JSONValue) throws -> Value?) throws -> Value {
        guard let member = data[name], !member.isNull else {
            throw missing("\"data.\(name)\" is missing")
        }
        do {
            if let value = try read(member) { return value }
        } catch let error as InvalidMember {
            throw missing(error.sentence(about: "\"data.\(name)\""))
        }
        throw missing("\"data.\(name)\" has the wrong type")
    }

    /// A text of `data`.
    func text(_ name: String) throws -> String {
        try member(name, \.stringValue)
    }

    /// A list of texts of `data`.
    func texts(_ name: String) throws -> [String] {
        try member(name) { value in
            let texts = value.arrayValue?.map(\.stringValue)
            return texts.flatMap { $0.contains(nil) ? nil : $0.compactMap(\.self) }
        }
    }

    /// An identifier of `data`.
    func identifier<Resource>(_ name: String = "uuid") throws -> Identifier<Resource> {
        let text = try text(name)
        guard !text.isEmpty else { throw missing("\"data.\(name)\" is empty") }
        return Identifier(text)
    }

    /// A number of `data` that identifies something.
    func number<Resource>(_ name: String = "id") throws -> NumericIdentifier<Resource> {
        let number = try member(name, \.integerValue)
        guard number >= 0 else { throw missing("\"data.\(name)\" is negative") }
        return NumericIdentifier(rawValue: number)
    }

    /// An object of `data`.
    func object<Object: ServerObject>(_ name: String) throws -> Object {
        try member(name) { try $0.objectValue.map { try Object(received: $0) } }
    }

    /// A list of objects of `data`.
    func list<Object: ServerObject>(_ name: String) throws -> [Object] {
        try member(name, Self.objects)
    }

    /// The whole of `data` as a list of objects.
    func list<Object: ServerObject>() throws -> [Object] {
        do {
            if let objects: [Object] = try Self.objects(data) { return objects }
        } catch let error as InvalidMember {
            throw missing(error.sentence(about: "an element of \"data\""))
        }
        throw missing("\"data\" is not an array")
    }

    private static func objects<Object: ServerObject>(_ value: JSONValue) throws -> [Object]? {
        try value.arrayValue?.map { element in
            guard let fields = element.objectValue else { throw InvalidMember(path: "object in the list") }
            return try Object(received: fields)
        }
    }

    /// The whole of `data` as an object.
    func object<Object: ServerObject>() throws -> Object {
        guard let fields = data.objectValue else { throw missing("\"data\" is not an object") }
        do {
            return try Object(received: fields)
        } catch let error as InvalidMember {
            throw missing(error.sentence(about: "\"data\""))
        }
    }

    /// The whole of `data` as members without a type of their own.
    func members() throws -> JSONObject {
        guard let fields = data.objectValue else { throw missing("\"data\" is not an object") }
        return fields
    }

    private func missing(_ detail: String) -> LangBotError {
        var error = LangBotError(.decoding, response)
        error.serverCode = LangBotError.ServerCode(envelope["code"])
        error.serverMessage = envelope["msg"]?.stringValue
        error.operation = attempt.operation.name
        error.attempt = attempt.number
        error.detail = detail
        error.redact(with: attempt.secrets.redactor(for: response))
        return error
    }
}

extension LangBotError {
    /// An error about an answer.
    init(_ code: Code, _ response: TransportResponse) {
        self.init(code, status: response.status)
        // More than is kept, so that a secret on the border is recognised; `redact` shortens it.
        bodyPrefix = String(decoding: response.body.prefix(5 * Self.maximumBodyPrefix), as: UTF8.self)
        retryAfter = RetryAfter.duration(response.headers["Retry-After"])
        requestID = response.headers["X-Request-ID"]
        if response.status == 407 { detail = "a proxy on the way asks for a user name and a password" }
    }

    /// An error about an answer that is not LangBot's JSON.
    fileprivate init(noEnvelope response: TransportResponse, _ cause: (any Error)?) {
        let page = WebPage(response)
        let code: Code =
            switch (response.status, page) {
            case (404, .some), (200..<300, .langBot): .unsupportedByServer
            case (400..., _): Code(status: response.status)
            default: .unexpectedResponse
            }
        self.init(code, response)
        underlying = cause
        if detail != nil { return }
        if page != nil {
            detail = "the server sent a web page"
        } else if response.body.isEmpty {
            detail = "the server sent an empty body"
        } else {
            detail = "the server sent no JSON object with a code"
        }
    }
}

/// A page of HTML where JSON was expected.
private enum WebPage {
    /// LangBot's own, which releases before 4.9 answer with status 200 to paths that they do not know.
    case langBot
    case other

    init?(_ response: TransportResponse) {
        let start = String(decoding: response.body.prefix(65_536), as: UTF8.self)
        let trimmed = start.drop { $0.isWhitespace }.prefix(14).lowercased()
        let isPage = trimmed.hasPrefix("<!doctype html") || trimmed.hasPrefix("<html")
        let isDeclared = response.headers["Content-Type"]?.lowercased().hasPrefix("text/html") ?? false
        guard isPage || isDeclared else { return nil }
        self = start.contains("LangBot") ? .langBot : .other
    }
}
