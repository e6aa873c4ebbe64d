import LangBotContract

/// Selects the executions of a run.
package struct Filter: Hashable, Sendable {
    /// Patterns of which one must match; empty selects everything.
    package var only: [String]
    /// Patterns of which none may match.
    package var skip: [String]

    package init(only: [String] = [], skip: [String] = []) {
        self.only = only
        self.skip = skip
    }

    /// The selected executions, in their order.
    package func select(_ executions: [Execution]) -> [Execution] {
        executions.filter { execution in
            (only.isEmpty || only.contains { Self.matches(execution, $0) })
                && !skip.contains { Self.matches(execution, $0) }
        }
    }

    /// The patterns that match none of the executions.
    package func unmatched(_ executions: [Execution]) -> [String] {
        (only + skip).filter { pattern in !executions.contains { Self.matches($0, pattern) } }
    }

    /// Whether a pattern matches the slug, the slug with its operation, the operation after an `@`, or the start of the
    /// slug up to a dot.
    ///
    /// `*` matches any characters.
    static func matches(_ execution: Execution, _ pattern: String) -> Bool {
        let slug = execution.check.id
        if pattern.hasPrefix("@") {
            return execution.operation.map { Glob.matches(pattern.dropFirst(), $0.id.rawValue[...]) } ?? false
        }
        // Most patterns have no star, and a run compares each of them with everything that there is.
        guard pattern.utf8.contains(UInt8(ascii: "*")) else {
            let start = pattern.hasSuffix(".") ? pattern : pattern + "."
            return slug == pattern || slug.hasPrefix(start) || execution.key == pattern
        }
        return ([execution.key, slug] + prefixes(slug)).contains { Glob.matches(pattern[...], $0[...]) }
    }

    private static func prefixes(_ slug: String) -> [String] {
        slug.indices.filter { slug[$0] == "." }.map { String(slug[..<$0]) }
    }
}

/// Patterns with `*`.
enum Glob {
    /// Whether the pattern matches the whole text, in time linear in the text for each star.
    static func matches(_ pattern: Substring, _ text: Substring) -> Bool {
        let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard pieces.count > 1, let first = pieces.first, let last = pieces.last else { return pattern == text }
        guard text.hasPrefix(first) else { return false }
        var rest = text.dropFirst(first.count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let range = rest.firstRange(of: piece) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
