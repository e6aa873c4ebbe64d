/// A parsed command line.
package struct ParsedCommand: Sendable {
    package let command: CommandSpecification
    /// Whether help was requested; if so, ignore everything else.
    package let wantsHelp: Bool
    package let positionals: [String]
    private let values: [String: [String]]
    private let flags: Set<String>
    /// The options given on the command line itself.
    private let given: Set<String>

    init(
        _ command: CommandSpecification,
        wantsHelp: Bool = false,
        values: [String: [String]] = [:],
        flags: Set<String> = [],
        given: Set<String> = [],
        positionals: [String] = []
    ) {
        self.command = command
        self.wantsHelp = wantsHelp
        self.values = values
        self.flags = flags
        self.given = given
        self.positionals = positionals
    }

    /// Whether a flag was given.
    package func flag(_ name: String) -> Bool { flags.contains(name) }

    /// Whether an option was given on the command line, not just by its environment variable.
    package func isGiven(_ name: String) -> Bool { given.contains(name) }

    /// The value of an option, from the command line or its environment variable.
    package func value(_ name: String) -> String? { values[name]?.last }

    /// All values of a repeatable option.
    package func values(_ name: String) -> [String] { values[name] ?? [] }

    /// The value of an option as a whole number in a range.
    package func integer(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
        guard let text = value(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw UsageError(
                "invalid value '\(text)' for '--\(name)': expected a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }

    /// The value of an option as a positive number of seconds, possibly with a fraction.
    package func seconds(_ name: String) throws(UsageError) -> Duration? {
        guard let text = value(name) else { return nil }
        guard let number = Double(text), number > 0, number <= 86_400 else {
            throw UsageError(
                "invalid value '\(text)' for '--\(name)': expected a number of seconds, more than 0 and at most 86400"
            )
        }
        return .milliseconds(max(1, Int64((number * 1000).rounded())))
    }
}
