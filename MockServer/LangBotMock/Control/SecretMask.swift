import JSONCore

/// Takes secrets out of what is shown of an exchange.
enum SecretMask {
    static let replacement = "***"
    private static let fields: Set<String> = [
        "authorization", "x-api-key", "cookie", "proxy-authorization", "set-cookie",
    ]
    private static let members = ["password", "token", "secret", "api_key", "apikey", "api-key"]
    private static let listMembers: Set<String> = ["api_keys", "key"]

    /// The value of a header field, hidden where it is a credential; its scheme and its sort stay.
    static func field(_ name: String, _ value: String) -> String {
        guard fields.contains(name.lowercased()) else { return text(value) }
        guard value.hasPrefix("Bearer ") else { return replacement }
        let sort = ["lbk_", "eyJ"].first(where: value.dropFirst("Bearer ".count).hasPrefix) ?? ""
        return "Bearer \(sort)\(replacement)"
    }

    /// A text without what looks like an API key or a token, percent-encoded ones included.
    static func text(_ text: String) -> String {
        guard text.contains("lbk_") || text.contains("eyJ") || text.contains("lbk%5") else { return text }
        return text.replacing(/lbk(?:_|%5[fF])[A-Za-z0-9_%-]+/, with: "lbk_\(replacement)")
            .replacing(/eyJ[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)*/, with: "eyJ\(replacement)")
    }

    /// A content: JSON without the members that hold secrets, other text without what looks like one.
    static func content(_ bytes: [UInt8]) -> JSONValue {
        if let json = try? JSONValue(parsing: bytes) { return value(json) }
        return .string(text(String(decoding: bytes, as: UTF8.self)))
    }

    /// JSON without the members that hold secrets.
    static func value(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object): .object(JSONObject(object.map { ($0.name, member($0.name, $0.value)) }))
        case .array(let elements): .array(elements.map(self.value))
        case .string(let text): .string(self.text(text))
        default: value
        }
    }

    static func member(_ name: String, _ value: JSONValue) -> JSONValue {
        let lower = name.lowercased()
        if listMembers.contains(lower), value.objectValue == nil, !value.isNull { return .string(replacement) }
        if members.contains(where: lower.contains), value.stringValue != nil { return .string(replacement) }
        return self.value(value)
    }
}
