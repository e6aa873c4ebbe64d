/// The outcome of one check.
public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// The server meets the requirement.
    case conforms
    /// It does not, in the way its release is known for.
    case knownDeviation = "known_deviation"
    /// It does not, and the baseline accepts that.
    case accepted
    /// The requirement does not apply to this server, such as scopes where keys have none.
    case notApplicable = "not_applicable"
    /// It does not.
    case deviates
    /// Not tested, because something that the check needs is missing.
    case untestable
    /// The check itself failed to run.
    case error

    /// The verdict as words, such as `known deviation`.
    package var words: String { rawValue.replacing("_", with: " ") }
}
