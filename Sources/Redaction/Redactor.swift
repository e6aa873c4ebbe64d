import Foundation

/// Takes secrets out of texts that may be shown, and remembers those that it sees.
///
/// Two things are hidden: what looks like a secret where it stands, by its name, its place or its form; and what was
/// seen as a secret before, wherever it comes again, as it is, in base64, base64url, hexadecimal digits, percent
/// encoding, JSON escapes, character references, upper or lower case.
package struct Redactor: Sendable {
    /// What stands in the place of a secret inside a text.
    package static let placeholder = "<redacted>"
    /// Shorter values under a secret name are hidden where they stand, and not remembered.
    private static let learnedLength = 6

    /// How much of a content is shown.
    package enum View: Sendable {
        /// Everything but secrets.
        case content
        /// Names, and the shape of every value whose name is not known to be harmless.
        case evidence
    }

    private let rules: Set<RedactionRule>
    private let sampleMark: String?
    private var index: SecretIndex

    /// Makes a redactor that knows these secrets.
    ///
    /// - Parameter sampleMark: what marks a value under a secret name as the caller's own sample, which is not remembered.
    package init(_ secrets: some Sequence<String> = EmptyCollection(), sampleMark: String? = nil) {
        rules = RedactionRule.current
        self.sampleMark = sampleMark
        index = SecretIndex(rules: rules)
        for secret in secrets { remember(secret) }
    }
}

// MARK: - Hiding

extension Redactor {
    /// A text, such as a server's message, without secrets.
    package func text(_ text: String) -> String {
        String(decoding: shown(Array(text.utf8), .content), as: UTF8.self)
    }

    /// A content, such as a JSON document, without secrets; a JSON document stays one.
    package func content(_ content: some Sequence<UInt8>, as view: View = .content) -> [UInt8] {
        shown(Array(content), view)
    }

    private func shown(_ content: [UInt8], _ view: View) -> [UInt8] {
        var scanner = ContentScanner(content, rules: rules)
        scanner.scan(view == .content ? .open : .evidence)
        return hidingKnown(scanner.output)
    }

    /// The value of a header field, a parameter or a variable without secrets.
    package func value(of name: String, _ value: String) -> String {
        guard NameSensitivity(name.utf8) == .secret, rules.contains(.secretNames), !value.isEmpty else {
            return text(value)
        }
        let parts = value.split(separator: " ", maxSplits: 1)
        let isScheme = parts.count == 2 && ContentScanner.schemes.contains(parts[0].lowercased())
        return isScheme ? "\(parts[0]) \(Self.placeholder)" : Self.placeholder
    }

    /// A text without the secrets that are known; what only looks like one stays.
    package func known(in text: String) -> String {
        index.isEmpty ? text : String(decoding: hidingKnown(Array(text.utf8)), as: UTF8.self)
    }

    private func hidingKnown(_ bytes: [UInt8]) -> [UInt8] {
        let ranges = index.ranges(in: bytes)
        guard !ranges.isEmpty else { return bytes }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var start = 0
        for range in ranges {
            output += bytes[start..<range.lowerBound]
            output += ContentScanner.placeholder
            start = range.upperBound
        }
        return output + bytes[start...]
    }

    /// Whether a text has the mask of a secret in it, or is the shape of one.
    package static func isMask(_ text: String) -> Bool {
        text.contains(placeholder) || ContentScanner.isShape(Array(text.utf8)[...])
    }
}

// MARK: - Remembering

extension Redactor {
    /// Remembers a credential that was given, from four characters on.
    package mutating func remember(_ secret: String) {
        index.insert(Array(Self.withoutTokenHead(secret).utf8))
    }

    /// Remembers what a content holds under secret names.
    package mutating func learn(from content: some Sequence<UInt8>) {
        var scanner = ContentScanner(Array(content), rules: rules)
        var found: [[UInt8]: ContentScanner.LearnedFrom] = [:]
        scanner.learn = { value, source in
            if found[value] != .secretName { found[value] = source }
        }
        scanner.scan(.open)
        for (value, source) in found { learn(String(decoding: value, as: UTF8.self), source) }
    }

    /// Remembers the value of a header field, a parameter or a variable, if its name is a secret's.
    package mutating func learn(from name: String, _ value: String) {
        guard NameSensitivity(name.utf8) == .secret, rules.contains(.secretNames) else { return }
        if name.lowercased().hasSuffix("cookie") {
            for pair in value.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                if parts.count == 2 { learn(String(parts[1]), .secretName) }
            }
        } else {
            learn(value, .secretName)
        }
    }

    private mutating func learn(_ value: String, _ source: ContentScanner.LearnedFrom) {
        let parts = value.split(separator: " ", maxSplits: 1)
        if parts.count == 2, ContentScanner.schemes.contains(parts[0].lowercased()) {
            let credential = String(parts[1])
            if parts[0].lowercased() == "basic", let data = Data(base64Encoded: credential) {
                let pair = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1)
                if let password = pair.last { learn(String(password), source) }
            }
            return learn(credential, source)
        }
        if value.contains("://"), let address = URLComponents(string: value), address.scheme != nil {
            return learn(from: address)
        }
        let bytes = Array(value.utf8)
        guard bytes.count >= Self.learnedLength, !NameSensitivity.isPlaceholder(bytes),
            !bytes.allSatisfy({ $0 == 0x2A }), sampleMark.map({ !value.contains($0) }) ?? true
        else { return }
        if source == .configuration, !Self.isUncommon(bytes) { return }
        index.insert(Array(Self.withoutTokenHead(value).utf8))
    }

    /// Whether a value of no telling name is so unlike ordinary words, numbers and identifiers that it may be hidden
    /// everywhere.
    private static func isUncommon(_ value: [UInt8]) -> Bool {
        guard value.count >= 8, value.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }) else {
            return false
        }
        let letters = value.contains { $0.isLetterOrDigit && !$0.isDigit && $0 | 0x20 != UInt8(ascii: "v") }
        return letters && value.contains(where: \.isDigit)
            && UUID(uuidString: String(decoding: value, as: UTF8.self)) == nil
    }

    /// Of an address, its host and the names in its path are no secrets.
    private mutating func learn(from address: URLComponents) {
        let parts =
            [address.user, address.password, address.fragment] + (address.queryItems ?? []).map(\.value)
            + address.path.split(separator: "/").map(String.init).filter {
                SecretIndex.looksSecret(Array($0.utf8)[...])
            }
        for case let part? in parts where part.utf8.count >= Self.learnedLength {
            index.insert(Array(part.utf8))
        }
    }

    /// A JSON web token without its first part, which names the algorithm and is the same for all.
    private static func withoutTokenHead(_ secret: String) -> String {
        let parts = secret.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].hasPrefix("eyJ") else { return secret }
        return parts[1...].joined(separator: ".")
    }
}
