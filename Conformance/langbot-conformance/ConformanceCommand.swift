import CommandLineSupport
import LangBotConformance

/// The command line of the conformance runner.
enum ConformanceCommand {
    static let specification = CommandSpecification(
        "langbot-conformance",
        "Checks a LangBot's HTTP API against what LangBot documents.",
        subcommands: [
            run, list, explain, probe, rerun, report, diff, matrix, baseline, cleanup, SelfTestCommand.specification,
        ],
        defaultSubcommand: "run"
    )

    static let run = CommandSpecification(
        "run",
        "Make the checks. Without a base URL they are made, with writes, against a mock server that is part of this program.",
        options: server + patterns + manner + acceptance + output
    )

    static let server: [OptionSpecification] = [
        .value("base-url", "URL", "The server to check.", environment: "LANGBOT_BASE_URL"),
        .value("api-key", "KEY", "A valid API key of the server.", environment: "LANGBOT_API_KEY", isSecret: true),
        .value(
            "user-token",
            "TOKEN",
            "The token of a signed-in user, which some checks need.",
            environment: "LANGBOT_USER_TOKEN",
            isSecret: true
        ),
        .value("user", "EMAIL", "An account to sign in with instead, with --password.", environment: "LANGBOT_USER"),
        .value("password", "P", "That account's password.", environment: "LANGBOT_PASSWORD", isSecret: true),
        .value(
            "contract",
            "NAME",
            "What the server is held against: documented, which is meant where nothing is named, auto, or a release.",
            allowed: ContractChoice.names
        ),
        .flag("allow-writes", "Also create, change and delete. What is made is named lbconf-… and removed at the end."),
        .flag("aggressive", "Also send what could bring a weak server down; to this machine only."),
    ]

    static let patterns: [OptionSpecification] = [
        .value(
            "only",
            "PATTERN",
            "Make these checks only: a slug, the beginning of one up to a dot, or @operation; * stands for anything.",
            isRepeatable: true
        ),
        .value("skip", "PATTERN", "Leave these checks out.", isRepeatable: true),
    ]

    static let manner: [OptionSpecification] = [
        .value(
            "fail-on",
            "LEVEL",
            "The least level that fails the run; must where none is named.",
            allowed: ["must", "should", "harden"]
        ),
        .value("timeout", "S", "How many seconds the server may take for an answer; 20 where nothing is named."),
        .value("jobs", "N", "How many checks are made at once, 1 to 64; 4 where nothing is named."),
        .value(
            "seed",
            "N",
            "Make names and identifiers from this number, so that two runs send the same. Not for two runs at once."
        ),
    ]

    static let acceptance: [OptionSpecification] = [
        .value("baseline", "FILE", "Accept the deviations in this file, and fail where one of them is no more.")
    ]

    static let output: [OptionSpecification] =
        ReportFiles.formats.map { format in
            .value(format.rawValue, "FILE", "Write the report as \(format.summary); - for standard output.")
        } + [
            .flag("github", "Print annotations for GitHub Actions too."),
            .flag("no-color", "Use no colours, as the environment variable NO_COLOR asks for too."),
            .flag("quiet", "Print the totals and what fails the run, nothing else."),
        ]

    private static let list = CommandSpecification("list", "List every check with its level, sentence and source.")

    private static let probe = CommandSpecification(
        "probe",
        "Tell what a deployment is, without a key: its release by what it says and by how it answers.",
        options: [
            .flag("json", "Print JSON."),
            .value("timeout", "S", "How many seconds the server may take for an answer; 20 where nothing is named."),
        ],
        arguments: ["URL"]
    )

    private static let explain = CommandSpecification(
        "explain",
        "Tell all about one check.",
        arguments: ["ID"]
    )
}
