import CommandLineSupport
import Testing

private let tool = CommandSpecification(
    "tool",
    "Does things.",
    subcommands: [
        CommandSpecification(
            "run",
            "Runs.",
            options: [
                .value("base-url", "URL", "Where.", environment: "TOOL_URL"),
                .value("api-key", "KEY", "The key.", environment: "TOOL_KEY"),
                .value("only", "PATTERN", "Which.", isRepeatable: true),
                .value("fail-on", "LEVEL", "When.", allowed: ["must", "should"]),
                .value("jobs", "N", "How many."),
                .value("timeout", "S", "How long."),
                .flag("quiet", "Say less."),
            ],
            synonyms: ["server": "base-url"]
        ),
        CommandSpecification("explain", "Explains.", arguments: ["ID"]),
    ],
    defaultSubcommand: "run"
)

@Suite(.serialized) struct ParsingTests {
    private func parse(_ words: String..., environment: [String: String] = [:]) throws -> ParsedCommand {
        try tool.parse(words, environment: environment)
    }

    @Test func readsValuesAndFlags() throws {
        let parsed = try parse("run", "--base-url", "u", "--only=a", "--quiet", "--only", "b")
        #expect(parsed.command.name == "run")
        #expect(parsed.value("base-url") == "u")
        #expect(parsed.values("only") == ["a", "b"])
        #expect(parsed.flag("quiet"))
        #expect(parsed.value("jobs") == nil)
    }

    @Test func takesTheDefaultCommand() throws {
        #expect(try parse("--quiet").command.name == "run")
        #expect(try parse().command.name == "run")
    }

    @Test func readsArguments() throws {
        #expect(try parse("explain", "--", "--odd").positionals == ["--odd"])
    }

    @Test func takesTheEnvironmentWhereNothingIsGiven() throws {
        let environment = ["TOOL_URL": "e", "TOOL_KEY": ""]
        #expect(try parse("run", environment: environment).value("base-url") == "e")
        #expect(try parse("run", "--base-url", "u", environment: environment).value("base-url") == "u")
        #expect(try parse("run", environment: environment).value("api-key") == nil)
    }

    @Test func tellsTheCommandLineFromTheEnvironment() throws {
        let parsed = try parse("run", "--base-url", "u", "--quiet", environment: ["TOOL_KEY": "k"])
        #expect(parsed.isGiven("base-url") && parsed.isGiven("quiet"))
        #expect(!parsed.isGiven("api-key") && parsed.value("api-key") == "k")
    }

    @Test(arguments: [
        ["--help"], ["run", "-h"], ["explain", "--help"], ["run", "--jobs", "x", "--help"], ["help"], ["help", "run"],
    ])
    func asksForHelp(words: [String]) throws {
        #expect(try tool.parse(words, environment: [:]).wantsHelp)
    }

    @Test func helpNamesACommand() throws {
        #expect(try parse("help", "explain").command.name == "explain")
        #expect(try parse("help").command.name == "tool")
    }

    @Test(
        arguments: [
            ("4.12", "4.11"), ("4.8", "4.9"), ("dcoumented", "documented"), ("9", nil),
        ] as [(String, String?)]
    )
    func guessesTheNearestNumber(word: String, expected: String?) {
        #expect(Nearest.to(word, among: ["documented", "4.9", "4.10", "4.11"]) == expected)
    }

    @Test func asksForTheVersion() throws {
        #expect(try parse("--version").wantsVersion && !parse().wantsVersion)
        #expect(try parse("run", "--version").wantsVersion)
        #expect(tool.help().contains(/--version +Show the version/))
    }

    static let mistakes: [([String], String)] = [
        (["--base-ur", "x"], "unknown option '--base-ur'; did you mean '--base-url'?"),
        (["--server", "x"], "unknown option '--server'; did you mean '--base-url'?"),
        (["--xyzzy"], "unknown option '--xyzzy'"),
        (["--bsae-url=x"], "unknown option '--bsae-url'; did you mean '--base-url'?"),
        (["rnu"], "unknown command 'rnu'; did you mean 'run'?"),
        (["xyzzy"], "unknown command 'xyzzy'; use one of run, explain"),
        (["-q"], "unknown option '-q'; did you mean '--quiet'?"),
        (["-v"], "unknown option '-v'; did you mean '--version'?"),
        (["-version"], "unknown option '-version'; did you mean '--version'?"),
        (["-x"], "unknown option '-x'"),
        (["http://h:1"], "unknown command 'http://h:1'; did you mean --base-url http://h:1?"),
        (["run", "--base-url"], "option '--base-url' needs a value: --base-url URL"),
        (["run", "--base-url", "--quiet"], "option '--base-url' needs a value: --base-url URL"),
        (["run", "--quiet=yes"], "option '--quiet' takes no value"),
        (["run", "--jobs", "1", "--jobs", "2"], "option '--jobs' is given twice"),
        (["run", "--jobs", ""], "the value of '--jobs' is empty"),
        (["--api-key="], "the value of '--api-key' is empty"),
        (["help", "rnu"], "unknown command 'rnu'; did you mean 'run'?"),
        (["run", "x"], "unexpected argument 'x'"),
        (["explain"], "missing argument 'ID'"),
        (
            ["run", "--fail-on", "shuold"],
            "'shuold' is not a value of '--fail-on'; use one of must, should; did you mean 'should'?"
        ),
        (["run", "--api-key", "lbk_secret", "--api-key", "lbk_secret"], "option '--api-key' is given twice"),
    ]

    @Test(arguments: mistakes)
    func saysWhatIsWrong(words: [String], expected: String) {
        let error = #expect(throws: UsageError.self) { try tool.parse(words, environment: [:]) }
        #expect(error?.description == expected)
    }

    @Test(arguments: [
        ("0", false), ("1", true), ("64", true), ("65", false), ("x", false), ("1.5", false),
    ])
    func readsNumbers(text: String, isNumber: Bool) throws {
        let parsed = try parse("run", "--jobs", text)
        #expect((try? parsed.integer("jobs", in: 1...64)) == (isNumber ? Int(text) : nil))
    }

    @Test func readsSeconds() throws {
        #expect(try parse("run", "--timeout", "0.25").seconds("timeout") == .milliseconds(250))
        #expect(try parse("run").seconds("timeout") == nil)
        for text in ["0", "-1", "x", "inf", "nan", "1e9"] {
            let error = #expect(throws: UsageError.self) { try parse("run", "--timeout", text).seconds("timeout") }
            let sentence = "the value of '--timeout' must be a number of seconds above 0 and up to 86400, not '\(text)'"
            #expect(error?.description == sentence)
        }
    }

    @Test func helpFitsTheTerminal() throws {
        for text in [tool.help(), tool.subcommands[0].help(parents: ["tool"]), tool.help(width: 40)] {
            #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        }
        let help = tool.subcommands[0].help(parents: ["tool"])
        #expect(help.contains("Usage: tool run [OPTIONS]"))
        #expect(help.contains("TOOL_KEY"))
        #expect(help.contains("One of must, should."))
        #expect(tool.help().contains("Options of 'run':"))
        #expect(tool.help().contains("--base-url URL"))
    }

    @Test func helpBeginsWithExamplesAndListsOptionsByGroup() {
        let run = CommandSpecification(
            "run",
            "Runs.",
            examples: ["tool run --quiet"],
            options: [OptionSpecification.value("jobs", "N", "How many.")].grouped("Speed") + [.flag("quiet", "Less.")]
        )
        let help = run.help(parents: ["tool"])
        let parts = ["Examples:\n  tool run --quiet\n\n", "Speed:\n  --jobs N", "Other options:\n  --quiet"]
        let places = parts.compactMap { help.firstRange(of: $0)?.lowerBound }
        #expect(places.count == parts.count && places == places.sorted(), "\(help)")
        let whole = CommandSpecification("tool", "Does.", subcommands: [run], defaultSubcommand: "run").help()
        #expect(whole.contains("Options of 'run', the default command:\n\nSpeed:\n"))
    }
}
