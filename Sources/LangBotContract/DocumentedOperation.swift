/// What LangBot's documents say of an operation.
package struct Documentation: Hashable, Sendable {
    /// How explicitly the documents say that API keys are accepted.
    package enum Promise: Hashable, Sendable {
        /// The OpenAPI description lists the operation.
        case listed
        /// The guide lists its family under "Available APIs".
        case family
        /// Only the general note of the guide covers it.
        case blanket
        /// The document promises nothing: the operation needs no credential, or creates credentials.
        case none
    }

    let promise: Promise
    let credentials: CredentialPolicy
    let answers: [DocumentedAnswer]
    let query: [String]
    /// The sentence or entry; nil means the operation's own entry in the OpenAPI description.
    let source: Source?
}

/// An operation as documented: the part of its row that the documents back.
package struct DocumentedOperation: Hashable, Sendable, Identifiable {
    package let id: OperationID
    package let method: Operation.Method
    package let path: PathTemplate
    /// The resource that the operation belongs to.
    package let resource: Resource
    package let action: Operation.Action
    /// The credentials that the document promises.
    package let credentials: CredentialPolicy
    package let promise: Documentation.Promise
    /// The answers that the document shows.
    package let answers: [DocumentedAnswer]
    /// The query parameters that the document names.
    package let query: [String]
    package let source: Source

    /// The operation as documented, or nil if the documents do not name it.
    package init?(_ operation: Operation) {
        guard let documentation = operation.documentation, let resource = operation.resource else { return nil }
        id = operation.id
        method = operation.method
        path = operation.path
        self.resource = resource
        action = operation.action
        credentials = documentation.credentials
        promise = documentation.promise
        answers = documentation.answers
        query = documentation.query
        source =
            documentation.source
            ?? Source(.openAPI, "paths", "\(operation.method.rawValue) \(operation.path)")
    }

    /// Whether the document shows a 404 for an identifier that does not exist.
    package var documentsNotFound: Bool { answers.contains(.notFound) }
}
