package import LangBotContract

/// Why an operation cannot be done, in terms of LangBot and not of HTTP.
package enum DomainError: Error, Hashable, Sendable {
    /// There is no such resource.
    case notFound(Resource)
    /// There is no such path.
    case unknownPath
    /// The path does not know the method.
    case methodNotAllowed
    /// No credential was given.
    case missingCredential
    /// A credential was given that is none.
    case invalidCredential
    /// Account and password do not belong together.
    case wrongPassword
    /// The request's content cannot be used.
    case invalid(String)
    /// The content is of a type that the operation does not take.
    case unsupportedMediaType(String)
    /// It would be there twice.
    case conflict(String)
}
