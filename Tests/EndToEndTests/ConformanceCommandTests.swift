import Foundation
import HTTPCore
import LangBotConformance
import LangBotMock
import Testing

@Suite(.serialized) struct ConformanceCommandTests {
    private func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Tool.Result {
        try await Tool("langbot-conformance", arguments, environment: environment).result()
    }

    private func temporaryFile() -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    }

    @Test func checksItsOwnMockWhereNothingIsNamed() async throws {
        let result = try await run("--only", "life", "--fail-on", "harden")
        #expect(result.status == 0)
        let checks = Suite.checks.filter { $0.id.hasPrefix("life.") }
        #expect(result.output.contains("\(checks.count) checks, \(checks.flatMap(\.executions).count) cases against"))
        #expect(result.output.contains(" cases: ") && !result.output.contains("deviate"))
        #expect(result.output.hasSuffix("The server conforms.\n"))
        #expect(!result.output.contains("\u{1B}"))
    }

    @Test func twoRunAtOnce() async throws {
        async let first = run("--only", "keys")
        async let second = run("--only", "life")
        #expect(try await [first.status, second.status] == [0, 0])
    }

    @Test func takesItsServerFromTheEnvironment() async throws {
        let mock = try await MockLangBot.start()
        let environment = [
            "LANGBOT_BASE_URL": mock.baseURL.absoluteString, "LANGBOT_API_KEY": mock.apiKey, "LANGBOT_USER": mock.user,
            "LANGBOT_PASSWORD": mock.password,
        ]
        let result = try await run("--quiet", "--only", "auth.user-token", environment: environment)
        #expect(result.status == 0)
        #expect(!result.output.contains("deviate") && result.error.isEmpty)
        await mock.stop(drain: .zero)
    }

    @Test func writesReports() async throws {
        let (json, junit) = (temporaryFile(), temporaryFile())
        try Data("what was there before, which is longer than nothing".utf8).write(to: json)
        let result = try await run("--only", "auth.missing", "--json", json.path, "--junit", junit.path)
        #expect(result.status == 0)
        let report = try JSONSerialization.jsonObject(with: Data(contentsOf: json)) as? [String: Any]
        #expect(Set(report?.keys.map(\.self) ?? []) == ["run", "totals", "checks"])
        #expect(try String(contentsOf: junit, encoding: .utf8).hasPrefix("<?xml"))
        for file in [json, junit] { try FileManager.default.removeItem(at: file) }
    }

    @Test func saysBeforeTheRunThatAReportCannotBeWritten() async throws {
        for option in ["--json", "--junit"] {
            let result = try await run(option, "/no/such/directory/report")
            #expect(result.status == 2 && result.output.isEmpty)
            let sentence = "the report '/no/such/directory/report' cannot be written: No such file or directory"
            #expect(result.error == "langbot-conformance: \(sentence)\n")
        }
    }

    @Test func leavesNoEmptyReportBehind() async throws {
        let file = temporaryFile()
        let result = try await run("--base-url", "http://127.0.0.1:1", "--api-key", "k", "--json", file.path)
        #expect(result.status == 3 && result.error.split(separator: "\n").count == 1)
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test(arguments: [
        (["--base-ur", "x"], "unknown option '--base-ur'; did you mean '--base-url'?"),
        (["--base-url", "http://127.0.0.1:1"], "no API key given; use '--api-key' or set LANGBOT_API_KEY"),
        (["--api-key", "lbk_secret"], "option '--api-key' needs '--base-url'"),
        (
            ["--base-url", "127.0.0.1", "--api-key", "lbk_secret"],
            "'127.0.0.1' is not a base URL; use one like http://127.0.0.1:5300"
        ),
        (["--base-url", "http://h", "--api-key", "lbk_secret", "--user", "me"], "'--user' and '--password' belong"),
        (["--only", "no.such.check"], "the pattern 'no.such.check' matches no check"),
        (["--only", "auth.misin"], "the pattern 'auth.misin' matches no check; did you mean 'auth.missing'?"),
        (["--skip", "@bot.lst"], "the pattern '@bot.lst' matches no check; did you mean '@bot.list'?"),
        (["http://127.0.0.1:1"], "did you mean --base-url http://127.0.0.1:1?"),
        (["--jobs", "0"], "a whole number from 1 to 64"), (["--timeout", "-1"], "a number of seconds"),
        (["--fail-on", "info"], "one of critical, must, should, harden"), (["--contract", "4.4"], "one of documented"),
        (["--contract", "documented@4.11.2"], "documented@4.10.7"),
        (["--global-key", "lbk_secret"], "option '--global-key' needs '--base-url'"),
        (["explain", "auth.mising.status"], "did you mean 'auth.missing.status'?"),
        (["explain", "xyzzy"], "unknown check 'xyzzy'; 'langbot-conformance list' shows them all"),
        (["explain"], "missing argument 'ID'"),
        (["lst"], "did you mean 'list'?"), (["explain"], "Try 'langbot-conformance explain --help'."),
        (["run", "--jobs", "0"], "Try 'langbot-conformance --help'."),
        (["--profile", "4.9"], "unknown option '--profile'; did you mean '--contract'?"),
    ])
    func saysWhatIsWrong(arguments: [String], sentence: String) async throws {
        let result = try await Tool("langbot-conformance", arguments).result()
        #expect(result.status == 2 && result.output.isEmpty)
        #expect(result.error.contains(sentence))
        #expect(!result.error.contains("lbk_secret"))
    }

    @Test func listsAndExplains() async throws {
        let list = try await run("list")
        #expect(list.status == 0 && list.output.contains("auth.missing.status  [must, 41 operations]"))
        let explanation = try await run("explain", "auth.missing.status")
        #expect(explanation.status == 0 && explanation.output.contains("bot.get  GET /api/v1/platform/bots/{bot_uuid}"))
    }

    @Test func explainsWhatAPatternNames() async throws {
        let result = try await run("explain", "auth.missing")
        #expect(result.status == 0 && result.output.contains("auth.missing.status  [must"))
        #expect(!result.output.contains("auth.scheme"))
    }

    @Test func printsAsWideAsColumnsSays() async throws {
        let result = try await run("explain", "auth.missing.challenge", environment: ["COLUMNS": "40"])
        let lines = result.output.split(separator: "\n").prefix { !$0.hasPrefix("It runs") }
        #expect(lines.count > 5 && lines.allSatisfy { $0.count <= 40 }, "\(result.output)")
    }

    @Test func readsPipes() async throws {
        let program = Tool.directory.appendingPathComponent("langbot-conformance").path
        let result = try await Tool.shell("printf '{\"accepted\": 1}' | '\(program)' report /dev/stdin")
        #expect(result.status == 2 && result.error.contains("'/dev/stdin' is not a report"), "\(result.error)")
    }

    @Test func tellsItsVersionAndHelps() async throws {
        #expect(try await run("--version").output == "langbot-conformance unreleased\n")
        #expect(try await run("help", "list").output.hasPrefix("Usage: langbot-conformance list"))
    }

    @Test func probesOnlyALangBot() async throws {
        let page = HTTPResponse(status: 200, fields: ["Content-Type": "text/html"], body: Array("<html>".utf8))
        let server = try HTTPServer.start(HTTPServer.Configuration(), handler: PageHandler(page: page))
        let result = try await run("probe", "http://127.0.0.1:\(server.port)")
        await server.shutdown(drain: .zero)
        #expect(result.status == 3 && result.output.isEmpty)
        #expect(result.error.contains("is not a LangBot server: /api/v1/platform/bots answered 200 with text/html"))
    }

    private struct PageHandler: HTTPHandler {
        let page: HTTPResponse

        func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) { exchange.respond(page) }
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func removesWhatItMadeWhenItIsStopped(signal: Int32) async throws {
        let mock = try await MockLangBot.start()
        let (held, continuation) = AsyncStream<HTTPExchange>.makeStream()
        let handler = HoldingHandler(mock: mock, held: continuation)
        let server = try HTTPServer.start(HTTPServer.Configuration(), handler: handler)
        let tool = try Tool(
            "langbot-conformance",
            [
                "--base-url", "http://127.0.0.1:\(server.port)", "--api-key", mock.apiKey, "--allow-writes", "--only",
                "life.read-after-create@pipeline.get", "--timeout", "600",
            ]
        )
        var iterator = held.makeAsyncIterator()
        _ = await iterator.next()
        #expect(handler.pipelines.contains("lbconf-"))
        tool.send(signal)
        let result = await tool.result()
        #expect(result.status == 130)
        #expect(result.output.contains("The run was interrupted after 0 cases."))
        #expect(
            result.error
                == "langbot-conformance: stopping, and removing what the run created; interrupt again to skip that\n"
        )
        #expect(!handler.pipelines.contains("lbconf-"))
        await server.shutdown(drain: .zero)
        await mock.stop(drain: .zero)
    }

    /// A mock that never answers when it is asked for one pipeline, so that a check stays under way.
    private struct HoldingHandler: HTTPHandler {
        let mock: MockLangBot
        let held: AsyncStream<HTTPExchange>.Continuation

        func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
            if request.method == .get, request.path.hasPrefix("/api/v1/pipelines/") {
                held.yield(exchange)
            } else {
                exchange.respond(mock.application.blockingAnswer(request).response)
            }
        }

        var pipelines: String {
            var request = HTTPRequest(.get, "/api/v1/pipelines")
            request.fields.append("X-API-Key", mock.apiKey)
            return String(decoding: mock.application.blockingAnswer(request).response.body, as: UTF8.self)
        }
    }

    @Test(arguments: ["list", "run --only auth.missing"])
    func survivesAPipeThatCloses(arguments: String) async throws {
        let tool = Tool.directory.appendingPathComponent("langbot-conformance").path
        let result = try await Tool.shell("{ '\(tool)' \(arguments); echo $? >&2; } | head -c 1")
        #expect(result.error.hasSuffix("0\n"))
    }
}
