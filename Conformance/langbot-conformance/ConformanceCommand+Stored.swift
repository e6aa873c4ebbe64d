import CommandLineSupport
import LangBotConformance

/// The commands that go on from a stored run, or from what a run has left.
extension ConformanceCommand {
    static let rerun = CommandSpecification(
        "rerun",
        "Make those checks again that failed a stored run, a JSON report or a stream of events.",
        options: server + manner + acceptance + output,
        arguments: ["REPORT"]
    )

    static let report = CommandSpecification(
        "report",
        "Turn a stored run, a stream of events or a JSON report, into any other report; - reads standard input.",
        options: [
            .value(
                "format",
                "F",
                "What it is turned into; text where nothing is named.",
                allowed: ReportFormat.allCases.map(\.rawValue)
            ),
            .value("output", "FILE", "Where it is written; standard output where nothing is named."),
        ],
        arguments: ["REPORT"]
    )

    static let diff = CommandSpecification(
        "diff",
        "Compare two stored runs. The exit status is 0 where they came to the same, and 1 where they did not.",
        options: [.value("format", "F", "How it is written; text where nothing is named.", allowed: ["text", "json"])],
        arguments: ["A", "B"]
    )

    static let matrix = CommandSpecification(
        "matrix",
        "Draw one table of the JSON reports in a directory, with a column for each, named as its file is.",
        options: [
            .value("format", "F", "How it is written; md where nothing is named.", allowed: ["md", "html"]),
            .value("output", "FILE", "Where it is written; standard output where nothing is named."),
        ],
        arguments: ["DIR"]
    )

    static let baseline = CommandSpecification(
        "baseline",
        "Keep a file of the deviations that are accepted. ACTION is init, which writes it; update, which brings it up to "
            + "date and keeps the reasons in it; or check, which makes a run that fails where something is not in it or "
            + "is in it in vain.",
        options: [.value("from", "REPORT", "Take a stored run instead of making one.")]
            + server + patterns + manner + output,
        arguments: ["ACTION", "FILE"]
    )

    static let cleanup = CommandSpecification(
        "cleanup",
        "Remove what killed runs have left on a server: what is named lbconf-…, and nothing else. Not while a run goes on.",
        options: server.filter { !["contract", "allow-writes", "aggressive"].contains($0.name) } + [
            .value("run", "ID", "Only what the run of this name has left."),
            .flag("dry-run", "Tell what would be removed, and leave it."),
            .value("timeout", "S", "How many seconds the server may take for an answer; 20 where nothing is named."),
        ]
    )
}
