import LangBotContract

/// An operation of a profile.
public struct MockRoute: Hashable, Sendable {
    /// LangBot's name for it, such as `bot.list`.
    public let operation: String
    /// The HTTP method.
    public let method: String
    /// The path, with its parameters in braces.
    public let path: String
    /// The credentials that it accepts: `none`, `user-token`, `api-key` or `user-token-or-api-key`.
    public let credential: String

    /// Creates a description of an operation.
    public init(operation: String, method: String, path: String, credential: String) {
        self.operation = operation
        self.method = method
        self.path = path
        self.credential = credential
    }
}

extension MockProfile {
    /// The operations of the profile, resource by resource.
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
