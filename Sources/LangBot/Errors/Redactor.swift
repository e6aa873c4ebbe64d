import Foundation

/// Removes credentials from texts that may be shown.
struct Redactor: Sendable {
    static let placeholder = "<redacted>"

    private let secrets: [String]

    /// Removes these texts, also percent-encoded or in base 64, and everything that looks like a LangBot credential.
    ///
    /// A text of less than four characters stays: the gaps that it would leave in ordinary words would tell it.
    init(_ secrets: [String] = []) {
        self.secrets = secrets.filter { $0.count >= 4 }
    }

    func redact(_ text: String) -> String {
        let known = forms.reduce(text) { $0.replacingOccurrences(of: $1, with: Self.placeholder) }
        return Self.prefixes.reduce(known) { Self.removeTokens(startingWith: $1, from: $0) }
    }

    /// The secrets as they may have been written, the longest first so that none leaves a remainder of another.
    private var forms: [String] {
        let all = secrets.flatMap { secret in
            [
                secret,
                secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? secret,
                Data(secret.utf8).base64EncodedString(),
                secret.replacingOccurrences(of: "/", with: "\\/"),
            ]
        }
        return Set(all).sorted { $0.count > $1.count }
    }

    /// How LangBot's API keys begin, and its tokens, which are JSON in base 64.
    private static let prefixes = ["lbk_", "eyJ"]

    private static func removeTokens(startingWith prefix: String, from text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while let found = rest.range(of: prefix) {
            result += rest[..<found.lowerBound] + placeholder
            rest = rest[found.upperBound...].drop { character in
                character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
            }
        }
        return result + rest
    }
}
