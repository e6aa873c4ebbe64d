/// A parsed command line.
package struct ParsedCommand: Sendable {
    package let command: CommandSpecification
    /// Whether help was asked for, in which case nothing else is parsed.
    package let wantsHelp: Bool
    /// Whether the version was asked for, in which case nothing else is parsed.
    package let wantsVersion: Bool
    package let positionals: [String]
    private let values: [String: [String]]
    private let flags: Set<String>
    /// The options on the command line itself, without those from the environment.
    private let given: Set<String>

    init(
        _ command: CommandSpecification,
        wantsHelp: Bool = false,
        wantsVersion: Bool = false,
        values: [String: [String]] = [:],
        flags: Set<String> = [],
        given: Set<String> = [],
        positionals: [String] = []
    ) {
        self.command = command
        self.wantsHelp = wantsHelp
        self.wantsVersion = wantsVersion
        self.values = values
        self.flags = flags
        self.given = given
        self.positionals = positionals
    }

    /// Whether a flag was given.
    package func flag(_ name: String) -> Bool { flags.contains(name) }

    /// Whether an option is on the command line itself.
    package func isGiven(_ name: String) -> Bool { given.contains(name) }

    /// The value of an option, from the command line or from its environment variable.
    package func value(_ name: String) -> String? { values[name]?.last }

    /// All values of a repeatable option.
    package func values(_ name: String) -> [String] { values[name] ?? [] }

    /// The value of an option as a whole number within bounds.
    package func integer(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
        guard let text = value(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw UsageError(
                "the value of '--\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'"
            )
        }
        return number
    }

    /// The value of an option as a duration, given in seconds above zero, with or without a fraction.
    package func seconds(_ name: String) throws(UsageError) -> Duration? {
        guard let text = value(name) else { return nil }
        guard let number = Double(text), number > 0, number <= 86_400 else {
            throw UsageError(
                "the value of '--\(name)' must be a number of seconds above 0 and up to 86400, not '\(text)'"
            )
        }
        return .milliseconds(max(1, Int64((number * 1000).rounded())))
    }
}
