import CommandLineSupport
import LangBotMock

/// The command line of the mock server.
enum MockCommand {
    static let specification = CommandSpecification(
        "langbot-mock",
        "A local, stateful stand-in for LangBot's HTTP API, for development and tests.",
        examples: [
            "langbot-mock                                # listens on 127.0.0.1:5300",
            "langbot-mock --profile 4.9                  # behaves like LangBot 4.9",
            "langbot-mock --port 0 --port-file port.txt  # a free port, for scripts",
            "langbot-mock --seed bots.json --faults faults.json",
            "langbot-mock routes --profile 4.11",
        ],
        subcommands: [serve, routes, openapi, healthcheck] + CommandSpecification.common,
        defaultSubcommand: "serve"
    )

    private static let defaults = MockLangBot.Options()

    private static let profile = OptionSpecification.value(
        "profile",
        "NAME",
        "The LangBot to imitate: \(defaults.profile) (default), or a release such as 4.9.",
        allowed: MockProfile.names
    )

    private static let serve = CommandSpecification(
        "serve",
        "Start the server; prints a line of JSON to standard output when it is ready.",
        examples: [
            "langbot-mock serve --profile 4.11 --state state --world-per-key",
            "langbot-mock serve --deterministic 1 --quiet",
        ],
        options: [profile].grouped("Profile") + server + access + state + [
            .flag("quiet", "Only print the line of JSON, and do not log requests.")
        ]
    )

    private static let server: [OptionSpecification] = [
        OptionSpecification.value("host", "HOST", "The name or address to listen on; default: \(defaults.host)."),
        .value("port", "PORT", "The port to listen on, or 0 for a free one; default: 5300."),
        .value("port-file", "FILE", "A file to write the port to; it is removed on exit."),
        .value("threads", "COUNT", "The number of threads; default: chosen for this machine."),
        .value(
            "without",
            "RUNTIMES",
            "Start without these runtimes: plugins, sandbox, or both with a comma between them."
        ),
        .value(
            "web-ui",
            "DIR",
            "Serve LangBot's web interface at /, from an unpacked wheel of LangBot; for releases only."
        ),
        .flag(
            "call-out",
            "Call models, MCP servers and webhooks on other machines; by default, the script answers for them."
        ),
    ].grouped("Server")

    private static let access: [OptionSpecification] = [
        OptionSpecification.value(
            "api-key",
            "KEY",
            "An API key that is valid from the start; default: \(defaults.apiKey)."
        ),
        .value(
            "global-key",
            "KEY",
            "The key of the configuration file, valid besides the others; releases since 4.10 have one."
        ),
        .value("user", "EMAIL", "An account that exists from the start; default: \(defaults.user)."),
        .value("password", "P", "The password of that account; default: \(defaults.password)."),
        .flag("fresh", "Start like a new installation, without an account or a key."),
        .value(
            "admin-token",
            "TOKEN",
            "Protect /__mock/ with this token; without one, anyone who can reach the port may use it.",
            environment: "LANGBOT_MOCK_ADMIN_TOKEN"
        ),
    ].grouped("Access")

    private static let state: [OptionSpecification] = [
        OptionSpecification.value("seed", "FILE", "A JSON file of resources to start with."),
        .value("state", "DIR", "A directory to keep the state in, across restarts and crashes."),
        .flag("world-per-key", "Give each API key its own resources."),
        .value("faults", "FILE", "A JSON file of faults to inject."),
        .value("script", "FILE", "A JSON file of what models, tools and other servers answer."),
        .value("deterministic", "SEED", "Derive identifiers, keys and times from this number."),
    ].grouped("State and faults")

    private static let routes = CommandSpecification(
        "routes",
        "List the operations of a profile: method, path, name and credential.",
        examples: ["langbot-mock routes --profile 4.11"],
        options: [profile]
    )

    private static let openapi = CommandSpecification(
        "openapi",
        "Print a profile as an OpenAPI 3.1 document.",
        examples: ["langbot-mock openapi --profile 4.9 > openapi.json"],
        options: [profile]
    )

    private static let healthcheck = CommandSpecification(
        "healthcheck",
        "Check the health of a server; exits with 0 if it is healthy and 1 if not.",
        examples: ["langbot-mock healthcheck --url http://127.0.0.1:5300"],
        options: [.value("url", "URL", "The base URL of the server; default: http://127.0.0.1:5300.")]
    )

    /// The profile on the command line.
    static func profile(_ command: ParsedCommand) -> MockProfile {
        command.value("profile").flatMap { MockProfile($0) } ?? defaults.profile
    }
}
