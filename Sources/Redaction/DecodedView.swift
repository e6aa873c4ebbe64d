/// A text with its escapes taken out, and where each of its bytes came from.
struct DecodedView {
    let bytes: [UInt8]
    /// Where each byte begins in the text, and after the last one where it ends; nil where both are the same.
    private let starts: [Int]?

    init(_ bytes: [UInt8]) {
        self.init(bytes: bytes, starts: nil)
    }

    private init(bytes: [UInt8], starts: [Int]?) {
        self.bytes = bytes
        self.starts = starts
    }

    /// Where a part of the view stands in the text.
    func source(_ range: Range<Int>) -> Range<Int> {
        guard let starts else { return range }
        return starts[range.lowerBound]..<starts[range.upperBound]
    }

    /// The same text without its percent encoding, JSON escapes and character references; nil where it has none.
    func decoded() -> DecodedView? {
        guard bytes.contains(where: { $0 == 0x25 || $0 == 0x5C || $0 == 0x26 }) else { return nil }
        var output: [UInt8] = []
        var origins: [Int] = []
        output.reserveCapacity(bytes.count)
        origins.reserveCapacity(bytes.count + 1)
        var index = 0
        while index < bytes.count {
            let origin = starts?[index] ?? index
            if let (scalar, next) = escape(at: index) {
                TextEscapes.append(scalar, to: &output)
                index = next
            } else if let byte = percentEncoded(at: index) {
                output.append(byte)
                index += 3
            } else {
                output.append(bytes[index])
                index += 1
            }
            while origins.count < output.count { origins.append(origin) }
        }
        guard output.count < bytes.count else { return nil }
        origins.append(starts?[bytes.count] ?? bytes.count)
        return DecodedView(bytes: output, starts: origins)
    }

    private func escape(at index: Int) -> (Unicode.Scalar, Int)? {
        switch bytes[index] {
        case 0x5C: TextEscapes.escape(at: index, in: bytes[...])
        case 0x26: reference(at: index)
        default: nil
        }
    }

    private func percentEncoded(at index: Int) -> UInt8? {
        guard bytes[index] == 0x25, index + 2 < bytes.count else { return nil }
        return TextEscapes.hexadecimal(bytes[(index + 1)...(index + 2)]).map { UInt8($0) }
    }

    private static let references: [(name: StaticString, scalar: Unicode.Scalar)] = [
        ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"),
    ]

    private func reference(at index: Int) -> (Unicode.Scalar, Int)? {
        for (name, scalar) in Self.references where bytes.withUnsafeBufferPointer({ name.isAt(index, in: $0) }) {
            return (scalar, index + name.utf8CodeUnitCount)
        }
        guard index + 3 < bytes.count, bytes[index + 1] == 0x23 else { return nil }
        let isHexadecimal = bytes[index + 2] == 0x78
        let digits = bytes[(index + (isHexadecimal ? 3 : 2))...].prefix(8).prefix { $0 != 0x3B }
        guard !digits.isEmpty, digits.endIndex < bytes.count, bytes[digits.endIndex] == 0x3B else { return nil }
        let value = isHexadecimal ? TextEscapes.hexadecimal(digits) : UInt32(String(decoding: digits, as: UTF8.self))
        return value.flatMap(Unicode.Scalar.init).map { ($0, digits.endIndex + 1) }
    }
}

extension StaticString {
    /// Whether this is what stands there.
    func isAt(_ index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard index + utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<utf8CodeUnitCount where utf8Start[offset] != bytes[index + offset] { return false }
        return true
    }
}
