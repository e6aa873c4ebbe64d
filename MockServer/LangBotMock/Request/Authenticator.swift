import LangBotContract

/// Decides who calls.
struct Authenticator: Sendable {
    /// - Throws: ``DomainError/missingCredential`` or ``DomainError/invalidCredential`` where an operation wants more
    ///   than was given.
    func principal(
        _ credential: SubmittedCredential,
        for operation: Operation,
        in world: World,
        at now: Timestamp
    ) throws(DomainError) -> Principal {
        guard operation.credentials != .open else { return .nobody }
        switch credential {
        case .none: throw .missingCredential
        case .malformed: throw .invalidCredential
        case .apiKey(let key):
            guard operation.credentials.acceptsAPIKey, world.holds(key: key) else { throw .invalidCredential }
            return .apiKey
        case .bearer(let token):
            if operation.credentials.acceptsAPIKey, world.holds(key: token) { return .apiKey }
            guard operation.credentials.acceptsUserToken, let user = world.user(token: token, at: now) else {
                throw .invalidCredential
            }
            return .user(email: user, token: token)
        }
    }
}
