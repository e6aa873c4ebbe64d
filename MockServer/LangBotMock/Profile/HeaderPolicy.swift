import HTTPCore

/// The fields that answers carry beside their content.
struct HeaderPolicy: Hashable, Sendable {
    /// What an answer answers, as far as its fields depend on it.
    struct Occasion {
        var status = 200
        var hasCredential = false
        /// Whether the operation needs no credential.
        var isOpen = false
        var hasOrigin = false

        /// The place of this occasion among ``kinds``.
        var kind: Int {
            (status == 401 ? 8 : 0) + (hasCredential ? 4 : 0) + (isOpen ? 2 : 0) + (hasOrigin ? 1 : 0)
        }

        /// All occasions that differ in their fields.
        static let kinds = (0..<16).map { kind in
            Occasion(
                status: kind & 8 == 0 ? 200 : 401,
                hasCredential: kind & 4 != 0,
                isOpen: kind & 2 != 0,
                hasOrigin: kind & 1 != 0
            )
        }
    }

    /// Whether a 401 says how to authenticate (RFC 9110, section 15.5.2).
    var challenges = true
    /// Whether what a credential was needed for is kept from caches.
    var forbidsStoring = true
    /// Whether browsers are kept from guessing types.
    var forbidsSniffing = true
    /// Whether pages of other origins are let in only where the request names its origin, with `Vary` otherwise.
    var asksForOrigin = false

    /// What releases send: little.
    static let release = HeaderPolicy(
        challenges: false,
        forbidsStoring: false,
        forbidsSniffing: false,
        asksForOrigin: true
    )

    func apply(to fields: inout HTTPFields, _ occasion: Occasion) {
        if forbidsSniffing { fields.append("X-Content-Type-Options", "nosniff") }
        if asksForOrigin, !occasion.hasOrigin {
            fields.append("Vary", "Origin")
        } else {
            fields.append("Access-Control-Allow-Origin", "*")
        }
        if forbidsStoring, !occasion.isOpen || occasion.status == 401 { fields.append("Cache-Control", "no-store") }
        if challenges, occasion.status == 401 {
            // Without a credential there is no error to speak of (RFC 6750, section 3.1).
            let error = occasion.hasCredential ? ", error=\"invalid_token\"" : ""
            fields.append("WWW-Authenticate", "Bearer realm=\"LangBot\"" + error)
        }
    }

    /// The answer to a preflight, which never carries a credential (Fetch, CORS-preflight).
    func applyPreflight(to fields: inout HTTPFields, allowed: [String], requested: String?) {
        guard asksForOrigin else {
            fields.append("Access-Control-Allow-Methods", allowed.joined(separator: ", "))
            // A wildcard would not cover Authorization.
            fields.append("Access-Control-Allow-Headers", "authorization, content-type, x-api-key")
            fields.append("Access-Control-Max-Age", "600")
            return
        }
        if let requested {
            fields.append("Access-Control-Allow-Headers", requested)
            fields.append("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS, PUT, PATCH, DELETE")
        }
    }
}
