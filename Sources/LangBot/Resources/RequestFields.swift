/// The body of a request, made of members.
///
/// Set further members through `fields`; a member set to `.null` is sent as `null`, one that is absent is not sent.
public protocol RequestFields: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The members that will be sent.
    var fields: JSONObject { get set }
}

extension RequestFields {
    /// The names of the members: their values may be secrets.
    public var description: String { "\(Self.self)(\(fields.keys.sorted().joined(separator: ", ")))" }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["fields": fields.keys.sorted()]) }

    var body: APIOperation.Body { .json(.object(fields)) }
}

extension JSONObject {
    /// The members whose value is given.
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
