import JSONCore

/// JSON as Python's `json.dumps` writes it: with a space after commas and colons.
enum PythonJSON {
    static func text(_ value: JSONValue) -> String {
        switch value {
        case .array(let items): "[" + items.map(text).joined(separator: ", ") + "]"
        case .object(let object):
            "{" + object.map { "\(JSONValue.string($0.name)): \(text($0.value))" }.joined(separator: ", ") + "}"
        default: value.description
        }
    }

    /// The same without characters beyond ASCII.
    static func ascii(_ value: JSONValue) -> String {
        text(value).utf16.map { unit in
            if unit < 0x80 { return String(UnicodeScalar(UInt8(unit))) }
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
