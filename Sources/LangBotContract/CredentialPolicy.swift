/// The credentials that an operation accepts.
package enum CredentialPolicy: String, Hashable, Sendable, CaseIterable {
    /// No credential is needed.
    case open = "none"
    /// Only a user token is accepted, as `Authorization: Bearer <user token>`.
    case userToken = "user-token"
    /// Only an API key is accepted.
    case apiKey = "api-key"
    /// A user token or an API key is accepted.
    case userTokenOrAPIKey = "user-token-or-api-key"
    /// The operation takes a credential of its own kind, such as the first message of a websocket.
    case own

    /// Whether a request with an API key is accepted.
    package var acceptsAPIKey: Bool { self == .apiKey || self == .userTokenOrAPIKey || self == .open }

    /// Whether a request with a user token is accepted.
    package var acceptsUserToken: Bool { self == .userToken || self == .userTokenOrAPIKey || self == .open }
}
