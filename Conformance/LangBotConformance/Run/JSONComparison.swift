import JSONCore

/// Compares what was written with what is shown.
enum JSONComparison {
    /// Where a shown value is not what was written, in words; nil if it is everywhere.
    ///
    /// Members that were not written may be shown too: servers add defaults.
    static func difference(_ written: JSONValue, _ shown: JSONValue?, at place: String) -> String? {
        guard let shown else { return "no \(place)" }
        switch (written, shown) {
        case (.object(let members), .object):
            for (name, value) in members {
                if let difference = difference(value, shown[name], at: "\(place).\(name)") { return difference }
            }
            return nil
        case (.array(let elements), .array(let others)):
            guard elements.count == others.count else { return "\(others.count) elements in \(place)" }
            for (index, (element, other)) in zip(elements, others).enumerated() {
                if let difference = difference(element, other, at: "\(place)[\(index)]") { return difference }
            }
            return nil
        case (.string(let text), .string(let other)):
            // Strings that only look the same are equal to Swift.
            if Array(text.utf8) == Array(other.utf8) { return nil }
            return text.count == other.count
                ? "another text in \(place)" : "a text of \(other.count) characters in \(place)"
        case (.integer, _), (.double, _), (.number, _):
            return isSameNumber(written, shown) ? nil : unlike(shown, place, written)
        default: return written == shown ? nil : unlike(shown, place, written)
        }
    }

    private static func unlike(_ shown: JSONValue, _ place: String, _ written: JSONValue) -> String {
        shown.kind == written.kind ? "another \(shown.kind) in \(place)" : "\(shown.kind) in \(place)"
    }

    private static func isSameNumber(_ first: JSONValue, _ second: JSONValue) -> Bool {
        switch (first, second) {
        case (.double(let one), .double(let other)): one == other
        case (.number(let one), .number(let other)): one == other
        case (.integer, .integer), (.integer, .double), (.double, .integer):
            first.integerValue != nil && first.integerValue == second.integerValue
        default: false
        }
    }

    /// The names of members in which two objects differ, but for those that change by themselves.
    static func changed(_ before: JSONValue?, _ after: JSONValue?) -> [String] {
        guard let before = before?.objectValue, let after = after?.objectValue else {
            return before == after ? [] : ["everything"]
        }
        return Set(before.names + after.names).subtracting(volatile).filter { before[$0] != after[$0] }.sorted()
    }

    /// What a server tells of the moment.
    private static let volatile: Set<String> = ["runtime_info", "adapter_runtime_values", "stages"]
}
