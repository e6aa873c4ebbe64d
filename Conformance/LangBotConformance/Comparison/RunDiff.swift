import JSONCore

/// The differences between two runs, check by check.
///
/// A check that conforms in both is the same. A check that deviates in both is the same if the answers are, apart from
/// the parts that differ in every run.
package struct RunDiff: Sendable {
    /// One check with another result.
    package struct Change: Sendable {
        package let key: String
        /// Nil if the check is not in the first run.
        package let before: CheckResult?
        /// Nil if the check is not in the second run.
        package let after: CheckResult?
    }

    /// A run with its name in the output.
    package typealias Named = (name: String, report: ConformanceReport)

    private let first: Named
    private let second: Named
    package let changes: [Change]

    package init(_ first: Named, _ second: Named) {
        self.first = first
        self.second = second
        let before = Self.byKey(first.report)
        let after = Self.byKey(second.report)
        var seen: Set<String> = []
        let keys = (first.report.results + second.report.results).map(\.key).filter { seen.insert($0).inserted }
        changes = keys.compactMap { key in
            let change = Change(key: key, before: before[key], after: after[key])
            return change.isDifference ? change : nil
        }
    }

    private static func byKey(_ report: ConformanceReport) -> [String: CheckResult] {
        Dictionary(report.results.map { ($0.key, $0) }) { first, _ in first }
    }

    /// The differences as text, in lines of at most `width` characters.
    package func text(width: Int = 80) -> String {
        var lines = [heading("A", first), heading("B", second)].flatMap {
            TextWrapping.wrap($0, width: width, indent: "")
        }
        lines.append("")
        for group in groups {
            let keys = group.map(\.key)
            lines += TextWrapping.wrap(
                keys.count > 1 ? "\(keys[0]) and \(keys.count - 1) more" : keys[0],
                width: width,
                indent: ""
            )
            lines += TextWrapping.wrap("A \(Self.describe(group[0].before))", width: width, indent: "  ")
            lines += TextWrapping.wrap("B \(Self.describe(group[0].after))", width: width, indent: "  ")
            let operations = keys.dropFirst().map { $0.drop { $0 != "@" }.dropFirst() }.joined(separator: ", ")
            if !operations.isEmpty { lines += TextWrapping.wrap("also: \(operations)", width: width, indent: "  ") }
        }
        if !changes.isEmpty { lines.append("") }
        lines.append(summary)
        return lines.joined(separator: "\n") + "\n"
    }

    /// The differences as JSON: `a`, `b` and `changes`.
    package var json: String {
        func named(_ run: Named) -> JSONValue {
            ["name": .string(run.name), "base_url": .string(run.report.information.baseURL)]
        }
        func side(_ result: CheckResult?) -> JSONValue {
            guard let result else { return .null }
            return ["verdict": .string(result.verdict.rawValue), "answer": .string(result.signature)]
        }
        let rows = changes.map { change -> JSONValue in
            ["check": .string(change.key), "a": side(change.before), "b": side(change.after)]
        }
        let report: JSONValue = ["a": named(first), "b": named(second), "changes": .array(rows)]
        return String(decoding: report.serialized(.pretty), as: UTF8.self) + "\n"
    }

    private var summary: String {
        let (earlier, later) = (first.report.results.count, second.report.results.count)
        if changes.isEmpty { return "No differences in \(counted(earlier, "case"))." }
        let verb = changes.count == 1 ? "differs" : "differ"
        return "\(changes.count) of \(counted(max(earlier, later), "case")) \(verb)."
    }

    private func heading(_ letter: String, _ run: Named) -> String {
        let information = run.report.information
        return "\(letter): \(run.name), \(information.baseURL), \(information.contractWords). "
            + run.report.totalsSentence
    }

    private static func describe(_ result: CheckResult?) -> String {
        guard let result else { return "not in this run" }
        return "\(result.verdict.words): \(result.actual.prefix(160))"
    }

    /// Changes of one check that are alike, on different operations.
    private var groups: [[Change]] {
        var order: [String] = []
        var groups: [String: [Change]] = [:]
        for change in changes {
            let sides = [change.before, change.after].map {
                "\($0?.id ?? "") \($0?.verdict.rawValue ?? "") \($0?.signature ?? "")"
            }
            let kind = sides.joined(separator: "\u{0}")
            if groups[kind] == nil { order.append(kind) }
            groups[kind, default: []].append(change)
        }
        return order.compactMap { groups[$0] }
    }
}

extension RunDiff.Change {
    fileprivate var isDifference: Bool {
        guard let before, let after, before.verdict == after.verdict else { return true }
        return before.verdict.isDeviation && before.signature != after.signature
    }
}
