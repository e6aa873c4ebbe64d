import Foundation

/// A credential, or something made from one, that may be sent and never shown.
package enum Secret: Hashable, Sendable {
    case apiKey
    case userToken
    case globalKey
    /// A credential that the run itself has made, with what a reader should put in its place.
    case made(String, placeholder: String)
    /// A value that the user has given, with the shell variable that a reader has it in.
    case given(String, variable: String)
    indirect case derived(Derivation, from: Secret)

    /// A change to a secret that leaves so much of it that the result is secret too.
    package enum Derivation: Hashable, Sendable {
        case withoutLastCharacter
        /// Without the four characters that every key starts with.
        case withoutPrefix
        case swappedCase
        /// The character at this place, counted from 1, replaced by one that no key contains.
        case replacedCharacter(Int)
        case replacedLastCharacter
        case firstHalf
        case secondHalf
        /// A JSON web token whose header names no algorithm, without a signature.
        case unsignedToken
        /// A JSON web token whose third segment is empty.
        case withoutSignature
        /// A JSON web token with another header and its own signature, such as of another algorithm.
        case replacedHeader(String)
        /// The first two segments of a JSON web token.
        case twoSegments
        /// A JSON web token with a signature of zeros.
        case foreignSignature
        /// A JSON web token with a character of its payload changed.
        case tamperedPayload
        /// Base64 of the secret between a prefix and a suffix.
        case base64(prefix: String, suffix: String)
    }

    func value(_ credentials: Credentials) throws(Interruption) -> String {
        switch self {
        case .apiKey: return credentials.apiKey
        case .userToken:
            guard let token = credentials.userToken else { throw .untestable(Need.userToken.reason) }
            return token
        case .globalKey:
            guard let key = credentials.globalKey else { throw .untestable(Need.globalKey.reason) }
            return key
        case .made(let value, _): return value
        case .given(let value, _): return value
        case .derived(let derivation, let secret): return derivation.apply(try secret.value(credentials))
        }
    }

    /// Whether the server has issued it, in whatever notation.
    var isIssued: Bool {
        switch self {
        case .apiKey, .userToken, .globalKey, .made, .derived(.base64, _), .derived(.withoutPrefix, _): true
        // Together with the first half, wherever that is.
        case .derived(.secondHalf, _): true
        case .derived, .given: false
        }
    }

    /// What stands for the secret in a shell's double quotes.
    var shellExpression: String {
        switch self {
        case .apiKey: "$LANGBOT_API_KEY"
        case .userToken: "$LANGBOT_USER_TOKEN"
        case .globalKey: "$LANGBOT_GLOBAL_KEY"
        case .made(_, let placeholder): "<\(placeholder)>"
        case .given(_, let variable): "$\(variable)"
        case .derived(let derivation, let secret): derivation.shellExpression(secret.shellExpression)
        }
    }
}

extension Secret.Derivation {
    /// `{"alg":"none","typ":"JWT"}` in base64url.
    private static let unsignedHeader = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"

    private static let zeros = String(repeating: "A", count: 43)

    private static func segment(_ index: Int, of token: String) -> String {
        let segments = token.split(separator: ".", omittingEmptySubsequences: false)
        return segments.indices.contains(index) ? String(segments[index]) : ""
    }

    func apply(_ secret: String) -> String {
        switch self {
        case .withoutLastCharacter: return String(secret.dropLast())
        case .withoutPrefix: return String(secret.dropFirst(4))
        case .swappedCase:
            return String(secret.map { $0.isUppercase ? Character($0.lowercased()) : Character($0.uppercased()) })
        case .replacedCharacter(let place):
            var characters = Array(secret)
            // A shorter secret is made longer: in any case it must not stay what it is.
            if place <= characters.count { characters[place - 1] = "~" } else { characters.append("~") }
            return String(characters)
        case .replacedLastCharacter: return secret.dropLast() + "~"
        case .firstHalf: return String(secret.prefix(secret.count / 2))
        case .secondHalf: return String(secret.dropFirst(secret.count / 2))
        case .unsignedToken: return Self.unsignedHeader + "." + Self.segment(1, of: secret) + "."
        case .withoutSignature: return Self.segment(0, of: secret) + "." + Self.segment(1, of: secret) + "."
        case .replacedHeader(let header):
            return header + "." + Self.segment(1, of: secret) + "." + Self.segment(2, of: secret)
        case .twoSegments: return Self.segment(0, of: secret) + "." + Self.segment(1, of: secret)
        case .foreignSignature:
            return Self.segment(0, of: secret) + "." + Self.segment(1, of: secret) + "." + Self.zeros
        case .tamperedPayload:
            let payload = Self.segment(1, of: secret)
            let changed = payload.dropLast() + (payload.hasSuffix("A") ? "B" : "A")
            return Self.segment(0, of: secret) + "." + changed + "." + Self.segment(2, of: secret)
        case .base64(let prefix, let suffix): return Data((prefix + secret + suffix).utf8).base64EncodedString()
        }
    }

    func shellExpression(_ secret: String) -> String {
        let pipe = "$(printf %s \"\(secret)\" | "
        let variable = secret.dropFirst()
        return switch self {
        case .withoutLastCharacter: "${\(variable)%?}"
        case .withoutPrefix: "${\(variable)#????}"
        case .swappedCase: pipe + "tr 'a-zA-Z' 'A-Za-z')"
        case .replacedCharacter(let place): pipe + "sed -e 's/^.\\{0,\(place - 1)\\}$/&~/' -e t -e 's/./~/\(place)')"
        case .replacedLastCharacter: "${\(variable)%?}~"
        case .firstHalf: "$(k=\"\(secret)\"; printf %.$((${#k}/2))s \"$k\")"
        case .secondHalf: "$(k=\"\(secret)\"; printf %s \"$k\" | tail -c +$((${#k}/2+1)))"
        case .unsignedToken: Self.unsignedHeader + "." + pipe + "cut -d. -f2)."
        case .withoutSignature: pipe + "cut -d. -f1,2)."
        case .replacedHeader(let header): header + "." + pipe + "cut -d. -f2,3)"
        case .twoSegments: pipe + "cut -d. -f1,2)"
        case .foreignSignature: pipe + "cut -d. -f1,2).\(Self.zeros)"
        case .tamperedPayload:
            pipe + "sed -e 's/A\\.\\([^.]*\\)$/~.\\1/' -e 's/[^.~]\\.\\([^.]*\\)$/A.\\1/' -e 's/~\\./B./')"
        case .base64(let prefix, let suffix): "$(printf %s \"\(prefix)\(secret)\(suffix)\" | base64 -w0)"
        }
    }
}
