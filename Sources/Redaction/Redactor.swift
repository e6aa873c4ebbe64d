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

    private let rules: RuleSet
    private let sampleMark: String?
    private var index: SecretIndex
    /// How many contents are known to have been read.
    private static let readLimit = 16 * 1024
    /// The hashes of contents that were read: most requests and answers come again.
    private var read: Set<Int> = []

    /// Makes a redactor that knows these secrets.
    ///
    /// - Parameter sampleMark: what marks a value under a secret name as the caller's own sample, which is not remembered.
    package init(_ secrets: some Sequence<String> = EmptyCollection(), sampleMark: String? = nil) {
        rules = RuleSet(RedactionRule.current)
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
        hidingKnown(
            ContentScanner.shown(content, view == .content ? .open : .evidence, rules: rules, sampleMark: sampleMark)
        )
    }

    /// The value of a header field, a parameter or a variable without secrets.
    package func value(of name: String, _ value: String) -> String {
        guard NameSensitivity(name.utf8) == .secret, rules.contains(.secretNames), !value.isEmpty else {
            return text(value)
        }
        let parts = value.split(separator: " ", maxSplits: 1)
        let isScheme = parts.count == 2 && SourceText.schemes.contains(parts[0].lowercased())
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

    /// Whether a text is another one with something in it masked.
    package static func isMask(_ text: String, of whole: String) -> Bool {
        let parts = text.split(separator: placeholder, omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last, whole.hasPrefix(first) else {
            return false
        }
        var rest = whole.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() {
            guard let place = rest.firstRange(of: part) else { return false }
            rest = rest[place.upperBound...]
        }
        return rest.hasSuffix(last)
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
        let content = Array(content)
        guard !content.isEmpty, isNew(content) else { return }
        var seen: Set<HashedBytes> = []
        var secrets: [[UInt8]] = []
        var others: [[UInt8]] = []
        ContentScanner.search(content, rules: rules, sampleMark: sampleMark) { value, source in
            switch source {
            case .secretName: if seen.insert(HashedBytes(bytes: value)).inserted { secrets.append(value) }
            case .configuration: others.append(value)
            }
        }
        // Space for secrets is limited, and these are sure ones.
        for value in secrets { learn(String(decoding: value, as: UTF8.self), .secretName) }
        for value in others where seen.insert(HashedBytes(bytes: value)).inserted {
            learn(String(decoding: value, as: UTF8.self), .configuration)
        }
    }

    private mutating func isNew(_ content: [UInt8]) -> Bool {
        if read.count >= Self.readLimit { read = [] }
        return read.insert(HashedBytes(bytes: content).hashValue).inserted
    }

    /// Remembers the value of a header field, a parameter or a variable, if its name is a secret's.
    package mutating func learn(from name: String, _ value: String) {
        guard NameSensitivity(name.utf8) == .secret, rules.contains(.secretNames) else { return }
        if name.lowercased().hasSuffix("cookie") {
            // Behind the first pair, Set-Cookie has attributes.
            let pairs = value.split(separator: ";").prefix(name.lowercased() == "set-cookie" ? 1 : .max)
            for pair in pairs {
                let parts = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
                if parts.count == 2, !Self.cookieAttributes.contains(parts[0].lowercased()) {
                    learn(parts[1].trimmingCharacters(in: ["\""]), .secretName)
                }
            }
        } else {
            learn(value, .secretName)
        }
    }

    private mutating func learn(_ value: String, _ source: ContentScanner.LearnedFrom) {
        let bytes = Array(value.utf8)
        if index.contains(bytes) { return }
        let parts = value.split(separator: " ", maxSplits: 1)
        if parts.count == 2, SourceText.schemes.contains(parts[0].lowercased()) {
            let credential = String(parts[1])
            if parts[0].lowercased() == "basic", let data = Data(base64Encoded: credential) {
                let pair = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1)
                if let password = pair.last { learn(String(password), source) }
            }
            return learn(credential, source)
        }
        if bytes.holds(Array("://".utf8)), let address = URLComponents(string: value), address.scheme != nil {
            return learn(from: address)
        }
        guard bytes.count >= Self.learnedLength, !NameSensitivity.isPlaceholder(bytes),
            !bytes.allSatisfy({ $0 == 0x2A }), sampleMark.map({ !bytes.holds(Array($0.utf8)) }) ?? true
        else { return }
        if source == .configuration, !bytes.withUnsafeBufferPointer(SecretIndex.isUncommon) { return }
        index.insert(Array(Self.withoutTokenHead(value).utf8))
    }

    private static let cookieAttributes: Set<String> = ["domain", "expires", "max-age", "path", "samesite"]

    /// Of an address the password, what stands under the name of a secret, and what is too random for a name.
    private mutating func learn(from address: URLComponents) {
        let query = address.queryItems ?? []
        let named = query.filter { [.secret, .code].contains(NameSensitivity($0.name.utf8)) }.map(\.value)
        for case let secret? in [address.password] + named { learn(secret, .secretName) }
        let parts =
            [address.user, address.fragment] + query.map(\.value) + address.path.split(separator: "/").map(String.init)
        for case let part? in parts { learn(part, .configuration) }
    }

    /// A JSON web token without its first part, which names the algorithm and is the same for all.
    private static func withoutTokenHead(_ secret: String) -> String {
        let parts = secret.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].hasPrefix("eyJ") else { return secret }
        return parts[1...].joined(separator: ".")
    }
}

extension [UInt8] {
    /// Whether other bytes are in it; Foundation's searches take ten times as long.
    package func holds(_ part: [UInt8]) -> Bool {
        guard let first = part.first else { return true }
        return withUnsafeBytes { whole in
            guard var rest = whole.baseAddress, let end = whole.baseAddress?.advanced(by: count - part.count + 1) else {
                return false
            }
            while rest < end, let place = memchr(rest, Int32(first), end - rest) {
                if memcmp(place, part, part.count) == 0 { return true }
                rest = UnsafeRawPointer(place).advanced(by: 1)
            }
            return false
        }
    }
}
