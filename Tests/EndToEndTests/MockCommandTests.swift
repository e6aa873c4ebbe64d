import Foundation
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

@Suite(.serialized) struct MockCommandTests {
    private struct Ready: Decodable {
        let event: String
        let url: URL
        let key: String?
        let profile: String

        private enum CodingKeys: String, CodingKey {
            case event, url, profile
            case key = "api_key"
        }
    }

    /// Runs `body` with a mock that runs as a process of its own.
    private func withCommand(
        _ arguments: [String] = [],
        _ body: (Tool, URL) async throws -> Void
    ) async throws -> Tool.Result {
        let tool = try Tool("langbot-mock", ["--port", "0"] + arguments)
        do {
            let ready = try JSONDecoder().decode(Ready.self, from: Data(await tool.firstLine().utf8))
            #expect(ready.event == "ready" && !ready.profile.isEmpty)
            let namesKey = !arguments.contains("--api-key") && !arguments.contains("--fresh")
            #expect(ready.key == (namesKey ? "lbk_local_mock_key" : nil))
            try await body(tool, ready.url)
        } catch {
            tool.send(SIGKILL)
            throw error
        }
        tool.send(SIGTERM)
        return await tool.result()
    }

    @Test func servesUntilItIsToldToStop() async throws {
        let result = try await withCommand { _, url throws in
            let healthy = try await Tool.run("langbot-mock", "healthcheck", "--url", url.absoluteString)
            #expect(healthy.status == 0 && healthy.output.isEmpty && healthy.error.isEmpty)
        }
        #expect(result.status == 0)
        #expect(result.output.split(separator: "\n").count == 1)
        #expect(
            result.error.contains("API key lbk_local_mock_key, account admin@example.com with password mock-password")
        )
        #expect(result.error.contains("GET /healthz 200 system.health "))
        #expect(result.error.hasSuffix("langbot-mock: finishing the requests in progress\n"))
    }

    @Test(arguments: [["--api-key", "lbk_given_key"], ["--fresh", "--api-key", "lbk_given_key"]])
    func repeatsNothingSecretThatItWasGiven(arguments: [String]) async throws {
        let given = ["--password", "given-password", "--admin-token", "given-token", "--user", "me@example.com"]
        let result = try await withCommand(arguments + given) { _, url throws in
            for path in ["lbk_given_key", "given-password", "given%2Dtoken"] {
                _ = try? await URLSession.shared.data(from: url.appendingPathComponent(path))
            }
        }
        for text in [result.output, result.error] {
            for secret in ["given_key", "given-password", "given-token", "mock-password", "lbk_local_mock_key"] {
                #expect(!text.contains(secret))
            }
        }
    }

    @Test func saysNothingWhenItIsQuiet() async throws {
        let result = try await withCommand(["--quiet"]) { _, url throws in
            _ = try await Tool.run("langbot-mock", "healthcheck", "--url", url.absoluteString)
        }
        #expect(result.status == 0 && result.error.isEmpty)
    }

    private static let bot = #"{"name":"kept","description":"","adapter":"telegram","adapter_config":{"token":"1:a"}}"#

    private func send(_ method: String, _ url: URL, _ path: String, body: String? = nil) async throws -> String {
        var request = URLRequest(url: url.appendingPathComponent(path))
        request.httpMethod = method
        request.setValue("lbk_local_mock_key", forHTTPHeaderField: "X-API-Key")
        if let body {
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = Data(body.utf8)
        }
        return String(decoding: try await URLSession.shared.data(for: request).0, as: UTF8.self)
    }

    private func temporaryDirectory() throws -> URL {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        return directory
    }

    @Test func everyAcknowledgedWriteSurvivesAKill() async throws {
        let directory = try temporaryDirectory()
        var acknowledged: [String] = []
        for round in 0..<3 {
            let tool = try Tool("langbot-mock", ["--port", "0", "--quiet", "--state", directory.path])
            let ready = try JSONDecoder().decode(Ready.self, from: Data(await tool.firstLine().utf8))
            let list = try await send("GET", ready.url, "/api/v1/platform/bots")
            for uuid in acknowledged { #expect(list.contains(uuid)) }
            for _ in 0..<(5 + round) {
                let answer = try await send("POST", ready.url, "/api/v1/platform/bots", body: Self.bot)
                let uuid = answer.firstMatch(of: /"uuid":"([^"]+)"/).map { String($0.output.1) }
                acknowledged.append(try #require(uuid))
            }
            tool.send(SIGKILL)
            _ = await tool.result()
        }
        #expect(acknowledged.count == 18)
        try FileManager.default.removeItem(at: directory)
    }

    /// A state that was kept has its own keys: the default one is announced only where it is valid.
    @Test func announcesOnlyAKeyThatWorks() async throws {
        let directory = try temporaryDirectory()
        let state = ["--port", "0", "--state", directory.path]
        for (given, says) in [
            (["--api-key", "lbk_given-once"], "API key as given"),
            ([], "using the keys and accounts of the saved state"),
            (["--api-key", "lbk_given-once"], "API key as given"), (["--fresh"], "using the keys and accounts"),
        ] {
            let tool = try Tool("langbot-mock", state + given)
            let line = await tool.firstLine()
            #expect(!line.contains("lbk_"))
            tool.send(SIGTERM)
            let result = await tool.result()
            #expect(result.error.contains("langbot-mock: \(says)"))
            #expect(!result.error.contains("lbk_"))
        }
        try FileManager.default.removeItem(at: directory)
    }

    @Test func aDamagedStateFileIsNamedAndLeftAlone() async throws {
        let directory = try temporaryDirectory()
        let file = directory.appendingPathComponent("state.json")
        for content in [#"{"format":"langbot-mock sta"#, #"{"format":"langbot-mock state 1","world":{}}"#] {
            try Data(content.utf8).write(to: file)
            let result = try await Tool.run("langbot-mock", "--port", "0", "--state", directory.path)
            #expect(result.status == 1)
            #expect(
                result.error.hasPrefix(
                    "langbot-mock: the state file '\(file.path)' is damaged and was not changed: "
                )
            )
            #expect(try String(contentsOf: file, encoding: .utf8) == content)
        }
        try FileManager.default.removeItem(at: directory)
    }

    @Test func twoDoNotShareAState() async throws {
        let directory = try temporaryDirectory()
        _ = try await withCommand(["--state", directory.path]) { _, _ throws in
            let result = try await Tool.run("langbot-mock", "--port", "0", "--state", directory.path)
            #expect(result.status == 1)
            let sentence = "another mock is using the state directory '\(directory.path)'; use a different one"
            #expect(result.error == "langbot-mock: \(sentence)\n")
        }
        try FileManager.default.removeItem(at: directory)
    }

    @Test(
        arguments: [
            ("--seed", #"{"bot":[]}"#, "unknown seed member 'bot'; did you mean 'bots'?"),
            ("--seed", "{", "input.json': it is not valid JSON: unexpected end of the text in line 1"),
            ("--faults", "[\n bad]", "input.json': it is not valid JSON: unexpected 'b' in line 2"),
            ("--faults", #"{"effect":"rest"}"#, "unknown effect 'rest'"),
            (
                "--faults", #"[{"effect":"reset","operation":"bot.lst"}]"#,
                "profile documented: unknown operation 'bot.lst'"
            ),
        ]
    )
    func saysWhatIsWrongWithAFile(option: String, content: String, sentence: String) async throws {
        let directory = try temporaryDirectory()
        let file = directory.appendingPathComponent("input.json")
        try Data(content.utf8).write(to: file)
        let result = try await Tool.run("langbot-mock", "--port", "0", option, file.path)
        #expect(result.status == 2)
        #expect(result.error.hasPrefix("langbot-mock: '\(file.path)': ") && result.error.contains(sentence))
        #expect(result.error.split(separator: "\n").count == 1)
        #expect(result.output.isEmpty)
        try FileManager.default.removeItem(at: directory)
    }

    @Test func beginsWithSeedAndFaults() async throws {
        let directory = try temporaryDirectory()
        let seed = directory.appendingPathComponent("seed.json")
        let faults = directory.appendingPathComponent("faults.json")
        try Data(#"{"bots":[\#(Self.bot)]}"#.utf8).write(to: seed)
        try Data(#"[{"effect":"status","status":503,"operation":"pipeline.list"}]"#.utf8).write(to: faults)
        let arguments = ["--profile", "4.9", "--seed", seed.path, "--faults", faults.path]
        _ = try await withCommand(arguments) { _, url throws in
            #expect(try await send("GET", url, "/api/v1/platform/bots").contains(#""name":"kept""#))
            #expect(try await send("GET", url, "/api/v1/pipelines").contains("Injected by a fault"))
        }
        try FileManager.default.removeItem(at: directory)
    }

    @Test func isOneOfTheReleases() async throws {
        for (name, version) in [("4.5", "v4.5.4"), ("4.8.7", "v4.8.7"), ("4.11", "v4.11.2")] {
            _ = try await withCommand(["--profile", name]) { _, url throws in
                #expect(try await send("GET", url, "/api/v1/system/info").contains(#""version":"\#(version)""#))
            }
        }
        let result = try await Tool.run("langbot-mock", "--profile", "4.12")
        #expect(result.status == 2)
        #expect(result.error.contains("4.11"))
    }

    @Test func twoRunAtOnce() async throws {
        _ = try await withCommand { _, first throws in
            _ = try await withCommand { _, second throws in #expect(first != second) }
        }
    }

    @Test func saysThatItsPortIsInUse() async throws {
        _ = try await withCommand { _, url throws in
            let port = try #require(url.port)
            let result = try await Tool.run("langbot-mock", "--port", "\(port)")
            #expect(result.status == 1 && result.output.isEmpty)
            let sentence = "port \(port) of 127.0.0.1 is in use; choose another one, or 0 for a free one"
            #expect(result.error == "langbot-mock: \(sentence)\n")
        }
    }

    @Test func writesItsPort() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        _ = try await withCommand(["--port-file", file.path]) { _, url throws in
            #expect(try String(contentsOf: file, encoding: .utf8) == "\(url.port ?? 0)\n")
        }
        #expect(!FileManager.default.fileExists(atPath: file.path))
        let result = try await Tool.run("langbot-mock", "--port", "0", "--port-file", "/no/such/directory/port")
        #expect(result.status == 1)
        let sentence = "cannot write the port file '/no/such/directory/port': No such file or directory"
        #expect(result.error == "langbot-mock: \(sentence)\n")
    }

    @Test func aHealthCheckFailsWithOneSentence() async throws {
        let gone = try await withCommand { _, _ throws in }
        #expect(gone.status == 0)
        let noURL = "is not the base URL of a mock; use one like http://127.0.0.1:5300"
        for (url, sentence) in [
            ("http://127.0.0.1:1", "cannot be reached: the connection was not accepted (connect: Connection refused)"),
            ("nonsense", noURL), ("ftp://127.0.0.1", noURL), ("https://127.0.0.1", noURL), ("http:///healthz", noURL),
            ("http://127.0.0.1:70836", "cannot be reached: there is no port 70836"),
        ] {
            let result = try await Tool.run("langbot-mock", "healthcheck", "--url", url)
            #expect(result.status == 1)
            #expect(result.error == "langbot-mock: \(url) \(sentence)\n")
        }
    }

    @Test func aHealthCheckAsksBelowTheBaseURL() async throws {
        _ = try await withCommand { _, url throws in
            for (path, sentence) in [("/", nil), ("/a%20b%0D%0A", "is not healthy: it answered 404")] {
                let result = try await Tool.run("langbot-mock", "healthcheck", "--url", url.absoluteString + path)
                #expect(result.error == (sentence.map { "langbot-mock: \(url.absoluteString)\(path) \($0)\n" } ?? ""))
            }
        }
    }

    @Test(arguments: [
        (["--prot", "1"], "unknown option '--prot'; did you mean '--port'?"),
        (["--port", "70000"], "the value of '--port' must be a whole number from 0 to 65535, not '70000'"),
        (["--profile", "documentd"], "did you mean 'documented'?"), (["route"], "did you mean 'routes'?"),
        (["--api-key", "a b"], "the API key must consist of visible ASCII characters"),
        (["--global-key", "k"], "--global-key needs a release since 4.10 or documented-4.10.7"),
        (["--profile", "4.11", "--global-key", "a b"], "the global key must consist of visible ASCII characters"),
        (["--admin-token", ""], "the value of '--admin-token' is empty"),
        (["--faults", "/no/such/file"], "cannot read the file '/no/such/file': No such file or directory"),
        (["routes", "--profile", "x"], "Try 'langbot-mock routes --help'."),
    ])
    func saysWhatIsWrong(arguments: [String], sentence: String) async throws {
        let result = try await Tool("langbot-mock", arguments).result()
        #expect(result.status == 2 && result.output.isEmpty)
        #expect(result.error.contains(sentence))
    }

    @Test func listsItsRoutes() async throws {
        let result = try await Tool.run("langbot-mock", "routes")
        #expect(result.status == 0)
        #expect(result.output.contains("/api/v1/platform/bots/{bot_uuid} "))
        #expect(result.output.split(separator: "\n").count == 55)
    }

    /// People read and compare it.
    @Test func printsOpenAPIOnManyLines() async throws {
        let result = try await Tool.run("langbot-mock", "openapi")
        #expect(result.output.hasPrefix("{\n  \"openapi\": \"3.1.0\",\n") && result.output.hasSuffix("\n}\n"))
    }

    @Test func helps() async throws {
        for arguments in [["--help"], ["serve", "-h"], ["healthcheck", "--help"], ["help", "routes"]] {
            let result = try await Tool("langbot-mock", arguments).result()
            #expect(result.status == 0 && result.output.hasPrefix("Usage: langbot-mock") && result.error.isEmpty)
        }
        #expect(try await Tool.run("langbot-mock", "--version").output == "langbot-mock unreleased\n")
    }
}
