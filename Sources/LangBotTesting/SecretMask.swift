import Foundation
import LangBot

/// Takes secrets out of what is shown of a request.
enum SecretMask {
    static let placeholder = "<redacted>"

    private static let words = [
        "api_key", "api-key", "apikey", "authorization", "cookie", "password", "secret", "token",
    ]

    /// Whether what stands under a name, of a header field or a member of JSON, is a secret.
    static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return words.contains { name.contains($0) }
    }

    /// A body without what JSON keeps under such names, and without what looks like a key or a token of LangBot; what
    /// has no secret stays byte for byte.
    static func body(_ body: Data) -> Data {
        if let json = try? JSONValue(json: body) {
            let masked = value(json)
            return masked == json ? body : (try? masked.json()) ?? Data()
        }
        guard let text = String(data: body, encoding: .utf8) else { return body }
        let masked = self.text(text)
        return masked == text ? body : Data(masked.utf8)
    }

    /// A text without what looks like a key or a token of LangBot.
    static func text(_ text: String) -> String {
        guard text.contains("lbk_") || text.contains("eyJ") else { return text }
        return text.replacing(/(?:lbk_|eyJ)[A-Za-z0-9_.-]+/, with: placeholder)
    }

    private static func value(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            .object(
                Dictionary(
                    uniqueKeysWithValues: members.map { name, member in
                        (name, isSecret(name) ? hidden(member) : self.value(member))
                    }
                )
            )
        case .array(let elements): .array(elements.map(self.value))
        case .string(let text): .string(self.text(text))
        default: value
        }
    }

    /// The same shape with every text hidden; what is no text, such as `max_tokens`, is no secret.
    private static func hidden(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(text.isEmpty ? "" : placeholder)
        case .array(let elements): .array(elements.map(hidden))
        case .object(let members): .object(members.mapValues(hidden))
        default: value
        }
    }
}
