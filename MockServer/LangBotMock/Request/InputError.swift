import JSONCore

/// Why values do not fit, in the words of the validation library.
struct InputError: Error {
    private(set) var lines: [String] = []

    var isEmpty: Bool { lines.isEmpty }

    mutating func add(_ place: String, _ sentence: String, _ type: String, _ value: JSONValue, _ version: String) {
        let link = "    For further information visit https://errors.pydantic.dev/\(version)/v/\(type)"
        let head = place.isEmpty ? "" : "\(place)\n"
        lines.append("\(head)  \(sentence) [type=\(type), \(Self.input(value))]\n\(link)")
    }

    /// A value as a whole number, which the library also makes of others.
    mutating func integer(_ value: JSONValue, _ place: String, _ version: String) -> JSONValue {
        let sentence = "Input should be a valid integer"
        switch value {
        case .integer: return value
        case .bool(let flag): return .integer(flag ? 1 : 0)
        case .double(let number):
            if let whole = Int64(exactly: number) { return .integer(whole) }
            add(place, "\(sentence), got a number with a fractional part", "int_from_float", value, version)
        case .string(let text):
            if let number = Int64(MCPRefusal.trimmed(text)) { return .integer(number) }
            add(place, "\(sentence), unable to parse string as an integer", "int_parsing", value, version)
        default: add(place, sentence, "int_type", value, version)
        }
        return value
    }

    /// The whole text about a model.
    func text(of model: String) -> String {
        let count = lines.count == 1 ? "1 validation error" : "\(lines.count) validation errors"
        return (["\(count) for \(model)"] + lines).joined(separator: "\n")
    }

    /// A value and its type, as the library shows them: of a long one the first and last bytes.
    static func input(_ value: JSONValue) -> String {
        var shown = PythonText.of(value)
        let bytes = Array(shown.utf8)
        if bytes.count > 50 {
            let start = bytes.prefix(26).lastIndex { !continues($0) } ?? 0
            let end = bytes.suffix(24).firstIndex { !continues($0) } ?? bytes.count
            shown = String(decoding: bytes[..<start], as: UTF8.self) + "..."
            shown += String(decoding: bytes[end...], as: UTF8.self)
        }
        return "input_value=\(shown), input_type=\(PythonText.type(value))"
    }

    /// Whether a byte is within a character (RFC 3629).
    private static func continues(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
