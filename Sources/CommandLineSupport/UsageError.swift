/// An error in a command line, as a sentence.
package struct UsageError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }

    /// An unknown word, with the most similar known one as a hint.
    package static func unknown(_ what: String, _ word: String, among known: [String]) -> UsageError {
        let nearest = Nearest.to(word, among: known).map { "; did you mean '\($0)'?" } ?? ""
        return UsageError("unknown \(what) '\(word)'\(nearest)")
    }
}
