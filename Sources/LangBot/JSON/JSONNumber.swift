/// Converts the text of a JSON number to a value without losing digits.
enum JSONNumber {
    /// The value of a text that is known to be a valid JSON number.
    static func value(of text: String, isInteger: Bool) -> JSONValue {
        if isInteger, text != "-0", let integer = Int64(text) { return .integer(integer) }
        guard let double = Double(text), double.isFinite else { return .number(text) }
        let isExact = digits(of: text.utf8) == digits(of: double.description.utf8) && (double != 0 || isZero(text))
        return isExact && !(isInteger && text != "-0") ? .double(double) : .number(text)
    }

    /// Whether the entire text is one JSON number.
    static func isValid(_ text: String) -> Bool {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            guard let end = scan(bytes, from: 0)?.end else { return false }
            return end == bytes.count
        }
    }

    /// Where the number that starts at `start` ends; nil if there is none.
    static func scan(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> (end: Int, isInteger: Bool)? {
        var index = start
        func skipDigits() -> Bool {
            let first = index
            while index < bytes.count, isDigit(bytes[index]) { index += 1 }
            return index > first
        }
        func skip(_ candidates: UInt8...) -> Bool {
            guard index < bytes.count, candidates.contains(bytes[index]) else { return false }
            index += 1
            return true
        }
        _ = skip(UInt8(ascii: "-"))
        if !skip(UInt8(ascii: "0")), !skipDigits() { return nil }
        var isInteger = true
        if skip(UInt8(ascii: ".")) {
            isInteger = false
            guard skipDigits() else { return nil }
        }
        if skip(UInt8(ascii: "e"), UInt8(ascii: "E")) {
            isInteger = false
            _ = skip(UInt8(ascii: "+"), UInt8(ascii: "-"))
            guard skipDigits() else { return nil }
        }
        return (index, isInteger)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func isZero(_ text: String) -> Bool { digits(of: text.utf8).isEmpty }

    /// The significant digits of a number, without the zeros at either end.
    private static func digits(of text: String.UTF8View) -> ArraySlice<UInt8> {
        let mantissa = text.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
        let zero = UInt8(ascii: "0")
        let digits = mantissa.filter(isDigit)
        let end = digits.lastIndex { $0 != zero }.map { $0 + 1 } ?? 0
        return digits[..<end].drop { $0 == zero }
    }
}
