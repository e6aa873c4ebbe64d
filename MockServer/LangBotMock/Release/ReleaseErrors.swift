import JSONCore
import LangBotContract

extension ErrorStyle {
    /// How a release answers errors.
    static func release(_ release: Release) -> ErrorStyle {
        let named = release >= .v4_10_11
        return ErrorStyle { error, endpoint in
            switch error {
            case .notFound: endpoint?.missing ?? .gone
            case .notFoundByName(let name): .of(404, -1, "\(name) not found")
            case .toolNotFound(let name): .of(404, -1, "Tool not found: \(name)")
            case .noFile(let sentence): .text(404, sentence)
            case .unknownPath, .methodNotAllowed, .noWorkspace: .gone
            case .missingCredential: .of(401, -1, wanted[endpoint?.credentials] ?? DocumentedMessage.noCredential)
            case .invalidKey where !named: .of(401, -1, DocumentedMessage.invalidKey)
            case .invalidToken(let reason) where !named: .of(401, -1, reason)
            case .invalidCredential where !named: .of(401, -1, "Invalid authentication credentials")
            case .invalidKey, .invalidToken, .invalidCredential:
                .of(401, "invalid_authentication", "Invalid authentication credentials")
            case .forbidden(let reason): .of(403, -1, reason)
            case .missingPermission(let permission):
                .of(403, "permission_denied", "Missing Workspace permission: \(permission.rawValue)")
            case .wrongPassword: .of(200, 1, "Invalid username or password")
            case .secondFactorNeeded(let challenge):
                .demand(
                    status: 401,
                    code: "totp_required",
                    message: "A TOTP second factor is required",
                    data: ["challenge_token": .string(challenge)]
                )
            case .unknownAccount: unknownAccount[release] ?? .of(200, 1, "Resource not found")
            case .alreadyInitialized: .of(200, 1, "System already initialized")
            case .invalid(let reason): .of(400, -1, reason)
            case .invalidRequest(let reason): .of(400, "invalid_request", reason)
            case .invalidUpload(let reason): .of(200, 400, reason)
            case .invalidKeyRequest(let reason): .of(400, named ? "invalid_api_key" : -1, reason)
            case .invalidExpiry: .of(400, "invalid_expiry", "Invalid API key expiry")
            case .invalidBot(let reason): .of(400, "invalid_bot_config", reason)
            case .unusableBot(let uuid, let reason):
                .report(status: 400, code: "bot_apply_failed", message: reason, data: ["uuid": .string(uuid)])
            case .invalidLanguage: .of(400, "invalid_language", "Unsupported Workspace language")
            case .unsupportedMediaType(let reason): .of(415, -1, reason)
            case .conflict(let reason): .of(409, -1, reason)
            case .busy(let reason): .of(409, "session_busy", reason)
            case .refusedWith200(let code, let reason): .of(200, .number(code), reason)
            case .failure(let reason): .failure(reason)
            case .reportedFailure(let reason): .of(500, -1, reason)
            case .modelTest(let reason): .of(400, "model_test_failed", reason)
            case .refused(let status, let code, let reason): .of(status, code, reason)
            case .unavailable(let reason): .of(503, -1, reason)
            case .delivery(let reason): named ? .failure(reason) : .of(500, -1, "Failed to send message: \(reason)")
            }
        }
    }

    /// The message for a missing credential, by the credentials that the operation accepts.
    private static let wanted: [CredentialPolicy?: String] = [
        .userToken: "No valid user token provided", .apiKey: "No valid API key provided",
        .userTokenOrAPIKey: DocumentedMessage.noCredential,
    ]

    private static let unknownAccount: Since<Refusal> = [
        .v4_5_1: .failure("The account does not exist"),
        .v4_7_2: .of(200, 1, "用户不存在"),
        .v4_11_2: .of(200, 1, "Resource not found"),
    ]
}
