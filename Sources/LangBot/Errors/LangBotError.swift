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
    /// The kind of failure.
    public internal(set) var code: Code
    /// The operation that failed; nil if the failure belongs to none.
    public internal(set) var operation: OperationName?
    /// The HTTP status; nil if no response arrived.
    public internal(set) var status: Int?
    /// The member `code` of the response.
    public internal(set) var serverCode: ServerCode?
    /// The member `msg` of the response.
    public internal(set) var serverMessage: String?
    /// The request identifier that releases since 4.10.7 send with internal errors.
    public internal(set) var requestID: String?
    /// The server's release, if it explains the failure.
    public internal(set) var release: ServerRelease?
    /// The number of the failed attempt, starting at 1.
    public internal(set) var attempt: Int
    /// How long the server asks to wait.
    public internal(set) var retryAfter: Duration?
    /// The target of a refused redirect.
    public internal(set) var location: String?
    /// The start of the response body, at most `maximumBodyPrefix` characters.
    ///
    /// Of JSON it has the names and, in place of values whose names are not known to be harmless, their shape: a text
    /// of 44 characters reads `"… (44 characters)"`.
    public internal(set) var bodyPrefix: String?
    /// Further details in this SDK's own words.
    public internal(set) var detail: String?
    /// Scheme, host and port of a server that cannot be reached, for the sentence.
    var server: String?
    /// The error of a lower layer.
    public internal(set) var underlying: (any Error)?

    /// The maximum length of `bodyPrefix` in characters.
    public static let maximumBodyPrefix = 2048

    /// Creates an error, for transports, middlewares and stubs.
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
    /// One sentence: the operation, what happened, the server's message, what to do.
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

    /// The description and the start of the body.
    public var debugDescription: String {
        description + (bodyPrefix.map { "\n\(VisibleText.escaped($0))" } ?? "")
    }

    /// The same sentence, for `localizedDescription`.
    public var errorDescription: String? { description }

    /// Only the redacted texts, because an underlying error may print anything.
    public var customMirror: Mirror {
        Mirror(self, children: ["code": code.rawValue, "description": debugDescription])
    }

    private var summary: String {
        let known: [Code: String] = [
            .unauthorized: "the server rejects the credential",
            .forbidden: "the credential lacks the required permission",
            .notFound: "the resource does not exist",
            .invalidRequest: "the request is invalid",
            .conflict: "the request conflicts with an existing resource",
            .rateLimited: "the server is limiting requests",
            .serverError: "the server failed",
            .unexpectedResponse: "the response is not from LangBot's API",
            .decoding: "the response lacks a required member",
            .timeout: "no response arrived in time",
            .cancelled: "the call was cancelled",
            .connectionFailed: "\(server ?? "the server") cannot be reached",
            .insecureConnection: "\(server ?? "the server") cannot be reached securely",
            .transport: "the connection failed",
            .redirectRefused: "the server redirects to \(location ?? "another URL"), which was not followed",
            .responseTooLarge: "the response exceeds the size limit",
            .unsupportedByServer: "the server does not support this",
            .taskFailed: "the background task failed",
            .runFailed: "the agent run failed",
            .invalidCredential: "the credential cannot be used",
            .invalidBaseURL: "the base URL cannot be used",
        ]
        return known[code] ?? "failed with \(code)"
    }

    /// What to check where the credential is neither a key nor a token, or a token alone.
    private static let ownCredentials: [OperationName: String] = [
        "user.auth": "check user name and password", "pipeline.websocket.connect": "sign in again",
        "bot.inbound.post": "check the bot's inbound secret and the clocks of both sides",
        "bot.inbound.post_path": "check the bot's inbound secret and the clocks of both sides",
    ]

    private var advice: String {
        let known: [Code: String] = [
            .unauthorized: "check the API key, and that this release accepts API keys for this operation",
            .forbidden: "use a key with more scopes",
            .rateLimited: retryAfter.flatMap { $0 > .zero ? $0 : nil }.map { "try again in \($0)" }
                ?? "try again later",
            .unexpectedResponse: "check that the base URL points to LangBot, not to a proxy or a web page",
            .timeout: "try again or raise the deadline",
            .connectionFailed: "check the base URL and that the server is running",
            .insecureConnection: "check the server's certificate and whom the transport trusts",
            .redirectRefused: "if you trust that URL, use it as the base URL",
            .responseTooLarge: "if you expect that much data, raise maximumResponseSize",
            .taskFailed: "see the server's log",
            .runFailed: "check the agent's settings and the server's log",
        ]
        // Whoever redirects in a circle is of no use as the base URL.
        if code == .redirectRefused, detail != nil { return "" }
        if code == .unauthorized, let advice = operation.flatMap({ Self.ownCredentials[$0] }) { return "; \(advice)" }
        if code == .unsupportedByServer, release == nil { return "; check the base URL and the release of the server" }
        return known[code].map { "; \($0)" } ?? ""
    }
}
