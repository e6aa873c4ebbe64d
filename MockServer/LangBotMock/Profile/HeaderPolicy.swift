import HTTPCore

/// The header fields of a profile's answers.
struct HeaderPolicy: Hashable, Sendable {
    /// The properties of an exchange that the fields depend on.
    struct Occasion {
        var status = 200
        var hasCredential = false
        /// Whether the operation needs no credential.
        var isOpen = false
        var hasOrigin = false

        /// The index of this occasion in ``kinds``.
        var kind: Int {
            (status == 401 ? 8 : 0) + (hasCredential ? 4 : 0) + (isOpen ? 2 : 0) + (hasOrigin ? 1 : 0)
        }

        /// All occasions with different fields.
        static let kinds = (0..<16).map { kind in
            Occasion(
                status: kind & 8 == 0 ? 200 : 401,
                hasCredential: kind & 4 != 0,
                isOpen: kind & 2 != 0,
                hasOrigin: kind & 1 != 0
            )
        }
    }

    /// Whether a 401 has a challenge (RFC 9110, section 15.5.2).
    var challenges = true
    /// Whether authenticated answers must not be cached.
    var forbidsStoring = true
    /// Whether MIME type sniffing is disabled.
    var forbidsSniffing = true
    /// Whether CORS is allowed only for requests with an Origin; others get `Vary`.
    var asksForOrigin = false

    /// The few fields that releases send.
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
            // No error attribute for a request without a credential (RFC 6750, section 3.1).
            let error = occasion.hasCredential ? ", error=\"invalid_token\"" : ""
            fields.append("WWW-Authenticate", "Bearer realm=\"LangBot\"" + error)
        }
    }

    /// Adds the fields for a preflight, which never carries a credential (Fetch, CORS-preflight).
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
