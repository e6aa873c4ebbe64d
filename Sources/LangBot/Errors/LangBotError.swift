public import Foundation
import Redaction

/// Why an operation failed.
///
/// ```swift
/// do {
///     try await client.bots.delete(id)
/// } catch LangBotError.Code.notFound {
///     // it is gone already
/// }
/// ```
///
/// No member and no text of an error contains a credential or another secret of the request, and nothing of the answer
/// that looks like one: `<redacted>` stands in its place.
public struct LangBotError: Error, Sendable {
    /// What kind of failure it is.
    public internal(set) var code: Code
    /// The operation that failed; nil when the failure belongs to none.
    public internal(set) var operation: OperationName?
    /// The HTTP status; nil when no answer arrived.
    public internal(set) var status: Int?
    /// The member `code` of the answer.
    public internal(set) var serverCode: ServerCode?
    /// The member `msg` of the answer.
    public internal(set) var serverMessage: String?
    /// The request's identifier, which releases from 4.10.7 on give for internal errors.
    public internal(set) var requestID: String?
    /// The server's release, where it explains the failure.
    public internal(set) var release: ServerRelease?
    /// Which attempt failed, counted from 1.
    public internal(set) var attempt: Int
    /// How long the server asks to wait.
    public internal(set) var retryAfter: Duration?
    /// Where a refused redirect points.
    public internal(set) var location: String?
    /// The beginning of the answer's body, at most `maximumBodyPrefix` characters.
    ///
    /// Of JSON it has the names and, in place of values whose names are not known to be harmless, their shape: a text
    /// of 44 characters reads `"… (44 characters)"`.
    public internal(set) var bodyPrefix: String?
    /// What this SDK has to add in its own words.
    public internal(set) var detail: String?
    /// The error of a lower layer.
    public internal(set) var underlying: (any Error)?

    /// How many characters of a body an error keeps.
    public static let maximumBodyPrefix = 2048

    /// Makes an error, for transports, middlewares and stubs.
    public init(
        _ code: Code,
        operation: OperationName? = nil,
        status: Int? = nil,
        serverCode: ServerCode? = nil,
        serverMessage: String? = nil,
        requestID: String? = nil,
        release: ServerRelease? = nil,
        retryAfter: Duration? = nil,
        detail: String? = nil,
        underlying: (any Error)? = nil
    ) {
        self.code = code
        self.operation = operation
        self.status = status
        self.serverCode = serverCode
        self.serverMessage = serverMessage
        self.requestID = requestID
        self.release = release
        self.retryAfter = retryAfter
        self.attempt = 1
        self.detail = detail
        self.underlying = underlying
    }
}

extension LangBotError {
    mutating func redact(with redactor: Redactor) {
        serverMessage = serverMessage.map(redactor.text)
        bodyPrefix = bodyPrefix.map { body in
            let shown = redactor.content(body.utf8, as: .evidence)
            return String(String(decoding: shown, as: UTF8.self).prefix(Self.maximumBodyPrefix))
        }
        location = location.map(redactor.text)
        detail = detail.map(redactor.text)
        requestID = requestID.map(redactor.known)
        if case .text(let text) = serverCode { serverCode = .text(redactor.text(text)) }
    }
}

extension LangBotError: CustomStringConvertible, CustomDebugStringConvertible, LocalizedError, CustomReflectable {
    /// One sentence: the operation, what happened, what the server said, what to try.
    ///
    /// Control characters and line breaks that a server sent are written as escapes.
    public var description: String { VisibleText.escaped(sentence) }

    private var sentence: String {
        let subject = operation.map { "\($0): " } ?? ""
        let answer = [status.map { "status \($0)" }, serverCode.map { "code \($0)" }].compactMap(\.self)
        let facts = answer.isEmpty ? "" : " (\(answer.joined(separator: ", ")))"
        // An error that a middleware or a stub makes has met no redactor yet.
        let redactor = Redactor()
        let said = serverMessage.map { ", the server says \"\(redactor.text($0))\"" } ?? ""
        let more = detail.map { ", \(redactor.text($0))" } ?? ""
        return subject + summary + facts + said + more + advice
    }

    /// The description and the beginning of the body.
    public var debugDescription: String {
        description + (bodyPrefix.map { "\n\(VisibleText.escaped($0))" } ?? "")
    }

    /// The same sentence, for `localizedDescription`.
    public var errorDescription: String? { description }

    /// The redacted texts alone: an underlying error may print what it likes.
    public var customMirror: Mirror {
        Mirror(self, children: ["code": code.rawValue, "description": debugDescription])
    }

    private var summary: String {
        let known: [Code: String] = [
            .unauthorized: "the credential is not accepted",
            .forbidden: "the credential lacks the permission",
            .notFound: "there is no such thing",
            .invalidRequest: "the request is not valid",
            .conflict: "the request conflicts with what is there",
            .rateLimited: "the server asks for fewer requests",
            .serverError: "the server failed",
            .unexpectedResponse: "the answer is not one of LangBot's API",
            .decoding: "the answer lacks something",
            .timeout: "no answer came in time",
            .cancelled: "the transfer was ended",
            .connectionFailed: "the server cannot be reached",
            .transport: "the connection failed",
            .redirectRefused: "the server redirects to \(location ?? "elsewhere") and that was not followed",
            .responseTooLarge: "the answer is larger than allowed",
            .unsupportedByServer: "the server cannot do this",
            .taskFailed: "what the server did in the background came to nothing",
            .runFailed: "the agent could not do it",
            .invalidCredential: "the credential cannot be used",
            .invalidBaseURL: "the base URL cannot be used",
        ]
        return known[code] ?? "failed with \(code)"
    }

    private var advice: String {
        let known: [Code: String] = [
            .unauthorized: "check the API key, and whether this release accepts keys for this operation",
            .forbidden: "use a key with more scopes",
            .rateLimited: retryAfter.map { "try again in \($0)" } ?? "try again later",
            .unexpectedResponse: "check that the base URL is LangBot itself and not a proxy or a web page",
            .timeout: "try again or raise the deadline",
            .connectionFailed: "check the base URL and that the server runs",
            .redirectRefused: "use the address that it names as base URL if you trust it",
            .responseTooLarge: "raise maximumResponseSize if you expect that much",
            .taskFailed: "the server's log says why",
            .runFailed: "check the agent's settings and the server's log",
        ]
        if code == .unauthorized, operation == "user.auth" { return "; check user name and password" }
        if code == .unsupportedByServer, release == nil { return "; check the base URL and the release of the server" }
        return known[code].map { "; \($0)" } ?? ""
    }
}
