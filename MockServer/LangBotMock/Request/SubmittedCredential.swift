import HTTPCore

/// The credential in a request, judged by its form only.
enum SubmittedCredential: Hashable, Sendable {
    case none
    /// The value of `X-API-Key`.
    case apiKey(String)
    /// The token in `Authorization`.
    case bearer(String)
    /// Something that cannot be a credential.
    case malformed

    /// Reads the credential; `X-API-Key` takes precedence over `Authorization`.
    init(_ fields: HTTPFields) {
        if fields.count(of: "x-api-key") > 1 || fields.count(of: "authorization") > 1 {
            self = .malformed
        } else if let key = fields["x-api-key"], !key.isEmpty {
            self = .apiKey(key)
        } else if let authorization = fields["authorization"], !authorization.isEmpty {
            self = Self.read(authorization)
        } else {
            self = .none
        }
    }

    /// Reads the scheme in any case, one or more spaces, and one token (RFC 9110, section 11.4; RFC 6750, section 2.1).
    private static func read(_ authorization: String) -> SubmittedCredential {
        let scheme = authorization.prefix { $0 != " " }
        guard scheme.lowercased() == "bearer" else { return .malformed }
        let token = authorization.dropFirst(scheme.count).drop { $0 == " " }
        guard !token.isEmpty else { return .none }
        return isToken(token) ? .bearer(String(token)) : .malformed
    }

    /// Whether it consists of letters, digits and `-._~+/`, optionally followed by `=`.
    private static func isToken(_ text: Substring) -> Bool {
        let body = text.utf8.reversed().drop { $0 == UInt8(ascii: "=") }
        return !body.isEmpty
            && body.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                    true
                default: false
                }
            }
    }
}
