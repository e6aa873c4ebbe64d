/// A value that JSON cannot express.
struct JSONWritingError: Error, Hashable, CustomStringConvertible {
    let description: String
}

/// Writes JSON with members sorted by name, so that equal values give equal bytes.
struct JSONWriter {
    private var bytes: [UInt8] = []

    /// Returns the UTF-8 text of a value.
    ///
    /// Rejects infinities, number texts that are not JSON numbers, and nesting that `JSONParser` would reject.
    static func write(_ value: JSONValue) throws -> [UInt8] {
        var writer = JSONWriter()
        try writer.append(value, depth: 0)
        return writer.bytes
    }

    private mutating func append(_ value: JSONValue, depth: Int) throws {
        switch value {
        case .null: append("null")
        case .bool(let flag): append(flag ? "true" : "false")
        case .integer(let number): append(String(number))
        case .double(let number):
            guard number.isFinite else { throw JSONWritingError(description: "JSON has no number for \(number)") }
            append(number.description)
        case .number(let text):
            guard JSONNumber.isValid(text) else { throw JSONWritingError(description: "a number is not valid JSON") }
            append(text)
        case .string(let text): appendQuoted(text)
        case .array(let elements): try appendArray(elements, depth: depth + 1)
        case .object(let members): try appendObject(members, depth: depth + 1)
        }
    }

    private mutating func appendArray(_ elements: [JSONValue], depth: Int) throws {
        try check(depth)
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            try append(element, depth: depth)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func appendObject(_ members: JSONObject, depth: Int) throws {
        try check(depth)
        bytes.append(UInt8(ascii: "{"))
        for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            appendQuoted(member.key)
            bytes.append(UInt8(ascii: ":"))
            try append(member.value, depth: depth)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private func check(_ depth: Int) throws {
        guard depth <= JSONParser.maximumDepth else {
            throw JSONWritingError(description: "nesting deeper than \(JSONParser.maximumDepth) levels")
        }
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func appendQuoted(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): append("\\\"")
            case UInt8(ascii: "\\"): append("\\\\")
            case 0x0A: append("\\n")
            case 0x0D: append("\\r")
            case 0x09: append("\\t")
            case 0..<0x20: append(Self.unicodeEscape(byte))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func unicodeEscape(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return "\\u00" + (digits.count == 1 ? "0" : "") + digits
    }
}
