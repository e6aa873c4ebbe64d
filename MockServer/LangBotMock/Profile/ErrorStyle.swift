import JSONCore
import LangBotContract

/// The `code` of an envelope: a number, or since 4.10 often a text.
enum ServerCode: Hashable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    case number(Int64)
    case text(String)

    init(integerLiteral value: Int64) { self = .number(value) }
    init(stringLiteral value: String) { self = .text(value) }
}

/// What is answered in place of a result.
enum Refusal: Hashable, Sendable {
    /// An envelope without data.
    case envelope(status: Int, code: ServerCode, message: String)
    /// An envelope with data, which names the request.
    case report(status: Int, code: ServerCode, message: String, data: JSONValue)
    /// The answer to what the server did not expect.
    case failure(String)
    /// A page of the framework's.
    case page(Int)
    /// No refusal at all: a success with this data.
    case success(JSONValue)

    static func of(_ status: Int, _ code: ServerCode, _ message: String) -> Refusal {
        .envelope(status: status, code: code, message: message)
    }
}

/// How errors are answered.
struct ErrorStyle: Sendable {
    let refusal: @Sendable (DomainError, Endpoint?) -> Refusal

    /// The document's codes and messages, and -1 with a sentence where it has none.
    static let documented = ErrorStyle { error, _ in
        switch error {
        case .notFound, .notFoundByName, .unknownPath: .of(404, -1, DocumentedMessage.notFound)
        case .methodNotAllowed: .of(405, -1, "Method not allowed")
        case .missingCredential: .of(401, -1, DocumentedMessage.noCredential)
        case .invalidCredential, .invalidKey, .invalidToken: .of(401, -1, DocumentedMessage.invalidKey)
        case .missingPermission(let permission): .of(403, -1, "The key lacks the permission \(permission.rawValue)")
        case .wrongPassword, .unknownAccount: .of(401, -1, "Invalid username or password")
        case .alreadyInitialized: .of(409, -1, "System already initialized")
        case .invalidRequest(let reason): .of(400, -1, reason)
        case .invalid(let reason), .invalidUpload(let reason), .invalidKeyRequest(let reason), .invalidBot(let reason):
            .of(400, -1, reason)
        case .unusableBot(_, let reason): .of(400, -1, reason)
        case .invalidExpiry: .of(400, -1, "Invalid API key expiry")
        case .invalidLanguage: .of(400, -1, "Unsupported Workspace language")
        case .unsupportedMediaType(let reason): .of(415, -1, reason)
        case .conflict(let reason): .of(409, -1, reason)
        case .failure(let reason), .reportedFailure(let reason), .delivery(let reason): .failure(reason)
        }
    }
}
