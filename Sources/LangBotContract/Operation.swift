/// One operation of LangBot's HTTP API: a row of the contract.
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
        /// Runs something without being one of the four: a test, a search, a sign-in.
        case invoke
    }

    /// How firmly the document says that an API key is accepted.
    package enum Promise: Hashable, Sendable {
        /// The operation is a row of the OpenAPI description.
        case listed
        /// The guide names its family under "Available APIs".
        case family
        /// Only the guide's last sentence covers it.
        case blanket
        /// The document promises nothing: it needs no credential, or is how credentials are made.
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
    /// The answers that the document gives.
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

    /// Whether the document answers a request for an identifier that does not exist with 404.
    package var documentsNotFound: Bool { answers.contains(.notFound) }

    /// Whether the operation leaves the server's resources as they are.
    package var isReadOnly: Bool { action == .list || action == .read }
}
