public import Foundation
import Redaction

/// A resource of the server, as received and as changed by the caller.
///
/// The typed properties read and write `fields`, which contains every member of the response. Members without a
/// property are therefore kept, and can be read and changed by name. It encodes to those members, whatever secrets they
/// hold.
public protocol ServerObject: Codable, Hashable, Sendable, CustomDebugStringConvertible, CustomReflectable {
    /// What decoding demands, by the names of members; for members of members, the names are joined by dots.
    ///
    /// An answer with an object that breaks a rule is an error with the code `.decoding`.
    static var memberRules: [String: MemberRule] { get }
    /// The names of the members that the server sets or computes. Most releases reject updates that contain them.
    static var readOnlyMembers: Set<String> { get }
    /// The members, as received and as they are now.
    var members: ServerMembers { get set }

    /// Creates an object from members that meet the rules.
    init(members: ServerMembers)
}

/// The members of a server object, as received and as they are now.
public struct ServerMembers: Sendable {
    /// The members as they are now.
    public var current: JSONObject
    let received: JSONObject

    /// Makes members that have not been changed yet.
    public init(_ received: JSONObject) {
        current = received
        self.received = received
    }
}

extension ServerMembers: Hashable {
    /// Whether both hold the same now, wherever they came from.
    public static func == (left: Self, right: Self) -> Bool { left.current == right.current }

    /// Hashes what is held now.
    public func hash(into hasher: inout Hasher) { hasher.combine(current) }
}

extension ServerMembers: CustomStringConvertible, CustomReflectable {
    /// The members, with the shape of every value whose name is not known to be harmless.
    public var description: String { JSONValue.object(current).debugDescription }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["current": description]) }
}

extension ServerObject {
    /// Empty by default.
    public static var memberRules: [String: MemberRule] { [:] }
    /// The creation and modification times.
    public static var readOnlyMembers: Set<String> { [] }

    /// Every member of the object, including those without a property.
    public var fields: JSONObject {
        get { members.current }
        set { members.current = newValue }
    }

    /// Decodes a JSON object that meets the rules, as if the server had just sent it.
    public init(from decoder: any Decoder) throws {
        do {
            try self.init(received: JSONObject(from: decoder))
        } catch let error as InvalidMember {
            let sentence = error.sentence(about: "a \(Self.self)")
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: sentence))
        }
    }

    /// Encodes the members as they are now as a JSON object.
    public func encode(to encoder: any Encoder) throws { try fields.encode(to: encoder) }

    init(received: JSONObject) throws {
        try Self.check(received)
        self.init(members: ServerMembers(received))
    }

    /// What an update has to send: the members that differ from what was received, without the read-only ones, and null
    /// for those that were removed.
    ///
    /// Every release leaves alone what an update does not name, so a field that nobody changed survives it, also when
    /// this SDK does not know the field. Sending all of them back instead is refused by 4.5 to 4.11.
    var changedFields: JSONObject {
        let removed = members.received.filter { name, value in members.current[name] == nil && !value.isNull }
        return members.current.merging(removed.mapValues { _ in .null }) { value, _ in value }.filter { name, value in
            members.received[name] != value && !Self.readOnlyMembers.contains(name)
                && !Self.alwaysReadOnly.contains(name)
        }
    }

    private static var alwaysReadOnly: Set<String> { ["uuid", "id", "created_at", "updated_at", "workspace_uuid"] }

    /// The type and identity of the object, without other values such as an adapter's token.
    public var debugDescription: String {
        let names = ["uuid", "id", "name"].compactMap { key in
            fields[key].flatMap { $0.stringValue ?? $0.integerValue.map(String.init) }.map { "\(key): \($0)" }
        }
        return "\(Self.self)(\(VisibleText.escaped(Redactor().text(names.joined(separator: ", ")))))"
    }

    /// The same for `dump` and the debugger; `fields` is where the values are.
    public var customMirror: Mirror {
        Mirror(self, children: ["object": debugDescription, "fields": fields.keys.sorted()])
    }

    subscript(text name: String) -> String? {
        get { fields[name]?.stringValue }
        set { fields[name] = newValue.map(JSONValue.string) }
    }

    subscript(flag name: String) -> Bool? {
        get { fields[name]?.boolValue }
        set { fields[name] = newValue.map(JSONValue.bool) }
    }

    subscript(integer name: String) -> Int? {
        get { fields[name]?.integerValue.flatMap(Int.init(exactly:)) }
        set { fields[name] = newValue.map { .integer(Int64($0)) } }
    }

    subscript(object name: String) -> JSONObject? {
        get { fields[name]?.objectValue }
        set { fields[name] = newValue.map(JSONValue.object) }
    }

    subscript(array name: String) -> [JSONValue]? {
        get { fields[name]?.arrayValue }
        set { fields[name] = newValue.map(JSONValue.array) }
    }

    subscript(texts name: String) -> [String]? {
        get { fields[name]?.arrayValue?.compactMap(\.stringValue) }
        set { fields[name] = newValue.map { .array($0.map(JSONValue.string)) } }
    }

    func date(_ name: String) -> Date? { Timestamp.date(fields[name]) }

    func object<Object: ServerObject>(_ name: String) -> Object? {
        self[object: name].flatMap { try? Object(received: $0) }
    }

    func objects<Object: ServerObject>(_ name: String) -> [Object] {
        (self[array: name] ?? []).compactMap { $0.objectValue.flatMap { try? Object(received: $0) } }
    }
}

/// A `ServerObject` with timestamps.
public protocol DatedObject: ServerObject {}

extension DatedObject {
    /// When it was created; nil if the server sends no valid timestamp.
    public var createdAt: Date? { date("created_at") }
    /// When it was last changed; nil if the server sends no valid timestamp.
    public var updatedAt: Date? { date("updated_at") }
}
