import JSONCore

/// The rule for a member of a resource.
struct MemberRule: Sendable {
    enum Kind: String, Sendable {
        case string = "a string"
        case text = "a non-blank string"
        case object = "an object"
        case array = "an array"
        case bool = "a boolean"
        case integer = "a whole number"

        func accepts(_ value: JSONValue) -> Bool {
            switch self {
            case .string: value.stringValue != nil
            case .text: value.stringValue?.contains { !$0.isWhitespace } ?? false
            case .object: value.objectValue != nil
            case .array: value.arrayValue != nil
            case .bool: value.boolValue != nil
            case .integer: value.integerValue != nil
            }
        }
    }

    let name: String
    let kind: Kind
    /// The default value; nil leaves the member out.
    var initial: JSONValue?

    init(_ name: String, _ kind: Kind, initial: JSONValue? = nil) {
        self.name = name
        self.kind = kind
        self.initial = initial
    }
}

/// The rules for the members of a resource.
struct ResourceSchema: Sendable {
    let members: [MemberRule]
    /// Alternative sets of members, one of which must be complete when a resource is created.
    let required: [[String]]
    /// Pairs of members that show the same value under two names.
    var aliases: [(String, String)] = []

    /// Members that only the server sets.
    private static let owned = ["uuid", "created_at", "updated_at", "runtime_info"]

    /// The members of a new resource: the given ones, and defaults for the others.
    func created(_ body: JSONObject) throws(DomainError) -> JSONObject {
        try check(body)
        guard required.contains(where: { $0.allSatisfy { body[$0] != nil } }) else {
            let names = required.map { $0.joined(separator: ", ") }.joined(separator: "; or ")
            throw .invalid("These members are required: \(names)")
        }
        var record = JSONObject()
        // Reserve space for the identifier and two times.
        record.reserve(members.count + 3)
        for rule in members {
            if let value = body[rule.name] ?? rule.initial { record[rule.name] = value }
        }
        take(body, into: &record)
        return record
    }

    /// The members after an update.
    func updated(_ record: JSONObject, _ body: JSONObject) throws(DomainError) -> JSONObject {
        try check(body)
        var changed = record
        take(body, into: &changed)
        return changed
    }

    private func check(_ body: JSONObject) throws(DomainError) {
        for rule in members {
            guard let value = body[rule.name] else { continue }
            guard rule.kind.accepts(value) else { throw .invalid("'\(rule.name)' must be \(rule.kind.rawValue)") }
        }
    }

    private func take(_ body: JSONObject, into record: inout JSONObject) {
        record.merge(withoutOwned(body))
        for (first, second) in aliases {
            guard let value = body[second] ?? body[first] else { continue }
            record[first] = value
            record[second] = value
        }
    }

    private func withoutOwned(_ body: JSONObject) -> JSONObject {
        guard body.contains(where: { Self.owned.contains($0.name) }) else { return body }
        return JSONObject(body.filter { !Self.owned.contains($0.name) }.map { ($0.name, $0.value) })
    }
}
