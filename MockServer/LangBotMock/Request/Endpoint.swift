package import LangBotContract

/// An operation of a profile.
package struct Endpoint: Sendable {
    package let id: OperationID
    package let method: Operation.Method
    package let path: PathTemplate
    package let credentials: CredentialPolicy
    /// The permission that a key with scopes needs.
    let permission: Permission?
    let content: ContentReader

    init(
        id: OperationID,
        method: Operation.Method,
        path: PathTemplate,
        credentials: CredentialPolicy,
        permission: Permission? = nil,
        content: ContentReader
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.credentials = credentials
        self.permission = permission
        self.content = content
    }

    /// The operation as documented.
    init(documented operation: Operation) {
        self.init(
            id: operation.id,
            method: operation.method,
            path: operation.path,
            credentials: operation.credentials,
            content: .documented(operation)
        )
    }

    /// The operation in a release, or nil if the release does not have it.
    init?(_ operation: ObservedOperation, of release: Release) {
        guard let credentials = operation.credentials(in: release) else { return nil }
        self.init(
            id: operation.id,
            method: operation.method,
            path: operation.path,
            credentials: credentials,
            permission: operation.permission,
            content: .release(operation)
        )
    }
}
