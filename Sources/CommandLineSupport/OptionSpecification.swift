/// An option of a command.
package struct OptionSpecification: Hashable, Sendable {
    /// The name after the two hyphens.
    package let name: String
    /// What stands for the value in the help; nil makes the option a flag, which takes none.
    package let placeholder: String?
    package let summary: String
    /// Whether it may be given more than once.
    package let isRepeatable: Bool
    /// The environment variable that is taken where the option is not given.
    package let environment: String?
    /// Whether its value must not be shown.
    package let isSecret: Bool
    /// The values that may be given; empty where any may.
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

    /// An option that is given or not.
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
