/// An option of a command.
package struct OptionSpecification: Hashable, Sendable {
    /// The name, without the leading hyphens.
    package let name: String
    /// The placeholder of the value in the help; nil for a flag, which takes no value.
    package let placeholder: String?
    package let summary: String
    /// Whether it may be given more than once.
    package let isRepeatable: Bool
    /// The environment variable that is used if the option is not given.
    package let environment: String?
    /// Whether its value is secret.
    package let isSecret: Bool
    /// The allowed values; empty if any value is allowed.
    package let allowed: [String]
    /// The group that the help lists the option in, such as `Server`; nil for none.
    package fileprivate(set) var group: String?

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

    /// An option without a value.
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

extension [OptionSpecification] {
    /// The same options, which the help lists in a group.
    package func grouped(_ title: String) -> [OptionSpecification] {
        map { option in
            var grouped = option
            grouped.group = title
            return grouped
        }
    }
}
