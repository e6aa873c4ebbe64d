/// The events of a run, in order.
///
/// Every report is made from them alone.
public enum RunEvent: Sendable {
    /// The server can be tested, and the first check is about to run.
    case started(RunInformation)
    /// A check has started, given by its key; several may run at once.
    case began(String)
    /// A check is done; results come in suite order, whatever order the checks ran in.
    case finished(CheckResult)
    /// The run is over, and what it created has been removed.
    case ended(RunSummary)
}

/// What a run tests, and how.
public struct RunInformation: Hashable, Sendable {
    /// The ID of the run, eight hexadecimal digits; the name of everything it creates contains it.
    public let runID: String
    /// When it started, in ISO 8601 and UTC, such as `2026-11-24T04:05:23Z`.
    public let startedAt: String
    /// The base URL of the server.
    public let baseURL: String
    /// The contract: `documented`, `documented@` and an edition of LangBot's API key guide, or a release such as `4.9.7`.
    public let contract: String
    /// The edition of LangBot's API key guide that the server was checked against, by the release that brought it, such
    /// as `4.10.7`; nil if a stored run does not say it.
    public let edition: String?
    /// How the release was identified, as a sentence; nil if the contract names an edition or a release.
    public let identification: String?
    /// Whether the run may create, change and delete resources.
    public let allowsWrites: Bool
    /// The patterns of `--only`.
    public let only: [String]
    /// The patterns of `--skip`.
    public let skip: [String]
    /// How many checks run; 0 if a stored run does not say it.
    public let checks: Int
    /// How many cases run: a check counts once for each of its operations.
    public let executions: Int
    /// The least binding level whose deviations fail the run.
    public let failOn: Level
    /// The seed of names and identifiers; nil if they are random.
    public let seed: Int?
    /// Whether the server's certificate was verified.
    public let verifiesServer: Bool

    /// What to beware of; nil for nothing.
    var warning: String? { verifiesServer ? nil : "The server's certificate was not verified (--insecure)." }

    /// What a reader must know before the results, as sentences.
    var notes: [String] { [identification, warning].compactMap(\.self) }

    /// Whether patterns selected the checks.
    package var isFiltered: Bool { !only.isEmpty || !skip.isEmpty }

    /// The contract in words, such as `documented contract (guide of 4.10.7)`.
    var contractWords: String { "\(contract) contract" + (edition.map { " (guide of \($0))" } ?? "") }

    /// How many checks and cases run, in words.
    var extent: String {
        (checks == 0 ? "" : counted(checks, "check") + ", ") + counted(executions, "case")
    }

    /// The same run, failing on another level.
    package func failing(on level: Level) -> RunInformation {
        RunInformation(
            runID: runID,
            startedAt: startedAt,
            baseURL: baseURL,
            contract: contract,
            edition: edition,
            identification: identification,
            allowsWrites: allowsWrites,
            only: only,
            skip: skip,
            checks: checks,
            executions: executions,
            failOn: level,
            seed: seed,
            verifiesServer: verifiesServer
        )
    }

    /// Whether a result fails the run.
    package func fails(_ result: CheckResult) -> Bool {
        result.verdict == .error || (result.verdict == .deviates && result.level >= max(failOn, .harden))
    }
}

/// How a run ended.
public struct RunSummary: Hashable, Sendable {
    /// The number of cases by verdict.
    public let totals: Totals
    /// What the run created and could not remove, one description each.
    public let leftovers: [String]
    /// The keys of stale baseline entries: their checks conform now, or do not exist.
    public let staleBaselineEntries: [String]
    /// The duration of the run.
    public let duration: Duration
    /// Whether it was stopped early.
    public let isInterrupted: Bool
    /// The exit code of the command.
    public let exitCode: ExitCode
    /// How many answers had status 429, which slows a run down.
    public internal(set) var limitedAnswers = 0
}
