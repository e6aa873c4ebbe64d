import HTTPCore

/// The fields that answers carry beside their content.
struct HeaderPolicy: Hashable, Sendable {
    /// Whether a 401 says how to authenticate (RFC 9110, section 15.5.2).
    var challenges = true
    /// Whether what a credential was needed for is kept from caches.
    var forbidsStoring = true
    /// Whether browsers are kept from guessing types.
    var forbidsSniffing = true
    /// Whether pages of other origins may read answers.
    var allowsOrigins = true

    func apply(to fields: inout HTTPFields, status: Int, credential: SubmittedCredential, isOpen: Bool) {
        if forbidsSniffing { fields.append("X-Content-Type-Options", "nosniff") }
        if allowsOrigins { fields.append("Access-Control-Allow-Origin", "*") }
        if forbidsStoring, !isOpen || status == 401 { fields.append("Cache-Control", "no-store") }
        if challenges, status == 401 {
            // Without a credential there is no error to speak of (RFC 6750, section 3.1).
            let error = credential == .none ? "" : ", error=\"invalid_token\""
            fields.append("WWW-Authenticate", "Bearer realm=\"LangBot\"" + error)
        }
    }

    /// The answer to a preflight, which never carries a credential (Fetch, CORS-preflight).
    func applyPreflight(to fields: inout HTTPFields, allowed: [String]) {
        guard allowsOrigins else { return }
        fields.append("Access-Control-Allow-Methods", allowed.joined(separator: ", "))
        // A wildcard would not cover Authorization.
        fields.append("Access-Control-Allow-Headers", "authorization, content-type, x-api-key")
        fields.append("Access-Control-Max-Age", "600")
    }
}
