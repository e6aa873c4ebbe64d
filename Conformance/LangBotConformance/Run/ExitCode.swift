/// What the command's exit codes mean.
public enum ExitCode: Int32, Hashable, Sendable, CaseIterable {
    /// Nothing that gates deviates.
    case conforms = 0
    /// Something that gates deviates, or something could not be cleaned up.
    case deviates = 1
    /// The command was used wrongly, or so that no check of it could be carried out.
    case usage = 2
    /// The server cannot be reached, or is no LangBot that takes this key.
    case unreachable = 3
    /// Only stale entries of a baseline fail.
    case staleBaseline = 4
    /// The runner itself failed.
    case `internal` = 5
    /// The run was stopped by a signal.
    case interrupted = 130
}
