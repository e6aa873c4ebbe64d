/// The exit codes of `langbot-conformance`.
public enum ExitCode: Int32, Hashable, Sendable, CaseIterable {
    /// No deviation at or above the `--fail-on` level.
    case conforms = 0
    /// A deviation at or above the `--fail-on` level, or something could not be removed.
    case deviates = 1
    /// Wrong usage, or none of the selected checks could be tested.
    case usage = 2
    /// The server cannot be reached, is not a LangBot, or does not accept the credentials.
    case unreachable = 3
    /// Only stale baseline entries fail the run.
    case staleBaseline = 4
    /// The runner itself failed.
    case `internal` = 5
    /// The run was stopped by a signal.
    case interrupted = 130
}
