/// How a routing rule or an event filter compares.
///
/// Servers may define further operators.
public struct MatchOperator: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public init(stringLiteral value: String) { self.init(rawValue: value) }

    /// It is the value.
    public static let equals: MatchOperator = "eq"
    /// It is not the value.
    public static let differs: MatchOperator = "neq"
    /// It contains the value, as a part of a text or an element of a list.
    public static let contains: MatchOperator = "contains"
    /// It does not contain the value.
    public static let lacks: MatchOperator = "not_contains"
    /// The text starts with the value.
    public static let startsWith: MatchOperator = "starts_with"
    /// The regular expression matches a part of the text.
    public static let matches: MatchOperator = "regex"
}
