/// Why a text is not JSON.
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
    /// Where, in bytes from the start.
    package let offset: Int
}

extension JSONParseError: CustomStringConvertible {
    package var description: String {
        let what =
            switch reason {
            case .unexpectedEnd: "the text ends too early"
            case .unexpectedByte(let byte): "byte 0x\(String(byte, radix: 16)) does not belong here"
            case .invalidNumber: "a number is malformed"
            case .invalidEscape: "an escape in a string is malformed"
            case .invalidUTF8: "a string is not UTF-8"
            case .controlCharacter: "a control character in a string is not escaped"
            case .loneSurrogate: "half of a surrogate pair stands alone"
            case .tooDeep(let limit): "arrays and objects are nested deeper than \(limit)"
            case .trailingContent: "something follows the value"
            }
        return "\(what) (at byte \(offset))"
    }
}
