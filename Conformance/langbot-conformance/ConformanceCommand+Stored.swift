import CommandLineSupport
import LangBotConformance

/// The commands that use a stored run, or what a run left behind.
extension ConformanceCommand {
    static let rerun = CommandSpecification(
        "rerun",
        "Run the checks again that failed in a stored run.",
        examples: ["langbot-conformance rerun report.json --base-url https://langbot.example.com"],
        options: server + manner + acceptance + output,
        arguments: ["REPORT"]
    )

    static let report = CommandSpecification(
        "report",
        "Convert a stored run to another report format; - reads standard input.",
        examples: [
            "langbot-conformance report run.jsonl",
            "langbot-conformance report report.json --format html --output report.html",
        ],
        options: [
            .value(
                "format",
                "F",
                "The format to convert to; default: text.",
                allowed: ReportFormat.allCases.map(\.rawValue) + ["md"]
            ),
            .value("output", "FILE", "The file to write; default: standard output."),
        ],
        arguments: ["REPORT"]
    )

    static let diff = CommandSpecification(
        "diff",
        "Compare two stored runs; exits with 0 if they are the same and 1 if they differ.",
        examples: ["langbot-conformance diff before.json after.json"],
        options: [.value("format", "F", "The output format; default: text.", allowed: ["text", "json"])],
        arguments: ["A", "B"]
    )

    static let matrix = CommandSpecification(
        "matrix",
        "Make one table of all JSON reports in a directory, with a column for each file.",
        examples: ["langbot-conformance matrix reports --format html --output matrix.html"],
        options: [
            .value("format", "F", "The output format; default: markdown.", allowed: ["markdown", "md", "html"]),
            .value("output", "FILE", "The file to write; default: standard output."),
        ],
        arguments: ["DIR"]
    )

    static let baseline = CommandSpecification(
        "baseline",
        "Maintain a file of accepted deviations. ACTION is init (write it), update (follow the server and keep the "
            + "reasons) or check (run, and fail on deviations that are not in it and on stale entries).",
        examples: [
            "langbot-conformance baseline init baseline.json",
            "langbot-conformance baseline check baseline.json",
        ],
        options: [.value("from", "REPORT", "Use a stored run instead of running the checks.")]
            + server + patterns + manner + output,
        arguments: ["ACTION", "FILE"]
    )

    static let cleanup = CommandSpecification(
        "cleanup",
        "Remove what killed runs left on a server: resources named lbconf-…, and nothing else. Do not use it during a run.",
        examples: ["langbot-conformance cleanup --dry-run"],
        options: server.filter { !["contract", "global-key", "allow-writes", "aggressive"].contains($0.name) } + [
            .value("run", "ID", "Only remove what this run left."),
            .flag("dry-run", "Show what would be removed, and remove nothing."),
            .value("timeout", "S", "The maximum time for one answer, in seconds; default: 20."),
        ]
    )
}
