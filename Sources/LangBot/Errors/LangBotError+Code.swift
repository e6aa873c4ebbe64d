extension LangBotError {
    /// The kind of failure.
    ///
    /// Later versions may add codes, so a `switch` needs a `default`.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The name, such as `notFound`.
        public let rawValue: String

        /// Makes a code of that name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The name, such as `notFound`.
        public var description: String { rawValue }

        /// Whether an error has this code, for `catch` and `switch`.
        public static func ~= (code: Code, error: any Error) -> Bool {
            (error as? LangBotError)?.code == code
        }

        /// The server does not accept the credential, or the user name and password.
        public static let unauthorized = Code(rawValue: "unauthorized")
        /// The credential is known and lacks the permission.
        public static let forbidden = Code(rawValue: "forbidden")
        /// The resource does not exist.
        public static let notFound = Code(rawValue: "notFound")
        /// The server, or the client before it, rejects the request as invalid.
        public static let invalidRequest = Code(rawValue: "invalidRequest")
        /// The request conflicts with an existing resource or a concurrent change.
        public static let conflict = Code(rawValue: "conflict")
        /// Too many requests.
        public static let rateLimited = Code(rawValue: "rateLimited")
        /// The server failed.
        public static let serverError = Code(rawValue: "serverError")
        /// The response is not from LangBot's API.
        public static let unexpectedResponse = Code(rawValue: "unexpectedResponse")
        /// The response lacks a member that the operation needs.
        public static let decoding = Code(rawValue: "decoding")
        /// The deadline passed.
        public static let timeout = Code(rawValue: "timeout")
        /// The transfer was cancelled from outside the calling task, for example by `close()`.
        ///
        /// A cancelled task gets Swift's `CancellationError` instead.
        public static let cancelled = Code(rawValue: "cancelled")
        /// The connection to the server could not be established.
        public static let connectionFailed = Code(rawValue: "connectionFailed")
        /// TLS could not be established, or the server's certificate is not accepted.
        public static let insecureConnection = Code(rawValue: "insecureConnection")
        /// The connection broke, or the transport failed in another way.
        public static let transport = Code(rawValue: "transport")
        /// The server redirected; `location` has the target.
        public static let redirectRefused = Code(rawValue: "redirectRefused")
        /// The response exceeds the client's size limit.
        public static let responseTooLarge = Code(rawValue: "responseTooLarge")
        /// The server's release lacks the operation, one of its fields, or API key access to it.
        public static let unsupportedByServer = Code(rawValue: "unsupportedByServer")
        /// A background task failed or was cancelled.
        public static let taskFailed = Code(rawValue: "taskFailed")
        /// An agent run failed.
        public static let runFailed = Code(rawValue: "runFailed")
        /// The credential is missing or cannot be sent.
        public static let invalidCredential = Code(rawValue: "invalidCredential")
        /// The client cannot use the base URL.
        public static let invalidBaseURL = Code(rawValue: "invalidBaseURL")
    }

    /// The member `code` of a response: a number, or since 4.10.7 often a string.
    public enum ServerCode: Hashable, Sendable, CustomStringConvertible {
        /// A number, such as `-1`, `-2` or `404`.
        case number(Int64)
        /// A string, such as `resource_not_found`.
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

        /// The code as it appears in the response.
        public var description: String {
            switch self {
            case .number(let number): "\(number)"
            case .text(let text): text
            }
        }
    }
}

extension LangBotError.Code {
    /// The code for a response, from its status and envelope.
    ///
    /// - Parameter refusal: The code for a refusal that has a success status.
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
            // No LangBot answers this.
            case 407: .unexpectedResponse
            case 408: .timeout
            case 409: .conflict
            case 429: .rateLimited
            case 400..<500: .invalidRequest
            case 500...: .serverError
            default: .unexpectedResponse
            }
    }
}
