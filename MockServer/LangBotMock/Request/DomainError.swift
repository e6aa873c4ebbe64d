import JSONCore
package import LangBotContract

/// Why an operation failed, in terms of LangBot and not of HTTP.
package enum DomainError: Error, Hashable, Sendable {
    /// There is no such resource.
    case notFound(Resource)
    /// There is no such resource; the answer names it.
    case notFoundByName(String)
    /// There is no tool of this name.
    case toolNotFound(String)
    /// There is no such file; the answer is only this sentence.
    case noFile(String)
    /// There is no such path.
    case unknownPath
    /// The caller belongs to no such workspace.
    case noWorkspace
    /// The path does not support the method.
    case methodNotAllowed
    /// No credential was given.
    case missingCredential
    /// The credential is invalid.
    case invalidCredential
    /// The API key is invalid, on an operation that only accepts keys.
    case invalidKey
    /// The user token is invalid, on an operation that only accepts tokens; the reason is that of the token library.
    case invalidToken(String)
    /// The caller of an open operation may not do this.
    case forbidden(String)
    /// The key lacks a permission.
    case missingPermission(Permission)
    /// The password is wrong.
    case wrongPassword
    /// The password is right, but a second factor is needed to answer the challenge with this token.
    case secondFactorNeeded(challenge: String)
    /// There is no such account.
    case unknownAccount
    /// The installation already has an account.
    case alreadyInitialized
    /// The request is invalid.
    case invalid(String)
    /// The request is invalid, and the error code says so.
    case invalidRequest(String)
    /// The upload is invalid.
    case invalidUpload(String)
    /// The request for an API key is invalid.
    case invalidKeyRequest(String)
    /// The expiry of a key is not a valid time.
    case invalidExpiry
    /// The configuration of a bot is invalid.
    case invalidBot(String)
    /// The bot is stored, but cannot run.
    case unusableBot(uuid: String, reason: String)
    /// The workspace does not support the language.
    case invalidLanguage
    /// The operation does not support the media type.
    case unsupportedMediaType(String)
    /// The resource already exists.
    case conflict(String)
    /// An internal error, as in releases that do not validate.
    case failure(String)
    /// An internal error that the operation itself reports.
    case reportedFailure(String)
    /// The resource is in use.
    case busy(String)
    /// The request is refused with this code, but status 200.
    case refusedWith200(Int64, String)
    /// A model does not answer its test.
    case modelTest(String)
    /// A part of the installation is not available.
    case unavailable(String)
    /// The operation refuses with a status and a code of its own.
    case refused(status: Int, code: ServerCode, reason: String)
    /// The platform of a bot failed.
    case delivery(String)
}
