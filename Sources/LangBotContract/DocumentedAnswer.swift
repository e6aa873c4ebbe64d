/// An answer that the document shows for an operation.
package struct DocumentedAnswer: Hashable, Sendable {
    /// The HTTP status.
    package let status: Int
    /// The `code` of the envelope.
    package let code: Int
    /// The values of `msg` that the document shows; empty if it leaves the text open.
    package let messages: [String]

    package init(status: Int, code: Int, messages: [String]) {
        self.status = status
        self.code = code
        self.messages = messages
    }

    /// A success: `code` 0, `msg` "ok" and the value in `data`.
    package static let success = DocumentedAnswer(status: 200, code: 0, messages: ["ok"])

    /// A missing or invalid credential.
    package static let unauthorized = DocumentedAnswer(
        status: 401,
        code: -1,
        messages: [DocumentedMessage.noCredential, DocumentedMessage.invalidKey]
    )

    /// The resource does not exist.
    package static let notFound = DocumentedAnswer(status: 404, code: -1, messages: [DocumentedMessage.notFound])

    /// An internal error, with any details in `msg`.
    package static let internalError = DocumentedAnswer(status: 500, code: -2, messages: [])
}

/// The messages in the document.
package enum DocumentedMessage {
    package static let success = "ok"
    package static let noCredential = "No valid authentication provided (user token or API key required)"
    package static let invalidKey = "Invalid API key"
    package static let notFound = "Resource not found"
}
