/// A part of a resource, such as a routing rule, that keeps the members for which it has no property.
public protocol JSONFields: Codable, Hashable, Sendable, CustomDebugStringConvertible, CustomReflectable {
    /// Every member, including those without a property.
    var fields: JSONObject { get set }

    /// Creates it from arbitrary members, by their names in the API.
    init(fields: JSONObject)
}

extension JSONFields {
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

    /// The type and the names of the members.
    ///
    /// Values are left out because they may be secret.
    public var debugDescription: String { "\(Self.self)(\(fields.keys.sorted().joined(separator: ", ")))" }

    /// The names of the members, for `dump` and the debugger.
    ///
    /// Values are left out.
    public var customMirror: Mirror { Mirror(self, children: ["fields": fields.keys.sorted()]) }
}
