/// The result of Python's `int` for a text.
enum PythonInteger {
    case number(Int64)
    /// A number that does not fit in 64 bits, as digits.
    case tooLarge(String)
    case none
}

extension Behaviour {
    func pythonInteger(_ text: String) -> PythonInteger {
        let trimmed = trimmed(text)
        guard let match = trimmed.wholeMatch(of: /([+-]?)([0-9]+(?:_[0-9]+)*)/)?.output else { return .none }
        let digits = (match.1 == "-" ? "-" : "") + match.2.filter { $0 != "_" }
        return Int64(digits).map(PythonInteger.number) ?? .tooLarge(digits)
    }
}

/// How releases fail on numbers, in their own words.
extension DomainError {
    static let tooLargeForTheDatabase = DomainError.failure("Python int too large to convert to SQLite INTEGER")

    static func noInteger(_ text: String) -> DomainError {
        .failure("invalid literal for int() with base 10: '\(text)'")
    }
}
