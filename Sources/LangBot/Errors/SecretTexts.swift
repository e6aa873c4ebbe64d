extension JSONValue {
    /// The texts that a body keeps under names such as `api_keys`, `token` or `password`.
    ///
    /// LangBot names in its internal errors the values that it could not store, these among them.
    var secretTexts: [String] {
        switch self {
        case .object(let members):
            members.flatMap { name, value in Self.isSecret(name) ? value.texts : value.secretTexts }
        case .array(let elements): elements.flatMap(\.secretTexts)
        default: []
        }
    }

    /// The same value with a placeholder for everything under such names.
    var redacted: JSONValue {
        switch self {
        case .object(let members):
            .object(
                JSONObject(
                    uniqueKeysWithValues: members.map { name, value in
                        let isShown = !Self.isSecret(name) || value.texts.isEmpty
                        return (name, isShown ? value.redacted : .string(Redactor.placeholder))
                    }
                )
            )
        case .array(let elements): .array(elements.map(\.redacted))
        default: self
        }
    }

    private var texts: [String] {
        switch self {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap(\.texts)
        case .object(let members): members.values.flatMap(\.texts)
        default: []
        }
    }

    private static let secretNames = ["api_key", "apikey", "token", "secret", "password", "authorization"]

    private static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return secretNames.contains { name.contains($0) } || name == "key"
    }
}
