import Foundation

/// Known secrets, and where they stand in a text, in whatever form.
///
/// Whatever shares twelve bytes in a row with a secret is taken for it, so that a part of it, or a copy with one
/// character changed, is found as well; a shorter secret is found whole. A text is read once, however many secrets there
/// are.
struct SecretIndex: Sendable {
    private static let window = 12
    private static let anchor = 4
    /// Learned secrets are bounded, so that a hostile answer cannot fill the memory.
    private static let lengthLimit = 4096
    private static let totalLimit = 256 * 1024

    private let rules: RuleSet
    private var secrets: Set<HashedBytes> = []
    private var total = 0
    /// The hash of every run of twelve bytes of every form of every secret.
    private var windows: Set<UInt64> = []
    private var windowFilter = BitFilter()
    /// The hash of each shorter form, and of the first four bytes of each.
    private var short: Set<UInt64> = []
    private var anchors: Set<UInt32> = []
    private var shortFilter = BitFilter()
    /// Those of them that are words of letters alone, which are found as whole words only.
    private var plainWords: Set<UInt64> = []
    /// What is compared in the place of each byte: letters of both cases are one, and so are the alphabets of base64 and
    /// base64url.
    private let folded: [UInt8]

    init(rules: RuleSet) {
        self.rules = rules
        let foldsCase = rules.contains(.foldedCase)
        folded = (0...255).map { byte in
            switch UInt8(byte) {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            default: foldsCase ? UInt8(byte).lowercased : UInt8(byte)
            }
        }
    }

    var isEmpty: Bool { secrets.isEmpty }

    func contains(_ secret: [UInt8]) -> Bool { secrets.contains(HashedBytes(bytes: secret)) }

    /// Adds a secret; what is shorter than four bytes would leave gaps in ordinary words that tell it.
    mutating func insert(_ secret: [UInt8]) {
        let secret = Array(secret.prefix(Self.lengthLimit))
        guard rules.contains(.knownSecrets), secret.count >= Self.anchor, total + secret.count <= Self.totalLimit,
            secrets.insert(HashedBytes(bytes: secret)).inserted
        else { return }
        total += secret.count
        for form in forms(of: secret) { insert(form: form.map { folded[Int($0)] }) }
        if secret.count < Self.window, secret.allSatisfy({ $0.isNameLetter && !$0.isDigit }) {
            plainWords.insert(Self.hash(secret.map { folded[Int($0)] }))
        }
    }

    private static func hash(_ form: some Sequence<UInt8>) -> UInt64 {
        var hash = RollingHash()
        for byte in form { hash.append(byte) }
        return hash.value
    }

    /// The secret, and what base64 and hexadecimal digits make of it wherever it begins in something longer.
    private func forms(of secret: [UInt8]) -> [[UInt8]] {
        var forms = [secret]
        if rules.contains(.base64) {
            forms += (0..<3).map { offset in
                let encoded = Data([UInt8](repeating: 0x61, count: offset) + secret).base64EncodedString()
                // Only the characters that no neighbour has a part in.
                let first = (offset * 8 + 5) / 6
                let last = (offset + secret.count) * 8 / 6
                return Array(encoded.utf8.prefix(last).dropFirst(first))
            }
        }
        if rules.contains(.hexadecimal) {
            forms.append(secret.flatMap { [UInt8(ascii: $0 >> 4), UInt8(ascii: $0 & 15)] })
        }
        return forms
    }

    private mutating func insert(form: [UInt8]) {
        if form.count < Self.window {
            guard form.count >= Self.anchor else { return }
            let key = form.prefix(Self.anchor).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            anchors.insert(key)
            shortFilter.insert(UInt64(key) &* RollingHash.spread)
            short.insert(Self.hash(form))
            return
        }
        var hash = RollingHash(form.prefix(Self.window))
        insert(window: hash.value)
        for index in Self.window..<form.count {
            hash.move(from: form[index - Self.window], to: form[index])
            insert(window: hash.value)
        }
    }

    private mutating func insert(window: UInt64) {
        windows.insert(window)
        windowFilter.insert(window)
    }

    /// The parts of a text that are secret, in order and without overlap.
    func ranges(in bytes: [UInt8]) -> [Range<Int>] {
        guard !isEmpty, bytes.count >= Self.anchor else { return [] }
        var found = ranges(inView: bytes)
        guard rules.contains(.escapes) else { return found }
        var view = DecodedView(bytes)
        // Twice, for what was encoded twice.
        for _ in 0..<2 {
            guard let decoded = view.decoded() else { break }
            found += ranges(inView: decoded.bytes).map { decoded.source($0) }
            view = decoded
        }
        return found.count > 1 ? Self.merged(found) : found
    }

    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    private func ranges(inView bytes: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        // Pointers, since this reads every byte that is shown, in debug builds as well.
        bytes.withUnsafeBufferPointer { bytes in
            folded.withUnsafeBufferPointer { folded in
                windowFilter.bits.withUnsafeBufferPointer { windowBits in
                    shortFilter.bits.withUnsafeBufferPointer { shortBits in
                        search(bytes, folded, windowBits, shortBits) { ranges.append($0) }
                    }
                }
            }
        }
        return Self.merged(ranges)
    }

    private func search(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ folded: UnsafeBufferPointer<UInt8>,
        _ windowBits: UnsafeBufferPointer<UInt64>,
        _ shortBits: UnsafeBufferPointer<UInt64>,
        _ found: (Range<Int>) -> Void
    ) {
        let (hasWindows, hasShort) = (!windowBits.isEmpty, !shortBits.isEmpty)
        let (window, oldest) = (Self.window, RollingHash.oldest)
        var sum: UInt64 = 0
        var key: UInt32 = 0
        var index = 0
        while index < bytes.count {
            let byte = folded[Int(bytes[index])]
            // As RollingHash does, in place: a call for each byte is what debug builds are slow at.
            if index >= window { sum = sum &- (UInt64(folded[Int(bytes[index - window])]) &+ 1) &* oldest }
            sum = sum &* RollingHash.base &+ UInt64(byte) &+ 1
            key = key &<< 8 | UInt32(byte)
            index += 1
            if hasWindows, index >= window {
                let hash = sum &* RollingHash.spread
                if BitFilter.holds(windowBits, hash), windows.contains(hash) { found((index - window)..<index) }
            }
            if hasShort, index >= Self.anchor, BitFilter.holds(shortBits, UInt64(key) &* RollingHash.spread),
                anchors.contains(key), let length = shortLength(bytes, from: index - Self.anchor)
            {
                found((index - Self.anchor)..<(index - Self.anchor + length))
            }
        }
    }

    /// The length of the longest short form that stands there.
    private func shortLength(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var hash = RollingHash()
        var longest: Int?
        var index = start
        while index < bytes.count, index - start < Self.window - 1 {
            hash.append(folded[Int(bytes[index])])
            index += 1
            guard index - start >= Self.anchor, short.contains(hash.value) else { continue }
            if !plainWords.contains(hash.value) || Self.isWord(bytes, start..<index) { longest = index - start }
        }
        return longest
    }

    private static func isWord(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        func isPart(_ index: Int) -> Bool {
            bytes.indices.contains(index) && (bytes[index].isNameLetter || bytes[index] == 0x5F)
        }
        return !isPart(range.lowerBound - 1) && !isPart(range.upperBound)
    }
}

extension SecretIndex {
    /// Whether a value without a telling name is more likely a secret than a word.
    static func looksSecret(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        if value.count >= 32 { return true }
        let hasLetter = value.contains { $0.isLetterOrDigit && !$0.isDigit }
        if value.count >= 6, hasLetter, value.contains(where: \.isDigit) { return true }
        let uppers = value.dropFirst().contains(where: \.isUppercase)
        return value.count >= 12 && uppers && value.contains(where: \.isLowercase)
    }

    /// Whether a value of no telling name is so unlike words, numbers, addresses, packages and identifiers that it may be
    /// hidden everywhere.
    static func isUncommon(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard value.count >= 8 else { return false }
        var (digits, uppers, lowers) = (0, 0, 0)
        for byte in value {
            guard byte > 0x20, byte < 0x7F, !"/:.@,;".utf8.contains(byte) else { return false }
            if byte.isDigit {
                digits += 1
            } else if byte.isUppercase {
                uppers += 1
            } else if byte.isLowercase {
                lowers += 1
            }
        }
        let isMixed = digits >= 4 || digits >= 1 && uppers >= 1 && lowers >= 1
        return uppers + lowers >= 2 && isMixed
            && (value.count != 36 || UUID(uuidString: String(decoding: value, as: UTF8.self)) == nil)
    }
}

/// Bytes that are hashed all at once; an array hashes one after the other.
struct HashedBytes: Hashable {
    let bytes: [UInt8]

    func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

/// A hash of the last twelve bytes.
private struct RollingHash {
    static let spread: UInt64 = 0x9E37_79B9_7F4A_7C15
    static let base: UInt64 = 0x0000_0100_0000_01B3
    /// What the oldest of twelve bytes is multiplied with.
    static let oldest = (0..<11).reduce(UInt64(1)) { power, _ in power &* base }

    private var sum: UInt64 = 0

    init() {}

    init(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { append(byte) }
    }

    var value: UInt64 { sum &* Self.spread }

    mutating func append(_ byte: UInt8) {
        sum = sum &* Self.base &+ UInt64(byte) &+ 1
    }

    mutating func move(from old: UInt8, to new: UInt8) {
        sum = sum &- (UInt64(old) &+ 1) &* Self.oldest
        append(new)
    }
}

/// Tells quickly of most values that they are not in a set.
private struct BitFilter {
    private(set) var bits: [UInt64] = []

    mutating func insert(_ hash: UInt64) {
        if bits.isEmpty { bits = [UInt64](repeating: 0, count: 1 << 12) }
        bits[Int(hash >> 52)] |= 1 << (hash >> 46 & 63)
    }

    static func holds(_ bits: UnsafeBufferPointer<UInt64>, _ hash: UInt64) -> Bool {
        bits[Int(truncatingIfNeeded: hash &>> 52)] &>> (hash &>> 46 & 63) & 1 == 1
    }
}

extension UInt8 {
    /// The hexadecimal digit of a number below 16.
    fileprivate init(ascii digit: UInt8) {
        self = digit < 10 ? 0x30 + digit : 0x61 + digit - 10
    }
}
