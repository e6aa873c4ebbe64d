import Foundation

/// Takes secrets out of texts, in whatever form they come.
///
/// Whatever shares twelve characters in a row with a secret is taken for it, so that a key with one character changed
/// is hidden as well. Each secret is also looked for in base64.
package struct Redactor: Sendable {
    private static let window = 12
    private static let replacement = "[secret]"

    /// Every run of twelve characters of every secret.
    private let fragments: Set<ArraySlice<UInt8>>
    /// Secrets that are shorter than that.
    private let short: [[UInt8]]

    package init(_ credentials: Credentials) {
        self.init([credentials.apiKey, credentials.userToken].compactMap(\.self) + credentials.others)
    }

    package init(_ secrets: [String]) {
        var fragments: Set<ArraySlice<UInt8>> = []
        var short: [[UInt8]] = []
        for form in secrets.map(Self.secretPart).flatMap(Self.forms) {
            let bytes = Array(form.utf8)
            if bytes.count < Self.window {
                if bytes.count >= 4 { short.append(bytes) }
                continue
            }
            for start in 0...(bytes.count - Self.window) { fragments.insert(bytes[start..<(start + Self.window)]) }
        }
        self.fragments = fragments
        self.short = short
    }

    /// What nobody else may know of a secret.
    ///
    /// The first part of a token names its algorithm and is the same for all; checks that change it show it.
    private static func secretPart(_ secret: String) -> String {
        let parts = secret.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].hasPrefix("eyJ") else { return secret }
        return parts[1...].joined(separator: ".")
    }

    /// The secret itself, in other cases, percent-encoded, and in base64 at each of its three alignments.
    private static func forms(_ secret: String) -> [String] {
        let base64 = ["", "a", "ab"].map { prefix in
            String(Data((prefix + secret).utf8).base64EncodedString().dropFirst(prefix.isEmpty ? 0 : 4))
        }
        let encoded = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? secret
        return [secret, secret.lowercased(), secret.uppercased(), Secret.Derivation.swappedCase.apply(secret), encoded]
            + base64
    }

    /// The text without the secrets.
    package func redact(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var hidden = [Bool](repeating: false, count: bytes.count)
        if bytes.count >= Self.window {
            for start in 0...(bytes.count - Self.window) where fragments.contains(bytes[start..<(start + Self.window)])
            {
                for index in start..<(start + Self.window) { hidden[index] = true }
            }
        }
        for secret in short { Self.hide(secret, in: bytes, &hidden) }
        guard hidden.contains(true) else { return text }
        return Self.render(bytes, hidden)
    }

    private static func hide(_ secret: [UInt8], in bytes: [UInt8], _ hidden: inout [Bool]) {
        guard bytes.count >= secret.count else { return }
        for start in 0...(bytes.count - secret.count) where bytes[start...].starts(with: secret) {
            for index in start..<(start + secret.count) { hidden[index] = true }
        }
    }

    private static func render(_ bytes: [UInt8], _ hidden: [Bool]) -> String {
        var output: [UInt8] = []
        for index in bytes.indices {
            if !hidden[index] {
                output.append(bytes[index])
            } else if index == 0 || !hidden[index - 1] {
                output.append(contentsOf: replacement.utf8)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
