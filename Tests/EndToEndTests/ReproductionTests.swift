import Foundation
import LangBot
import LangBotConformance
import LangBotMock
import Testing

/// The command beside a result repeats the exchange.
@Suite struct ReproductionTests {
    private static func exists(_ tool: String) -> Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
        }
    }

    @Test(.enabled(if: exists("curl"), "curl is not installed"))
    func curlGetsTheSameStatus() async throws {
        let mock = try await MockLangBot.start()
        var options = ConformanceOptions(baseURL: mock.baseURL.absoluteString, apiKey: mock.apiKey)
        options.account = .password(user: mock.user, password: mock.password)
        // Left out is what takes more than one request.
        options.skip = ["keys", "life", "auth.connection", "auth.parallel", "auth.same-answer"]
        let report = try await ConformanceRun(options).start()
        let operations = ["bot.list", "bot.get", "model.llm.create", "mcp_server.update", "pipeline.delete"]
        let chosen = report.results.filter { $0.operation.map(operations.contains) ?? true }
        let environment = [
            "LANGBOT_API_KEY": mock.apiKey, "LANGBOT_USER_TOKEN": try await signIn(mock), "no_proxy": "127.0.0.1",
        ]
        var compared = 0
        for result in chosen where result.curl?.hasPrefix("curl ") == true {
            guard let curl = result.curl, let status = Int(result.actual.prefix(3)) else { continue }
            let answer = try await Tool.shell(curl, environment: environment).output
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(result.key): \(curl)")
            compared += 1
        }
        #expect(compared > 80)
        await mock.stop(drain: .zero)
    }

    private func signIn(_ mock: MockLangBot) async throws -> String {
        let client = try LangBotClient(baseURL: mock.baseURL, credential: .none)
        return try await client.account.signIn(user: mock.user, password: mock.password).revealed()
    }
}
