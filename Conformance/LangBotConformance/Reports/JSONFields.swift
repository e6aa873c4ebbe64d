import JSONCore

/// Why a file is not a report, an event stream or a baseline.
public struct ReportFormatError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, without a period at the end.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Reads the members of a JSON object; errors name the member.
struct JSONFields {
    private let object: JSONObject

    init(_ value: JSONValue, _ what: String) throws(ReportFormatError) {
        guard let object = value.objectValue else { throw ReportFormatError("\(what) is not an object") }
        self.object = object
    }

    init(parsing bytes: some Sequence<UInt8>) throws(ReportFormatError) {
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw ReportFormatError("it is not valid JSON: \(error)")
        }
        try self.init(value, "the content")
    }

    func has(_ name: String) -> Bool { present(name) != nil }

    /// - Throws: ``ReportFormatError`` if there is a member with another name, such as a misspelled one.
    func refuseOthers(than known: Set<String>) throws(ReportFormatError) {
        for (name, _) in object where !known.contains(name) {
            throw ReportFormatError("'\(name)' is not known; use \(known.sorted().joined(separator: ", "))")
        }
    }

    func string(_ name: String) throws(ReportFormatError) -> String {
        try required(name, try optionalString(name))
    }

    func optionalString(_ name: String) throws(ReportFormatError) -> String? {
        try optional(name, "text") { $0.stringValue }
    }

    func integer(_ name: String) throws(ReportFormatError) -> Int64 {
        try required(name, try optionalInteger(name))
    }

    func optionalInteger(_ name: String) throws(ReportFormatError) -> Int64? {
        try optional(name, "a whole number") { $0.integerValue }
    }

    func bool(_ name: String) throws(ReportFormatError) -> Bool {
        try required(name, try optionalBool(name))
    }

    func optionalBool(_ name: String) throws(ReportFormatError) -> Bool? {
        try optional(name, "true or false") { $0.boolValue }
    }

    /// A duration in seconds; zero if it is missing.
    func duration(_ name: String) throws(ReportFormatError) -> Duration {
        let seconds = try optional(name, "a number") { value -> Double? in
            switch value {
            case .integer(let seconds): Double(seconds)
            case .double(let seconds): seconds
            default: nil
            }
        }
        return .milliseconds(Int64((min(max(seconds ?? 0, 0), 1e9) * 1000).rounded()))
    }

    func choice<Value: RawRepresentable>(_ name: String) throws(ReportFormatError) -> Value
    where Value.RawValue == String {
        let text = try string(name)
        guard let value = Value(rawValue: text) else { throw ReportFormatError("'\(text)' is not a valid '\(name)'") }
        return value
    }

    func strings(_ name: String) throws(ReportFormatError) -> [String] {
        try optional(name, "a list") { $0.arrayValue }?.compactMap(\.stringValue) ?? []
    }

    func objects(_ name: String) throws(ReportFormatError) -> [JSONFields] {
        let values = try required(name, try optional(name, "a list") { $0.arrayValue })
        var objects: [JSONFields] = []
        for value in values { objects.append(try JSONFields(value, "an element of '\(name)'")) }
        return objects
    }

    func object(_ name: String) throws(ReportFormatError) -> JSONFields {
        try JSONFields(try required(name, present(name)), "'\(name)'")
    }

    private func present(_ name: String) -> JSONValue? {
        guard let value = object[name], !value.isNull else { return .none }
        return value
    }

    private func optional<Value>(
        _ name: String,
        _ kind: String,
        _ convert: (JSONValue) -> Value?
    ) throws(ReportFormatError) -> Value? {
        guard let value = present(name) else { return nil }
        guard let converted = convert(value) else { throw ReportFormatError("'\(name)' is not \(kind)") }
        return converted
    }

    private func required<Value>(_ name: String, _ value: Value?) throws(ReportFormatError) -> Value {
        guard let value else { throw ReportFormatError("'\(name)' is missing") }
        return value
    }
}
