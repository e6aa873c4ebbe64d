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
}
