/// What is wrong with a command line, and what to do about it, in one line.
package struct UsageError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }

    /// An error for an unknown word, with a guess of what was meant.
    package static func unknown(_ what: String, _ word: String, among known: [String]) -> UsageError {
        let nearest = Nearest.to(word, among: known).map { "; did you mean '\($0)'?" } ?? ""
        return UsageError("unknown \(what) '\(word)'\(nearest)")
    }
}
