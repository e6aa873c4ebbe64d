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
    /// The allowed values; empty if any value is allowed.
    package let allowed: [String]
    /// The group that the help lists the option in, such as `Server`; nil for none.
    package fileprivate(set) var group: String?

    /// An option without a value.
    package static func flag(_ name: String, _ summary: String) -> OptionSpecification {
        Self(name: name, placeholder: nil, summary: summary, isRepeatable: false, environment: nil, allowed: [])
    }

    /// An option with a value.
    package static func value(
        _ name: String,
        _ placeholder: String,
        _ summary: String,
        isRepeatable: Bool = false,
        environment: String? = nil,
        allowed: [String] = []
    ) -> OptionSpecification {
        Self(
            name: name,
            placeholder: placeholder,
            summary: summary,
            isRepeatable: isRepeatable,
            environment: environment,
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
