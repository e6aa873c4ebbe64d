/// An operation of LangBot's HTTP API: a row of the contract, with all that is known of it.
///
/// The rows stand in `Operations/`. What differs between releases was read from the routes that each release registers
/// and recorded from running releases.
package struct Operation: Sendable, Identifiable {
    /// The methods that the API uses.
    package enum Method: String, Hashable, Sendable, CaseIterable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
        /// GET with the handshake of a websocket.
        case webSocket = "WS"
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

    /// What the content must be for the operation to read it; otherwise the operation fails with an internal error.
    package enum ContentNeed: Sendable {
        /// Valid JSON, or content of another media type.
        case readable
        /// Anything except null.
        case present
        case object
        /// An object, or null for an empty one.
        case objectOrNull
    }

    package let id: OperationID
    package let method: Method
    /// The path in the documents, and in releases that do not differ.
    package let path: PathTemplate
    package let action: Action
    private var moves: Since<PathTemplate> = [:]
    private var access: Since<CredentialPolicy?> = [:]
    /// The first release in which the operation takes the token of an account that belongs to no workspace.
    private var accountTokenSince: Release?
    /// The permission that a key with scopes needs, and a user by role, since 4.10.
    package private(set) var permission: Permission?
    /// The query parameters and the content of requests.
    package private(set) var request = RequestShape.none
    /// What releases require of the content before they report missing members.
    package private(set) var contentNeed: Since<ContentNeed> = [:]
    /// The answer to an unknown identifier, by release.
    package private(set) var missing: Since<Refusal> = [.v4_5_1: .failure("not found"), .v4_10_11: .gone]
    /// The statuses of errors by release, besides those for credentials.
    package private(set) var failures: Since<[Int]> = [:]
    /// The code of errors that are reported with status 200.
    package private(set) var codesOfRefusalsWith200: [Int64] = []
    /// The `data` of a success, by release.
    package private(set) var data: Since<AnswerData> = [:]
    private var ownDocumentedData: AnswerData?
    /// The first release that lists the operation in `/api/v1/system/capabilities`.
    package private(set) var capabilitySince: Release?
    package private(set) var documentation: Documentation?

    /// Creates a row.
    ///
    /// - Parameter action: derived from the last word of the name if it is nil.
    init(_ id: OperationID, _ method: Method, _ path: PathTemplate, _ action: Action? = nil) {
        self.id = id
        self.method = method
        self.path = path
        self.action = action ?? id.action
    }

    /// The resource that the operation belongs to, by its name; nil for operations on none.
    package var resource: Resource? { id.resource }

    /// The credentials that a release accepts, or nil if it does not have the operation.
    package func credentials(in release: Release) -> CredentialPolicy? { access[release] ?? nil }

    /// Whether a release takes the token of an account before a workspace is chosen.
    package func takesAccountToken(in release: Release) -> Bool { accountTokenSince.map { $0 <= release } ?? false }

    /// The path in a release.
    package func path(in release: Release) -> PathTemplate { moves[release] ?? path }

    /// The `data` of a success as documented; nil means that the documents leave it open.
    package var documentedData: AnswerData? { ownDocumentedData ?? data[.v4_5_1] }

    /// Whether a release has the operation.
    package func exists(in release: Release) -> Bool { credentials(in: release) != nil }
}

extension Operation: CustomStringConvertible {
    package var description: String { "\(id) (\(method.rawValue) \(path))" }
}

// MARK: - The columns of a row

extension Operation {
    private func with(_ change: (inout Operation) -> Void) -> Operation {
        var operation = self
        change(&operation)
        return operation
    }

    /// The credentials that releases accept, and the permission that keys with scopes need.
    func access(_ access: Since<CredentialPolicy?>, _ permission: Permission? = nil) -> Operation {
        with { ($0.access, $0.permission) = (access, permission) }
    }

    /// Takes the token of an account before a workspace is chosen, since a release.
    func accountToken(since release: Release = .v4_10_11) -> Operation { with { $0.accountTokenSince = release } }

    /// The paths of releases that differ from the documents.
    func moved(_ moves: Since<PathTemplate>) -> Operation { with { $0.moves = moves } }

    /// The query parameters of requests.
    func query(_ members: [RequestShape.Member]) -> Operation {
        with { $0.request = RequestShape(query: members, body: $0.request.body) }
    }

    /// JSON content with these members.
    func content(_ members: [RequestShape.Member]) -> Operation { content(.json(members)) }

    /// Content of any form.
    func content(_ body: RequestShape.Body) -> Operation {
        with { $0.request = RequestShape(query: $0.request.query, body: body) }
    }

    func reads(_ need: Since<ContentNeed>) -> Operation { with { $0.contentNeed = need } }

    func missing(_ answers: Since<Refusal>) -> Operation { with { $0.missing = answers } }

    func failures(_ statuses: Since<[Int]>) -> Operation { with { $0.failures = statuses } }

    func refusesWith200(codes: Int64...) -> Operation { with { $0.codesOfRefusalsWith200 = codes } }

    func data(_ data: AnswerData) -> Operation { with { $0.data = Since(always: data) } }

    func data(_ data: Since<AnswerData>) -> Operation { with { $0.data = data } }

    func capability(since release: Release = .v4_10_11) -> Operation { with { $0.capabilitySince = release } }

    /// What the documents say: a success, 401 where a credential is needed, and further answers.
    ///
    /// - Parameter data: the `data` of a success if it is not that of the first releases.
    func documented(
        _ promise: Documentation.Promise,
        _ further: DocumentedAnswer...,
        credentials: CredentialPolicy = .userTokenOrAPIKey,
        query: [String] = [],
        data: AnswerData? = nil,
        source: Source? = nil
    ) -> Operation {
        with {
            $0.ownDocumentedData = data
            $0.documentation = Documentation(
                promise: promise,
                credentials: credentials,
                answers: [.success] + (credentials == .open ? [] : [.unauthorized]) + further,
                query: query,
                source: source
            )
        }
    }
}

/// Collects the rows of a file, each of which stands on its own.
@resultBuilder
enum RowBuilder {
    static func buildBlock(_ rows: Operation...) -> [Operation] { rows }
}
