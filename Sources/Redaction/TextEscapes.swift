/// The escapes with which JSON and Python write texts.
enum TextEscapes {
    /// The text that an escaped one stands for; an escape that is none stays.
    static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            if let (scalar, next) = escape(at: index, in: text) {
                append(scalar, to: &output)
                index = next
            } else {
                output.append(text[index])
                index += 1
            }
        }
        return output
    }

    /// The character that a backslash begins, and the index behind its escape.
    static func escape(at index: Int, in text: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
        guard text[index] == 0x5C, index + 1 < text.endIndex else { return nil }
        let second = text[index + 1]
        switch second {
        case UInt8(ascii: "n"): return ("\n", index + 2)
        case UInt8(ascii: "r"): return ("\r", index + 2)
        case UInt8(ascii: "t"): return ("\t", index + 2)
        case UInt8(ascii: "b"): return ("\u{8}", index + 2)
        case UInt8(ascii: "f"): return ("\u{C}", index + 2)
        case UInt8(ascii: "u"): return unit(at: index, digits: 4, in: text)
        case UInt8(ascii: "x"): return unit(at: index, digits: 2, in: text)
        case _ where second.isLetterOrDigit || second >= 0x80: return nil
        default: return (Unicode.Scalar(second), index + 2)
        }
    }

    private static func unit(at index: Int, digits: Int, in text: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
        let start = index + 2
        guard start + digits <= text.endIndex, let value = hexadecimal(text[start..<(start + digits)]) else {
            return nil
        }
        if (0xD800..<0xDC00).contains(value), digits == 4, let low = lowSurrogate(at: start + 4, in: text) {
            return Unicode.Scalar(0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)).map { ($0, start + 10) }
        }
        return Unicode.Scalar(value).map { ($0, start + digits) }
    }

    private static func lowSurrogate(at index: Int, in text: ArraySlice<UInt8>) -> UInt32? {
        guard index + 6 <= text.endIndex, text[index] == 0x5C, text[index + 1] == UInt8(ascii: "u"),
            let value = hexadecimal(text[(index + 2)..<(index + 6)]), (0xDC00..<0xE000).contains(value)
        else { return nil }
        return value
    }

    static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt32? {
        var value: UInt32 = 0
        for digit in digits {
            guard let part = hexadecimalValue(digit) else { return nil }
            value = value << 4 | part
        }
        return value
    }

    private static func hexadecimalValue(_ digit: UInt8) -> UInt32? {
        switch digit {
        case 0x30...0x39: UInt32(digit - 0x30)
        case 0x41...0x46: UInt32(digit - 0x41 + 10)
        case 0x61...0x66: UInt32(digit - 0x61 + 10)
        default: nil
        }
    }

    static func append(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
