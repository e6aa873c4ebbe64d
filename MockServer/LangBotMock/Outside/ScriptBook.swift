import HTTPCore
import JSONCore

/// The script of a mock, with how often each rule has applied.
final class ScriptBook: Sendable {
    fileprivate struct Row {
        let rule: MockScript.Rule
        var done = 0
    }

    private let rows = Locked<[Row]>([])

    /// The script; setting it begins again.
    var script: MockScript {
        get { MockScript(rules: rows.withLock { $0.map(\.rule) }) }
        set { rows.withLock { $0 = newValue.rules.map { Row(rule: $0) } } }
    }

    var json: JSONValue {
        rows.withLock { rows in
            .array(rows.map { .object($0.rule.json.merging(["done": .integer(Int64($0.done))])) })
        }
    }

    /// What the script says to an occasion; nil if it says nothing.
    func effect(_ occasion: MockScript.Occasion, _ name: String, _ text: String = "") -> MockScript.Effect? {
        rows.withLock { rows in
            guard let index = rows.firstIndex(where: { $0.applies(occasion, name, text) }) else { return nil }
            rows[index].done += 1
            return rows[index].rule.effect
        }
    }
}

extension ScriptBook.Row {
    fileprivate func applies(_ occasion: MockScript.Occasion, _ name: String, _ text: String) -> Bool {
        rule.occasion == occasion && rule.times.map { done < $0 } ?? true
            && rule.name.map { Glob.matches(name, $0) } ?? true && rule.contains.map(text.contains) ?? true
    }
}

/// Patterns in which `*` stands for any characters.
enum Glob {
    /// Whether a text matches a pattern.
    static func matches(_ text: String, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else { return text == pattern }
        guard text.hasPrefix(first), text.hasSuffix(last), text.utf8.count >= first.utf8.count + last.utf8.count
        else { return false }
        var rest = text.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}
