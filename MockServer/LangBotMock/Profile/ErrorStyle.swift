import LangBotContract

/// How a profile answers errors.
struct ErrorStyle: Sendable {
    let refusal: @Sendable (DomainError, Endpoint?) -> Refusal

    /// The documented codes and messages; code -1 with a message of our own where there are none.
    static let documented = ErrorStyle { error, _ in
        switch error {
        case .notFound, .notFoundByName, .toolNotFound, .noFile, .unknownPath, .noWorkspace:
            .of(404, -1, DocumentedMessage.notFound)
        case .methodNotAllowed: .of(405, -1, "Method not allowed")
        case .missingCredential: .of(401, -1, DocumentedMessage.noCredential)
        case .invalidCredential, .invalidKey, .invalidToken: .of(401, -1, DocumentedMessage.invalidKey)
        case .forbidden(let reason): .of(403, -1, reason)
        case .missingPermission(let permission): .of(403, -1, "The key lacks the permission \(permission.rawValue)")
        case .wrongPassword, .unknownAccount: .of(401, -1, "Invalid username or password")
        case .secondFactorNeeded: .of(401, -1, "A second factor is needed")
        case .alreadyInitialized: .of(409, -1, "System already initialized")
        case .invalidRequest(let reason): .of(400, -1, reason)
        case .invalid(let reason), .invalidUpload(let reason), .invalidKeyRequest(let reason), .invalidBot(let reason):
            .of(400, -1, reason)
        case .unusableBot(_, let reason), .modelTest(let reason): .of(400, -1, reason)
        case .refused(let status, let code, let reason): .of(status, code, reason)
        case .unavailable(let reason): .of(503, -1, reason)
        case .invalidExpiry: .of(400, -1, "Invalid API key expiry")
        case .invalidLanguage: .of(400, -1, "Unsupported Workspace language")
        case .unsupportedMediaType(let reason): .of(415, -1, reason)
        case .conflict(let reason), .busy(let reason): .of(409, -1, reason)
        case .refusedWith200(let code, let reason): .of(200, .number(code), reason)
        case .failure(let reason), .reportedFailure(let reason), .delivery(let reason): .failure(reason)
        }
    }
}
