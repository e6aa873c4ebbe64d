extension LangBotError {
    /// What kind of failure an error is.
    ///
    /// The set is open: a later version may add codes, so a `switch` over one needs a `default`.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The name of the code.
        public let rawValue: String

        /// Makes a code of that name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The name of the code.
        public var description: String { rawValue }

        /// Whether an error has this code, for `catch` and `switch`.
        public static func ~= (code: Code, error: any Error) -> Bool {
            (error as? LangBotError)?.code == code
        }

        /// The server does not accept the credential, or the user name and password.
        public static let unauthorized = Code(rawValue: "unauthorized")
        /// The credential is known and lacks the permission.
        public static let forbidden = Code(rawValue: "forbidden")
        /// There is no such thing.
        public static let notFound = Code(rawValue: "notFound")
        /// The server, or the client before it, finds fault with what was asked.
        public static let invalidRequest = Code(rawValue: "invalidRequest")
        /// What was asked collides with what there is.
        public static let conflict = Code(rawValue: "conflict")
        /// Too many requests.
        public static let rateLimited = Code(rawValue: "rateLimited")
        /// The server failed.
        public static let serverError = Code(rawValue: "serverError")
        /// The answer is not one of LangBot's.
        public static let unexpectedResponse = Code(rawValue: "unexpectedResponse")
        /// The answer lacks something that the operation needs.
        public static let decoding = Code(rawValue: "decoding")
        /// The deadline passed.
        public static let timeout = Code(rawValue: "timeout")
        /// The transfer was ended from outside the calling task, such as by `close()`.
        ///
        /// A cancelled task gets Swift's `CancellationError` instead.
        public static let cancelled = Code(rawValue: "cancelled")
        /// No connection to the server came about.
        public static let connectionFailed = Code(rawValue: "connectionFailed")
        /// The connection broke, or the transport failed otherwise.
        public static let transport = Code(rawValue: "transport")
        /// The server pointed elsewhere; `location` says where.
        public static let redirectRefused = Code(rawValue: "redirectRefused")
        /// The answer is larger than the client accepts.
        public static let responseTooLarge = Code(rawValue: "responseTooLarge")
        /// This release of LangBot does not have the operation, a field of it, or an API key's access to it.
        public static let unsupportedByServer = Code(rawValue: "unsupportedByServer")
        /// A task of the server has failed or was ended.
        public static let taskFailed = Code(rawValue: "taskFailed")
        /// A run of an agent has failed.
        public static let runFailed = Code(rawValue: "runFailed")
        /// The credential is missing or cannot be sent.
        public static let invalidCredential = Code(rawValue: "invalidCredential")
        /// The base URL is not one that a client can use.
        public static let invalidBaseURL = Code(rawValue: "invalidBaseURL")
    }

    /// The member `code` of an answer: a number, or since 4.10.7 often a text.
    public enum ServerCode: Hashable, Sendable, CustomStringConvertible {
        /// Such as `-1`, `-2`, `404`.
        case number(Int64)
        /// Such as `resource_not_found`.
        case text(String)

        init?(_ value: JSONValue?) {
            switch value {
            case .integer(let number): self = .number(number)
            case .string(let text): self = .text(text)
            case .double(let number): self = .text("\(number)")
            case .number(let text): self = .text(text)
            default: return nil
            }
        }

        /// The code as it stands in the answer.
        public var description: String {
            switch self {
            case .number(let number): "\(number)"
            case .text(let text): text
            }
        }
    }
}

extension LangBotError.Code {
    /// The code for an answer that both status and envelope describe.
    ///
    /// - Parameter refusal: What the operation means by a refusal with a status that says success.
    init(status: Int, serverCode: LangBotError.ServerCode?, refusal: Self) {
        let byText: [String: Self] = [
            "invalid_authentication": .unauthorized, "permission_denied": .forbidden, "resource_not_found": .notFound,
            "internal_error": .serverError,
        ]
        switch (status, serverCode) {
        case (400..., _): self.init(status: status)
        case (_, .number(let number)) where (400..<600).contains(number): self.init(status: Int(number))
        case (_, .number(-2)): self = .serverError
        case (_, .text(let text)): self = byText[text] ?? refusal
        default: self = refusal
        }
    }

    init(status: Int) {
        self =
            switch status {
            case 401: .unauthorized
            case 403: .forbidden
            case 404, 410: .notFound
            case 405, 501: .unsupportedByServer
            case 408: .timeout
            case 409: .conflict
            case 429: .rateLimited
            case 400..<500: .invalidRequest
            case 500...: .serverError
            default: .unexpectedResponse
            }
    }
}
