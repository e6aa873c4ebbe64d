import CommandLineSupport
import LangBotMock

/// The command line of the mock server.
enum MockCommand {
    static let specification = CommandSpecification(
        "langbot-mock",
        "Answers as LangBot's HTTP API does, on this machine, with state and without a LangBot.",
        subcommands: [serve, routes, openapi, healthcheck],
        defaultSubcommand: "serve"
    )

    private static let defaults = MockLangBot.Options()

    private static let profile = OptionSpecification.value(
        "profile",
        "NAME",
        "Which LangBot to be: the documented one, or a release; \(defaults.profile) where none is named.",
        allowed: MockProfile.names
    )

    private static let serve = CommandSpecification(
        "serve",
        "Start the server. A line of JSON on standard output tells when it is ready, and where.",
        options: [
            profile,
            .value("host", "HOST", "The name or address to listen at; \(defaults.host) where none is named."),
            .value("port", "PORT", "The port to listen at, or 0 for a free one; 5300 where none is named."),
            .value("threads", "COUNT", "How many threads answer; as many as fit this machine where none is named."),
            .value(
                "api-key",
                "KEY",
                "The API key that is valid at once; \(defaults.apiKey) where none is given.",
                isSecret: true
            ),
            .value("user", "EMAIL", "The account that exists at once; \(defaults.user) where none is named."),
            .value(
                "password",
                "P",
                "That account's password; \(defaults.password) where none is named.",
                isSecret: true
            ),
            .value("seed", "FILE", "A JSON file of resources to begin with."),
            .value("state", "DIR", "A directory to keep the state in, over a restart or a crash."),
            .flag("world-per-key", "Give each API key resources of its own."),
            .value("faults", "FILE", "A JSON file of faults: what goes wrong with which requests."),
            .value("deterministic", "SEED", "Make identifiers, keys and times follow from a number."),
            .value(
                "admin-token",
                "TOKEN",
                "What /__mock/ asks for; without it everybody may use it who reaches the port.",
                environment: "LANGBOT_MOCK_ADMIN_TOKEN",
                isSecret: true
            ),
            .flag("fresh", "Start as a new installation does: without account and key."),
            .value("port-file", "FILE", "A file to write the port to; it is removed at the end."),
            .flag("quiet", "Print the line of JSON and nothing else."),
        ]
    )

    private static let routes = CommandSpecification(
        "routes",
        "List the operations: method, path, name and credential.",
        options: [profile]
    )

    private static let openapi = CommandSpecification(
        "openapi",
        "Print a profile as an OpenAPI 3.1 document.",
        options: [profile]
    )

    private static let healthcheck = CommandSpecification(
        "healthcheck",
        "Ask a server whether it is well; exits 0 if it is and 1 if it is not.",
        options: [.value("url", "URL", "The server's http:// base URL; http://127.0.0.1:5300 where none is named.")]
    )

    /// The profile that was asked for.
    static func profile(_ command: ParsedCommand) -> MockProfile {
        command.value("profile").flatMap { MockProfile($0) } ?? defaults.profile
    }
}
