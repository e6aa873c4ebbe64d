package import LangBotContract

/// An operation of a profile: the part of its row that holds there.
package struct Endpoint: Sendable {
    package let id: OperationID
    package let method: Operation.Method
    package let path: PathTemplate
    package let credentials: CredentialPolicy
    /// Whether the token of an account will do that belongs to no workspace.
    let takesAccountToken: Bool
    /// The permission that a key with scopes needs, and a user by role.
    let permission: Permission?
    let content: ContentReader
    /// What the release requires of the content before it reports missing members.
    let contentNeed: Operation.ContentNeed?
    /// The answer to an unknown identifier.
    let missing: Refusal
    /// The statuses of errors besides those for credentials.
    let failures: [Int]
    /// The code of errors that are reported with status 200.
    let codesOfRefusalsWith200: [Int64]
    let data: AnswerData

    /// The operation as documented in an edition of the guide, or nil if the documents do not name it.
    init?(_ operation: Operation, documentedIn edition: Edition) {
        guard let documented = DocumentedOperation(operation) else { return nil }
        id = documented.id
        method = documented.method
        path = documented.path
        credentials = documented.credentials
        takesAccountToken = false
        permission = edition < .v4_10_7 ? nil : operation.permission
        content = .documented(documented)
        contentNeed = nil
        missing = .of(404, -1, DocumentedMessage.notFound)
        failures = []
        codesOfRefusalsWith200 = []
        data = operation.documentedData ?? .null
    }

    /// The operation in a release, or nil if the release does not have it.
    init?(_ operation: Operation, of release: Release) {
        guard let credentials = operation.credentials(in: release) else { return nil }
        id = operation.id
        method = operation.method
        path = operation.path(in: release)
        self.credentials = credentials
        takesAccountToken = operation.takesAccountToken(in: release)
        permission = operation.permission
        content = .release(operation)
        contentNeed = operation.contentNeed[release]
        missing = operation.missing[release] ?? .gone
        failures = operation.failures[release] ?? []
        codesOfRefusalsWith200 = operation.codesOfRefusalsWith200
        data = operation.data[release] ?? .null
    }
}
