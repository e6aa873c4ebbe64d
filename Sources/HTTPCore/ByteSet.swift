/// A set of ASCII characters as two bit masks, so that a lookup is a shift.
struct ByteSet {
    private let low: UInt64
    private let high: UInt64

    func contains(_ byte: UInt8) -> Bool {
        byte < 0x80 && ((byte < 0x40 ? low : high) >> UInt64(byte & 0x3F)) & 1 == 1
    }

    /// The characters of tokens, such as methods and field names (RFC 9110, section 5.6.2).
    static let token = ByteSet(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE)

    /// The characters of a Host field: name or address, and port (RFC 3986, section 3.2).
    static let authority = ByteSet(low: 0x2FFF_7FF2_0000_0000, high: 0x47FF_FFFE_AFFF_FFFE)
}

extension HTTPFields {
    /// Whether a text is the name of a field (RFC 9110, section 5.1).
    package static func isName(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy(ByteSet.token.contains) }
}

extension UInt8 {
    /// Whether a field value may contain this byte (RFC 9110, section 5.5).
    var isFieldContent: Bool { self >= 0x20 ? self != 0x7F : self == 0x09 }

    /// Whether a request target may contain this byte.
    var isTargetContent: Bool { (0x21...0x7E).contains(self) && self != UInt8(ascii: "#") }

    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isBlank: Bool { self == 0x20 || self == 0x09 }

    var hexadecimalValue: Int? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(self - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(self - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(self - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
