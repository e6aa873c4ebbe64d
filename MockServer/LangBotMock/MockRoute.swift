import LangBotContract

/// An operation that a mock answers.
public struct MockRoute: Hashable, Sendable {
    /// LangBot's name for it, such as `bot.list`.
    public let operation: String
    /// The HTTP method.
    public let method: String
    /// The path, with its parameters in braces.
    public let path: String
    /// What it takes: `none`, `user-token`, `api-key` or `user-token-or-api-key`.
    public let credential: String

    /// Describes an operation.
    public init(operation: String, method: String, path: String, credential: String) {
        self.operation = operation
        self.method = method
        self.path = path
        self.credential = credential
    }
}

extension MockProfile {
    /// Every operation of the profile, resource by resource.
    public var routes: [MockRoute] {
        profile.endpoints.map { operation in
            MockRoute(
                operation: operation.id.rawValue,
                method: operation.method.rawValue,
                path: operation.path.description,
                credential: operation.credentials.rawValue
            )
        }
    }
}
