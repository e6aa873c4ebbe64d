/// What one check came to.
public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// The server does what the requirement says.
    case conforms
    /// It does not, in the way that its release is known for.
    case knownDeviation = "known_deviation"
    /// It does not, in the way that the team's baseline accepts.
    case accepted
    /// The requirement says nothing of a server like this one, such as of scopes where keys have none.
    case notApplicable = "not_applicable"
    /// It does not.
    case deviates
    /// It could not be found out, because something that the check needs is missing.
    case untestable
    /// The check itself could not be carried out.
    case error

    /// The verdict in words.
    package var words: String { rawValue.replacing("_", with: " ") }
}
