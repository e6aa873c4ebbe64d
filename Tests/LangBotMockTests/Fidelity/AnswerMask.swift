import JSONCore

/// Replaces in answers what no two servers have in common, as `Scripts/record` does.
struct AnswerMask {
    private var identifiers: [String: Int] = [:]
    private var keys: [String: Int] = [:]

    private static let numbered: Set<String> = ["id", "task_id", "seq_id", "timestamp", "total_count", "id_index"]

    mutating func masked(_ value: JSONValue, named name: String = "") -> JSONValue {
        switch value {
        case .object(let object): .object(masked(object))
        case .array(let elements): .array(masked(elements, named: name))
        case .string(let text): .string(masked(text))
        case .integer, .double, .number: Self.numbered.contains(name) ? "<number>" : value
        case .bool, .null: value
        }
    }

    private mutating func masked(_ object: JSONObject) -> JSONObject {
        var hidden: Set<String> = []
        if object["code"] == -2 || object["code"] == "internal_error" { hidden.insert("msg") }
        if object["event_pattern"] != nil { hidden.insert("description") }
        var masked = JSONObject()
        for (name, value) in object {
            masked[name] = hidden.contains(name) ? "<text>" : self.masked(value, named: name)
        }
        return masked
    }

    /// Rows that were made in the same second come in any order.
    private mutating func masked(_ elements: [JSONValue], named name: String) -> [JSONValue] {
        let masked = elements.map { self.masked($0, named: name) }
        if name == "scopes" { return masked.sorted { "\($0)" < "\($1)" } }
        guard masked.allSatisfy({ $0["name"] != nil }) else { return masked }
        return masked.sorted { Self.place($0) < Self.place($1) }
    }

    private static func place(_ row: JSONValue) -> (String, String) {
        func text(_ value: JSONValue?) -> String {
            value?.stringValue ?? (value == nil || value == .null ? "None" : "\(value ?? .null)")
        }
        return (text(row["name"]), text(row["uuid"]))
    }

    private mutating func masked(_ text: String) -> String {
        // An expression is compiled each time that it is met, which takes longer than everything else here.
        if text.hasPrefix("20"),
            text.wholeMatch(of: /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?/) != nil
        {
            return "<time>"
        }
        var text = text
        if text.contains("lbk_") {
            text = text.replacing(/lbk_[A-Za-z0-9_-]{20,}/) { match in
                "<key:\(Self.number(String(match.output), &keys))>"
            }
        }
        if text.contains("eyJ") {
            text = text.replacing(/eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/, with: "<jwt>")
        }
        guard text.utf8.count >= 36, text.contains("-") else { return text }
        return text.replacing(/[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/) { match in
            "<uuid:\(Self.number(match.output.lowercased(), &identifiers))>"
        }
    }

    private static func number(_ text: String, _ known: inout [String: Int]) -> Int {
        if let number = known[text] { return number }
        known[text] = known.count
        return known.count - 1
    }
}

extension JSONValue {
    /// The members and types of a value; of an array its first element.
    var shape: JSONValue {
        switch self {
        case .object(let object): .object(JSONObject(object.map { ($0.name, $0.value.shape) }))
        case .array(let elements): .array(elements.first.map { [$0.shape] } ?? [])
        default: .string(kind)
        }
    }

    /// Whether two shapes can be of one kind: null and an empty array tell nothing of what else would be there.
    func agrees(with other: JSONValue) -> Bool {
        if self == "null" || other == "null" { return true }
        switch (self, other) {
        case (.array(let first), .array(let second)):
            guard let first = first.first, let second = second.first else { return true }
            return first.agrees(with: second)
        case (.object(let first), .object(let second)):
            guard Set(first.names) == Set(second.names) else { return false }
            return first.allSatisfy { member in second[member.name].map(member.value.agrees(with:)) ?? false }
        default: return self == other
        }
    }
}
