import JSONCore
package import LangBotContract

/// Why an operation cannot be done, in terms of LangBot and not of HTTP.
package enum DomainError: Error, Hashable, Sendable {
    /// There is no such resource.
    case notFound(Resource)
    /// There is no such resource, and the answer names what was asked for.
    case notFoundByName(String)
    /// There is no such path.
    case unknownPath
    /// The path does not know the method.
    case methodNotAllowed
    /// No credential was given.
    case missingCredential
    /// A credential was given that is none.
    case invalidCredential
    /// An API key was given where only keys count, and it is none.
    case invalidKey
    /// A user token was given where only tokens count, and it is none; the reason is the one the token's reader gives.
    case invalidToken(String)
    /// The key is not allowed to do this.
    case missingPermission(Permission)
    /// Account and password do not belong together.
    case wrongPassword
    /// There is no such account.
    case unknownAccount
    /// The installation has its account already.
    case alreadyInitialized
    /// The request's content cannot be used.
    case invalid(String)
    /// The request's content cannot be used, and the code says it.
    case invalidRequest(String)
    /// What was uploaded cannot be used.
    case invalidUpload(String)
    /// An API key of that kind cannot be made.
    case invalidKeyRequest(String)
    /// The time at which a key shall expire is none.
    case invalidExpiry
    /// A bot cannot be configured like that.
    case invalidBot(String)
    /// A bot is stored, but cannot be put to use.
    case unusableBot(uuid: String, reason: String)
    /// The workspace does not know the language.
    case invalidLanguage
    /// The content is of a type that the operation does not take.
    case unsupportedMediaType(String)
    /// It would be there twice.
    case conflict(String)
    /// The server fails over it, as releases do where they do not check.
    case failure(String)
    /// The server fails over it, and says how in an answer of the operation's own.
    case reportedFailure(String)
    /// The platform behind a bot fails.
    case delivery(String)
}
