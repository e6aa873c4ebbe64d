/// A syntax error in a JSON text.
package struct JSONParseError: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        case unexpectedEnd
        case unexpectedByte(UInt8)
        case invalidNumber
        case invalidEscape
        case invalidUTF8
        case controlCharacter
        case loneSurrogate
        case tooDeep(limit: Int)
        case trailingContent
    }

    package let reason: Reason
    /// The offset of the error in bytes.
    package let offset: Int
}

extension JSONParseError: CustomStringConvertible {
    package var description: String { "\(what) (at byte \(offset))" }

    /// The same, with the line of a text that people write.
    package func description(in text: some Sequence<UInt8>) -> String {
        "\(what) in line \(text.prefix(offset).count { $0 == 0x0A } + 1)"
    }

    private var what: String {
        switch reason {
        case .unexpectedEnd: "unexpected end of the text"
        case .unexpectedByte(let byte) where (0x21...0x7E).contains(byte):
            "unexpected '\(Character(Unicode.Scalar(byte)))'"
        case .unexpectedByte(let byte): "unexpected byte 0x\(String(byte, radix: 16))"
        case .invalidNumber: "malformed number"
        case .invalidEscape: "invalid escape in a string"
        case .invalidUTF8: "invalid UTF-8 in a string"
        case .controlCharacter: "unescaped control character in a string"
        case .loneSurrogate: "unpaired surrogate in a string"
        case .tooDeep(let limit): "arrays and objects nested deeper than \(limit) levels"
        case .trailingContent: "unexpected text after the value"
        }
    }
}
