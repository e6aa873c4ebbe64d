import JSONCore

/// What Python's `dict` makes of a value.
enum PythonDictionary {
    /// The members of an object, or of a sequence of pairs.
    ///
    /// - Throws: a refusal if a sequence has other lengths, and a failure if there is none.
    static func members(_ value: JSONValue) throws(DomainError) -> JSONObject {
        if let members = value.objectValue { return members }
        guard let elements = sequence(value) else {
            throw .failure("'\(PythonText.type(value))' object is not iterable")
        }
        var members = JSONObject()
        for (index, element) in elements.enumerated() {
            let place = "dictionary update sequence element #\(index)"
            guard let pair = sequence(element) else { throw .failure("cannot convert \(place) to a sequence") }
            guard pair.count == 2 else { throw .invalid("\(place) has length \(pair.count); 2 is required") }
            guard let name = pair[0].stringValue else { throw .failure("The name of a member is not a text") }
            members[name] = pair[1]
        }
        return members
    }

    /// Whether a member is not in a value, or is false.
    ///
    /// - Throws: a failure if the value can be asked for no member.
    static func lacks(_ name: String, _ value: JSONValue) throws(DomainError) -> Bool {
        switch value {
        case .object(let members): return !PythonText.isTrue(members[name] ?? .null)
        case .array(let elements) where !elements.contains(.string(name)): return true
        case .string(let text) where !text.contains(name): return true
        case .array, .string: throw .failure("indices must be integers or slices, not str")
        default: throw .failure("argument of type '\(PythonText.type(value))' is not iterable")
        }
    }

    /// What Python iterates over: the elements of a list, the names of an object's members, the characters of a text.
    static func sequence(_ value: JSONValue) -> [JSONValue]? {
        switch value {
        case .array(let elements): elements
        case .object(let members): members.names.map(JSONValue.string)
        case .string(let text): text.unicodeScalars.map { .string(String($0)) }
        default: nil
        }
    }
}
