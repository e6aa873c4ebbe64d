/// What is wrong with a command line, and what to do about it, in one line.
package struct UsageError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }

    /// An error for an unknown word, with a guess of what was meant.
    ///
    /// - Parameter hint: what to do without a guess; by default it lists up to four known words.
    package static func unknown(
        _ what: String,
        _ word: String,
        among known: [String],
        hint: String? = nil
    ) -> UsageError {
        let guess = Nearest.to(word, among: known).map { "did you mean '\($0)'?" }
        let list = known.count <= 4 ? "use one of \(known.joined(separator: ", "))" : nil
        return UsageError("unknown \(what) '\(word)'" + ((guess ?? hint ?? list).map { "; \($0)" } ?? ""))
    }
}
