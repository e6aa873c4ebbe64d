/// An option of a command.
package struct OptionSpecification: Hashable, Sendable {
    /// The name after the two hyphens.
    package let name: String
    /// The placeholder for the value in the help; nil for a flag, which takes no value.
    package let placeholder: String?
    package let summary: String
    /// Whether the option can be repeated.
    package let isRepeatable: Bool
    /// The environment variable that supplies the value if the option is not given.
    package let environment: String?
    /// Whether the value must never be printed.
    package let isSecret: Bool
    /// The allowed values; empty if any value is allowed.
    package let allowed: [String]

    private init(
        _ name: String,
        placeholder: String?,
        summary: String,
        isRepeatable: Bool,
        environment: String?,
        isSecret: Bool,
        allowed: [String]
    ) {
        self.name = name
        self.placeholder = placeholder
        self.summary = summary
        self.isRepeatable = isRepeatable
        self.environment = environment
        self.isSecret = isSecret
        self.allowed = allowed
    }

    /// A flag, which takes no value.
    package static func flag(_ name: String, _ summary: String) -> OptionSpecification {
        OptionSpecification(
            name,
            placeholder: nil,
            summary: summary,
            isRepeatable: false,
            environment: nil,
            isSecret: false,
            allowed: []
        )
    }

    /// An option with a value.
    package static func value(
        _ name: String,
        _ placeholder: String,
        _ summary: String,
        isRepeatable: Bool = false,
        environment: String? = nil,
        isSecret: Bool = false,
        allowed: [String] = []
    ) -> OptionSpecification {
        OptionSpecification(
            name,
            placeholder: placeholder,
            summary: summary,
            isRepeatable: isRepeatable,
            environment: environment,
            isSecret: isSecret,
            allowed: allowed
        )
    }
}
