/// An operation of LangBot's HTTP API: a row of the contract.
package struct Operation: Hashable, Sendable, Identifiable {
    /// The methods that the API uses.
    package enum Method: String, Hashable, Sendable, CaseIterable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    /// What the operation does to its resource.
    package enum Action: Hashable, Sendable {
        case list
        case create
        case read
        case update
        case delete
        /// Runs something else, such as a test, a search or a sign-in.
        case invoke
    }

    /// How explicitly the document says that API keys are accepted.
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

    package let id: OperationID
    package let method: Method
    package let path: PathTemplate
    /// The resource that the operation belongs to.
    package let resource: Resource
    package let action: Action
    /// The credentials that the document promises.
    package let credentials: CredentialPolicy
    package let promise: Promise
    /// The answers that the document shows.
    package let answers: [DocumentedAnswer]
    /// The query parameters that the document names.
    package let query: [String]
    package let source: Source

    package init(
        _ id: OperationID,
        _ method: Method,
        _ path: PathTemplate,
        _ resource: Resource,
        _ action: Action,
        credentials: CredentialPolicy = .userTokenOrAPIKey,
        promise: Promise = .listed,
        answers: [DocumentedAnswer],
        query: [String] = [],
        source: Source? = nil
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.resource = resource
        self.action = action
        self.credentials = credentials
        self.promise = promise
        self.answers = answers
        self.query = query
        self.source = source ?? Source(.openAPI, "paths", "\(method.rawValue) \(path)")
    }

    /// Whether the document shows a 404 for an identifier that does not exist.
    package var documentsNotFound: Bool { answers.contains(.notFound) }

    /// Whether the operation changes no resources.
    package var isReadOnly: Bool { action == .list || action == .read }
}
