import JSONCore

/// The secrets in what plugins show, which are recognised by the names of members.
enum PluginSecrets {
    private static let mask = JSONValue.string("***")
    private static let names: Set<String> = [
        "api_key", "apikey", "auth", "authorization", "cookie", "credentials", "database_url", "dsn", "key",
        "proxy_authorization", "set_cookie",
    ]
    private static let words: Set<String> = ["credential", "credentials", "passwd", "password", "secret", "token"]
    private static let qualifiers: Set<String> = [
        "access", "api", "auth", "bearer", "client", "debug", "encryption", "private", "signing",
    ]

    /// Whether members with this name hold secrets.
    static func isSecret(_ name: String) -> Bool {
        var text = ""
        var previous: Character = " "
        for character in name {
            if character.isUppercase, previous.isLowercase || previous.isNumber { text.append("_") }
            text.append(character.isASCII && (character.isLetter || character.isNumber) ? character : "_")
            previous = character
        }
        let parts = text.lowercased().split(separator: "_").map(String.init)
        if names.contains(parts.joined(separator: "_")) || !words.isDisjoint(with: parts) { return true }
        return parts.contains("key") && !qualifiers.isDisjoint(with: parts)
    }

    /// The value with every secret masked.
    static func masked(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            .object(
                JSONObject(members.map { ($0.name, isSecret($0.name) ? hidden($0.value) : masked($0.value)) })
            )
        case .array(let elements): .array(elements.map(masked))
        default: value
        }
    }

    private static func hidden(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members): .object(JSONObject(members.map { ($0.name, hidden($0.value)) }))
        case .array(let elements): .array(elements.map(hidden))
        case .null, .string(""): value
        default: mask
        }
    }

    /// A value with the present secrets in the places of masks.
    static func restored(
        _ value: JSONValue,
        from present: JSONValue?,
        isSecret: Bool = false
    ) throws(PackageFault) -> JSONValue {
        switch value {
        case mask where isSecret:
            guard let present else { throw .invalid("Masked plugin secret has no existing value") }
            return present
        case .object(let members):
            var restored: [(String, JSONValue)] = []
            for (name, member) in members {
                let secret = isSecret || Self.isSecret(name)
                restored.append((name, try Self.restored(member, from: present?[name], isSecret: secret)))
            }
            return .object(JSONObject(restored))
        case .array(let elements):
            var restored: [JSONValue] = []
            for (index, element) in elements.enumerated() {
                restored.append(try Self.restored(element, from: present?[index], isSecret: isSecret))
            }
            return .array(restored)
        default: return value
        }
    }
}
