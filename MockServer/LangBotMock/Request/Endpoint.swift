package import LangBotContract

/// An operation as one profile offers it.
package struct Endpoint: Sendable {
    package let id: OperationID
    package let method: Operation.Method
    package let path: PathTemplate
    package let credentials: CredentialPolicy
    /// What a key with scopes must be allowed.
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

    /// The operation as the document promises it.
    init(documented operation: Operation) {
        self.init(
            id: operation.id,
            method: operation.method,
            path: operation.path,
            credentials: operation.credentials,
            content: .documented(operation)
        )
    }

    /// The operation as a release has it, or nil where it does not.
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
