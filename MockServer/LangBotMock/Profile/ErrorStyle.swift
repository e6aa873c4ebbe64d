import LangBotContract

/// How errors are answered.
struct ErrorStyle: Sendable {
    /// The status, code and message of an error.
    struct Answer: Sendable {
        let status: Int
        let code: Int64
        let message: String
    }

    let answer: @Sendable (DomainError) -> Answer

    /// The document's codes and messages, and -1 with a sentence where it has none.
    static let documented = ErrorStyle { error in
        switch error {
        case .notFound, .unknownPath: Answer(status: 404, code: -1, message: DocumentedMessage.notFound)
        case .methodNotAllowed: Answer(status: 405, code: -1, message: "Method not allowed")
        case .missingCredential: Answer(status: 401, code: -1, message: DocumentedMessage.noCredential)
        case .invalidCredential: Answer(status: 401, code: -1, message: DocumentedMessage.invalidKey)
        case .wrongPassword: Answer(status: 401, code: -1, message: "Invalid username or password")
        case .invalid(let reason): Answer(status: 400, code: -1, message: reason)
        case .unsupportedMediaType(let reason): Answer(status: 415, code: -1, message: reason)
        case .conflict(let reason): Answer(status: 409, code: -1, message: reason)
        }
    }
}
