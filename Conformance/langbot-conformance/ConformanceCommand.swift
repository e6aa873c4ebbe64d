import CommandLineSupport
import LangBotConformance

/// The command line of the conformance runner.
enum ConformanceCommand {
    static let specification = CommandSpecification(
        "langbot-conformance",
        "Checks a LangBot server's HTTP API against LangBot's documentation.",
        examples: [
            "langbot-conformance                       # checks the built-in mock server",
            "langbot-conformance --base-url http://127.0.0.1:5300 --api-key lbk_…",
            "langbot-conformance --allow-writes --html report.html",
            "langbot-conformance --only auth --contract 4.9",
            "langbot-conformance explain auth.missing.status",
        ],
        subcommands: [
            run, list, explain, probe, rerun, report, diff, matrix, baseline, cleanup, SelfTestCommand.specification,
        ] + CommandSpecification.common,
        defaultSubcommand: "run"
    )

    static let run = CommandSpecification(
        "run",
        "Run the checks. Without --base-url they run, with writes, against the mock server in this program.",
        examples: [
            "langbot-conformance run --base-url http://127.0.0.1:5300 --api-key lbk_…",
            "langbot-conformance run --allow-writes --fail-on harden --junit junit.xml",
        ],
        options: server + patterns + manner + acceptance + output,
        synonyms: ["profile": "contract"]
    )

    static let server: [OptionSpecification] =
        [
            OptionSpecification.value("base-url", "URL", "The server to check.", environment: "LANGBOT_BASE_URL"),
            .value("api-key", "KEY", "A valid API key of the server.", environment: "LANGBOT_API_KEY"),
            .value(
                "user-token",
                "TOKEN",
                "The token of a signed-in user, for the checks that need one.",
                environment: "LANGBOT_USER_TOKEN"
            ),
            .value(
                "global-key",
                "KEY",
                "The global key of the server's configuration file, for the checks of it.",
                environment: "LANGBOT_GLOBAL_KEY"
            ),
            .value(
                "user",
                "EMAIL",
                "An account to sign in with, instead of --user-token.",
                environment: "LANGBOT_USER"
            ),
            .value("password", "P", "The password of that account.", environment: "LANGBOT_PASSWORD"),
            .value(
                "contract",
                "NAME",
                "What to check against: documented (default) in the edition of the server's release, "
                    + "documented@4.10.7 and the like for one edition, auto, or a release such as 4.9.",
                allowed: ContractChoice.names
            ),
            .flag("allow-writes", "Also create, change and delete resources, named lbconf-… and removed at the end."),
            .flag(
                "aggressive",
                "Also run checks that could bring down a weak server; only against a server on this machine."
            ),
        ].grouped("Server") + connection

    static let connection: [OptionSpecification] = [
        OptionSpecification.value(
            "ca-file",
            "FILE",
            "Trust the certificate authorities in this PEM file, not the system's."
        ),
        .value("client-cert", "FILE", "Show the certificate in this PEM file to a server that asks for one."),
        .value("client-key", "FILE", "The key of that certificate, if it is in another file."),
        .flag("insecure", "Do not verify the server's certificate; every report says so."),
        .value(
            "header",
            "NAME:VALUE",
            "Send this header field with every request, for a gateway; its value is never shown.",
            isRepeatable: true
        ),
        .value("proxy", "URL", "Go through the tunnel of this HTTP proxy; default for https: as https_proxy says."),
        .value("resolve", "ADDRESS", "Connect to this address in place of the one of the server's name."),
    ].grouped("Connection")

    static let patterns: [OptionSpecification] = [
        OptionSpecification.value(
            "only",
            "PATTERN",
            "Only run these checks: an ID, the start of one up to a dot, or @operation; * matches anything.",
            isRepeatable: true
        ),
        .value("skip", "PATTERN", "Skip these checks.", isRepeatable: true),
    ].grouped("Selection")

    static let manner: [OptionSpecification] = [
        OptionSpecification.value(
            "fail-on",
            "LEVEL",
            "Fail the run on deviations of this level and above; default: must.",
            allowed: ["critical", "must", "should", "harden"]
        ),
        .value("timeout", "S", "The maximum time for one answer, in seconds; default: 20."),
        .value("jobs", "N", "How many checks run at once, 1 to 64; default: 4."),
        .value("rate", "N", "Send at most this many requests per second; 429 slows a run down in any case."),
        .value(
            "retries",
            "N",
            "How often to repeat a request that a rate limit or a gateway answers (429, 502, 503, 504); default: 4."
        ),
        .value(
            "seed",
            "N",
            "Derive names and identifiers from this number, so that runs send the same requests. Never use it for two "
                + "runs at once."
        ),
    ].grouped("Execution")

    static let acceptance: [OptionSpecification] = [
        OptionSpecification.value(
            "baseline",
            "FILE",
            "Accept the deviations in this file; stale entries fail the run."
        )
    ].grouped("Execution")

    static let output: [OptionSpecification] =
        reports.grouped("Reports") + [
            .flag("no-color", "Print without colours; so does the environment variable NO_COLOR."),
            .flag("quiet", "Only print the totals and the failures."),
        ]

    private static let reports: [OptionSpecification] =
        ReportFiles.formats.map { format in
            .value(format.rawValue, "FILE", "Write the report as \(format.summary); - for standard output.")
        } + [.flag("github", "Also print annotations for GitHub Actions.")]

    private static let list = CommandSpecification("list", "List every check with its level, title and source.")

    private static let probe = CommandSpecification(
        "probe",
        "Identify a deployment without a key: its release, by the version it reports and by its answers.",
        examples: ["langbot-conformance probe http://127.0.0.1:5300"],
        options: [
            .flag("json", "Print JSON."),
            .value("timeout", "S", "The maximum time for one answer, in seconds; default: 20."),
        ] + connection,
        arguments: ["URL"]
    )

    private static let explain = CommandSpecification(
        "explain",
        "Show the details of one check, or list the checks whose IDs start with it, such as auth.missing.",
        examples: ["langbot-conformance explain auth.missing.status"],
        arguments: ["ID"]
    )
}
