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

extension Behaviour {
    /// The number of a record in the path; nil if it is none.
    ///
    /// - Throws: a failure for a number that no database takes.
    func number(in call: Call) throws(DomainError) -> Int64? {
        if let number = Int64(call.identifier) { return number }
        let isNumber = call.identifier.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard traits.sortsMembers, isNumber, !call.identifier.isEmpty else { return nil }
        throw .tooLargeForTheDatabase
    }
}

/// How releases fail on numbers, in their own words.
extension DomainError {
    static let tooLargeForTheDatabase = DomainError.failure("Python int too large to convert to SQLite INTEGER")

    static func noInteger(_ text: String) -> DomainError {
        .failure("invalid literal for int() with base 10: '\(text)'")
    }
}
