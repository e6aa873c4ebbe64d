/// What happens in a run, in its order.
///
/// Every report is made from these alone.
public enum RunEvent: Sendable {
    /// The server is worth judging, and the first check is about to be made.
    case started(RunInformation)
    /// A check is being made, told by its key; several may be under way.
    case began(String)
    /// A check is done; the checks come in the order of the suite, whatever order they were made in.
    case finished(CheckResult)
    /// Nothing more happens; what the run made has been removed.
    case ended(RunSummary)
}

/// What a run is.
public struct RunInformation: Hashable, Sendable {
    /// The name of the run, which everything it makes carries.
    public let runID: String
    /// When it began, as ISO 8601 writes it in UTC, such as `2026-11-24T04:05:23Z`.
    public let startedAt: String
    /// The base URL of the server.
    public let baseURL: String
    /// What the server is held against: `documented`, or a release.
    public let contract: String
    /// Why a release was chosen, as a sentence; nil where the choice was not left to the runner.
    public let identification: String?
    /// Whether the run may create, change and delete.
    public let allowsWrites: Bool
    /// The patterns of which a check had to match one.
    public let only: [String]
    /// The patterns of which a check had to match none.
    public let skip: [String]
    /// How many checks are made.
    public let executions: Int
    /// The least level whose deviations fail the run.
    public let failOn: Level
    /// What names and identifiers are made from; nil where they are another in every run.
    public let seed: Int?

    /// Whether checks were left out by patterns.
    package var isFiltered: Bool { !only.isEmpty || !skip.isEmpty }

    /// The same run with another level that fails it.
    package func failing(on level: Level) -> RunInformation {
        RunInformation(
            runID: runID,
            startedAt: startedAt,
            baseURL: baseURL,
            contract: contract,
            identification: identification,
            allowsWrites: allowsWrites,
            only: only,
            skip: skip,
            executions: executions,
            failOn: level,
            seed: seed
        )
    }

    /// Whether a result makes the run fail.
    package func fails(_ result: CheckResult) -> Bool {
        result.verdict == .error || (result.verdict == .deviates && result.level >= max(failOn, .harden))
    }
}

/// How a run ended.
public struct RunSummary: Hashable, Sendable {
    /// How many checks came to each verdict.
    public let totals: Totals
    /// What the run has made and could not remove.
    public let leftovers: [String]
    /// The entries of the baseline whose checks conform, or are none.
    public let staleBaselineEntries: [String]
    /// How long it took.
    public let duration: Duration
    /// Whether it was stopped before its end.
    public let isInterrupted: Bool
    /// The exit code of the command for it.
    public let exitCode: ExitCode
}
