/// Which credentials an operation accepts.
package enum CredentialPolicy: String, Hashable, Sendable, CaseIterable {
    /// Anybody may call it.
    case open = "none"
    /// Only a signed-in user may call it, with `Authorization: Bearer <user token>`.
    case userToken = "user-token"
    /// Only an API key is accepted.
    case apiKey = "api-key"
    /// Either is accepted.
    case userTokenOrAPIKey = "user-token-or-api-key"

    /// Whether an API key is enough.
    package var acceptsAPIKey: Bool { self == .apiKey || self == .userTokenOrAPIKey || self == .open }

    /// Whether a user token is enough.
    package var acceptsUserToken: Bool { self == .userToken || self == .userTokenOrAPIKey || self == .open }
}
