/// The bytes of a content, valid while it is scanned, and what can be told of them by looking.
///
/// A trivial value, which debug builds copy without counting references: these functions are called for every word of
/// every text that is shown.
struct SourceText {
    let bytes: UnsafeBufferPointer<UInt8>
    let rules: RuleSet
    private let classes = ByteClass.pointer

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ rules: RuleSet) {
        self.bytes = bytes
        self.rules = rules
    }

    /// A part of the content, counted from zero.
    func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[range]) }

    func text(_ range: Range<Int>) -> String { String(decoding: part(range), as: UTF8.self) }

    /// Whether a byte is a part of what the class says.
    func isOf(_ kind: ByteClass, _ byte: UInt8) -> Bool { classes[Int(byte)].contains(kind) }

    func runEnd(_ start: Int, _ end: Int, _ isPart: (UInt8) -> Bool) -> Int {
        var index = start
        while index < end, isPart(bytes[index]) { index += 1 }
        return index
    }

    func runEnd(_ start: Int, _ end: Int, of kind: ByteClass) -> Int {
        var index = start
        while index < end, isOf(kind, bytes[index]) { index += 1 }
        return index
    }

    func matches(_ text: StaticString, at index: Int, _ end: Int) -> Bool {
        index + text.utf8CodeUnitCount <= end && text.isAt(index, in: bytes)
    }

    static func isOpening(_ byte: UInt8) -> Bool { byte == 0x7B || byte == 0x5B || byte == 0x28 }
    static func isClosing(_ byte: UInt8) -> Bool { byte == 0x7D || byte == 0x5D || byte == 0x29 }
    static func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 }
    static let backslash: UInt8 = 0x5C
}

// MARK: - Structure

extension SourceText {
    /// Whether a bracket begins JSON or a representation, and not a remark in brackets.
    func beginsStructure(_ start: Int) -> Bool {
        guard Self.isOpening(bytes[start]) else { return false }
        var next = start + 1
        while next < bytes.count, bytes[next].isSpace { next += 1 }
        guard next < bytes.count else { return true }
        let byte = bytes[next]
        if Self.isQuote(byte) || Self.isOpening(byte) || Self.isClosing(byte) { return true }
        return bytes[start] == 0x5B && (byte.isDigit || "-tfn".utf8.contains(byte))
    }

    func nameIs(_ names: [String], _ range: Range<Int>) -> Bool {
        range.count <= 6 && names.contains(text(range).lowercased())
    }

    /// Whether a colon or an equals sign makes what ends here a name.
    func isName(at index: Int, _ end: Int) -> Bool {
        var index = index
        while index < end, bytes[index].isSpace { index += 1 }
        return index < end && (bytes[index] == 0x3A || bytes[index] == 0x3D)
    }

    func wordEnd(_ start: Int, _ end: Int) -> Int {
        runEnd(start, end, of: .scalar)
    }
}

// MARK: - Texts in quotation marks

extension SourceText {
    /// A quotation mark, with the backslashes before it where the text itself stands in a text.
    struct Quote {
        let mark: UInt8
        let backslashes: Int
        /// Where the text begins.
        let content: Int

        var width: Int { backslashes + 1 }
    }

    func quote(at start: Int, _ end: Int) -> Quote? {
        var index = start
        while index < end, bytes[index] == Self.backslash { index += 1 }
        guard index < end, Self.isQuote(bytes[index]) else { return nil }
        return Quote(mark: bytes[index], backslashes: index - start, content: index + 1)
    }

    /// Where the text ends that a quotation mark begins, or `end` where it is not closed.
    func closing(of quote: Quote, _ end: Int) -> Int {
        var index = quote.content
        var backslashes = 0
        while index < end {
            let byte = bytes[index]
            if byte == Self.backslash {
                backslashes += 1
            } else {
                if byte == quote.mark,
                    quote.backslashes == 0 ? backslashes.isMultiple(of: 2) : backslashes <= quote.backslashes
                {
                    return quote.backslashes == 0 ? index : index - min(backslashes, quote.backslashes)
                }
                backslashes = 0
            }
            index += 1
        }
        return end
    }

    /// A character that is written as an escape ends a word; a backslash that begins none is passed over.
    func behindEscape(_ index: Int, _ end: Int) -> Int {
        guard index + 1 < end else { return end }
        switch bytes[index + 1] {
        case UInt8(ascii: "u"): return min(index + 6, end)
        case UInt8(ascii: "x"): return min(index + 4, end)
        case let letter where "nrtbf0".utf8.contains(letter): return index + 2
        default: return index + 1
        }
    }
}
