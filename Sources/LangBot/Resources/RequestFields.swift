/// The members of a JSON request body.
///
/// Use `fields` to set members that have no parameter here. A member that is `.null` is sent as `null`; an absent
/// member is not sent.
///
/// It can be stored: encoding keeps everything, whatever secrets there are. Printing shows none.
public protocol RequestFields: Codable, Hashable, Sendable, CustomDebugStringConvertible, CustomReflectable {
    /// The members to send.
    var fields: JSONObject { get set }
}

/// The members of a JSON request body and nothing else, which encode as that body.
public protocol PlainRequestFields: RequestFields {
    /// Creates it from arbitrary members, by their names in the API.
    init(fields: JSONObject)
}

extension PlainRequestFields {
    /// Decodes a JSON object.
    public init(from decoder: any Decoder) throws {
        // Not `JSONObject(from:)`, whose keys a strategy of the decoder would change.
        self.init(fields: try decoder.singleValueContainer().decode(JSONObject.self))
    }

    /// Encodes the members as a JSON object.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(fields)
    }
}

extension RequestFields {
    /// The type and the names of the members.
    ///
    /// Values are left out because they may be secret.
    public var debugDescription: String { "\(Self.self)(\(fields.keys.sorted().joined(separator: ", ")))" }

    /// The names of the members, for `dump` and the debugger.
    ///
    /// Values are left out.
    public var customMirror: Mirror { Mirror(self, children: ["fields": fields.keys.sorted()]) }

    var body: APIOperation.Body { .json(.object(fields)) }

    subscript(text name: String) -> String? {
        get { fields[name]?.stringValue }
        set { fields[name] = newValue.map(JSONValue.string) }
    }

    subscript(flag name: String) -> Bool? {
        get { fields[name]?.boolValue }
        set { fields[name] = newValue.map(JSONValue.bool) }
    }

    subscript(object name: String) -> JSONObject? {
        get { fields[name]?.objectValue }
        set { fields[name] = newValue.map(JSONValue.object) }
    }

    subscript(texts name: String) -> [String]? {
        get { fields[name]?.arrayValue?.compactMap(\.stringValue) }
        set { fields[name] = newValue.map { .array($0.map(JSONValue.string)) } }
    }
}

extension JSONObject {
    /// Creates an object of the members whose value is not nil.
    init(given members: [String: JSONValue?]) {
        self = members.compactMapValues(\.self)
    }
}

extension JSONValue {
    /// A string, or nil for nil.
    init?(_ text: String?) {
        guard let text else { return nil }
        self = .string(text)
    }

    /// A boolean, or nil for nil.
    init?(_ flag: Bool?) {
        guard let flag else { return nil }
        self = .bool(flag)
    }

    /// An integer, or nil for nil.
    init?(_ number: Int?) {
        guard let number else { return nil }
        self = .integer(Int64(number))
    }

    /// An object, or nil for nil.
    init?(_ members: JSONObject?) {
        guard let members else { return nil }
        self = .object(members)
    }

    /// An array, or nil for nil.
    init?(_ elements: [JSONValue]?) {
        guard let elements else { return nil }
        self = .array(elements)
    }
}
