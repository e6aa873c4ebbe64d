/// What happens in a run, in its order.
///
/// Every report is made from these alone.
public enum RunEvent: Sendable {
    /// The server is worth judging, and the first check is about to be made.
    case started(RunInformation)
    /// A check is done; the checks come in the order of the suite, whatever order they were made in.
    case finished(CheckResult)
    /// Nothing more happens; what the run made has been removed.
    case ended(RunSummary)
}

/// What a run is.
public struct RunInformation: Hashable, Sendable {
    /// The name of the run, which everything it makes carries.
    public let runID: String
    /// The base URL of the server.
    public let baseURL: String
    /// What the server is held against: `documented`, or a release.
    public let contract: String
    /// Why a release was chosen, as a sentence; nil where the choice was not left to the runner.
    public let identification: String?
    /// Whether the run may create, change and delete.
    public let allowsWrites: Bool
    /// How many checks are made.
    public let executions: Int
    /// The least level whose deviations fail the run.
    public let failOn: Level
}

/// How a run ended.
public struct RunSummary: Hashable, Sendable {
    /// How many checks came to each verdict.
    public let totals: Totals
    /// What the run has made and could not remove.
    public let leftovers: [String]
    /// How long it took.
    public let duration: Duration
    /// Whether it was stopped before its end.
    public let isInterrupted: Bool
    /// The exit code of the command for it.
    public let exitCode: ExitCode
}
