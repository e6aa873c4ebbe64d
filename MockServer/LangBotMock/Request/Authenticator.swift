import HTTPCore
import LangBotContract

/// Authenticates requests.
struct Authenticator: Sendable {
    /// - Throws: a ``DomainError`` if the credential is missing, invalid or not sufficient.
    let principal: @Sendable (HTTPFields, Endpoint, inout World, Timestamp) throws(DomainError) -> Principal

    /// Accepts either credential in both fields, as documented, if it has the permission that the operation needs.
    static let documented = Authenticator { fields, endpoint, world, now throws(DomainError) in
        guard endpoint.credentials != .open else { return .nobody }
        let principal = try identify(fields, endpoint, &world, now)
        try permit(principal, endpoint, world)
        return principal
    }

    private static func identify(
        _ fields: HTTPFields,
        _ endpoint: Endpoint,
        _ world: inout World,
        _ now: Timestamp
    ) throws(DomainError) -> Principal {
        switch SubmittedCredential(fields) {
        case .none: throw .missingCredential
        case .malformed: throw .invalidCredential
        case .apiKey(let key):
            guard endpoint.credentials.acceptsAPIKey, let id = world.key(secret: key, at: now) else {
                throw .invalidCredential
            }
            return .apiKey(id)
        case .bearer(let token):
            if endpoint.credentials.acceptsAPIKey, let id = world.key(secret: token, at: now) { return .apiKey(id) }
            guard endpoint.credentials.acceptsUserToken, let user = world.user(token: token, at: now) else {
                throw .invalidCredential
            }
            return .user(email: user, token: token)
        }
    }
}
