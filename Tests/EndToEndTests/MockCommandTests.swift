import Foundation
import Testing

@Suite struct MockCommandTests {
    private struct Ready: Decodable {
        let event: String
        let url: URL
        let key: String
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
            #expect(ready.event == "ready" && ready.profile == "documented" && ready.key.hasPrefix("lbk_"))
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
        #expect(result.error.hasSuffix("langbot-mock: finishing the requests under way\n"))
    }

    @Test func saysNothingWhenItIsQuiet() async throws {
        let result = try await withCommand(["--quiet"]) { _, url throws in
            _ = try await Tool.run("langbot-mock", "healthcheck", "--url", url.absoluteString)
        }
        #expect(result.status == 0 && result.error.isEmpty)
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
            #expect(result.error == "langbot-mock: port \(port) of 127.0.0.1 is in use by another program\n")
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
        #expect(result.error == "langbot-mock: the port file '/no/such/directory/port' cannot be written\n")
    }

    @Test func aHealthCheckFailsWithOneSentence() async throws {
        let gone = try await withCommand { _, _ throws in }
        #expect(gone.status == 0)
        for url in ["http://127.0.0.1:1", "nonsense", "ftp://127.0.0.1"] {
            let result = try await Tool.run("langbot-mock", "healthcheck", "--url", url)
            #expect(result.status == 1)
            #expect(result.error.hasPrefix("langbot-mock: \(url) ") && result.error.split(separator: "\n").count == 1)
        }
    }

    @Test(arguments: [
        (["--prot", "1"], "unknown option '--prot'; did you mean '--port'?"),
        (["--port", "70000"], "the value of '--port' is a whole number from 0 to 65535, not '70000'"),
        (["--profile", "documentd"], "did you mean 'documented'?"), (["route"], "did you mean 'routes'?"),
        (["--api-key", "a b"], "an API key consists of visible ASCII characters"),
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

    @Test func helps() async throws {
        for arguments in [["--help"], ["serve", "-h"], ["healthcheck", "--help"]] {
            let result = try await Tool("langbot-mock", arguments).result()
            #expect(result.status == 0 && result.output.hasPrefix("Usage: langbot-mock") && result.error.isEmpty)
        }
    }
}
