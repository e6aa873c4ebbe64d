import Foundation
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

    private func output(_ command: String, _ environment: [String: String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    @Test(.enabled(if: exists("curl"), "curl is not installed"))
    func curlGetsTheSameStatus() async throws {
        let mock = try await MockLangBot.start()
        var options = options(mock, port: mock.port)
        options.allowsWrites = false
        // Left out is what takes more than one request.
        options.skip = ["keys", "life", "auth.connection", "auth.parallel", "auth.same-answer"]
        let report = try await ConformanceRun(options).start()
        let operations = ["bot.list", "bot.get", "model.llm.create", "mcp_server.update", "pipeline.delete"]
        let chosen = report.results.filter { $0.operation.map(operations.contains) ?? true }
        let environment = [
            "LANGBOT_API_KEY": mock.apiKey, "LANGBOT_USER_TOKEN": signIn(mock), "no_proxy": "127.0.0.1",
        ]
        var compared = 0
        for result in chosen where result.curl?.hasPrefix("curl ") == true {
            guard let curl = result.curl, let status = Int(result.actual.prefix(3)) else { continue }
            let answer = try output(curl, environment)
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(result.key): \(curl)")
            compared += 1
        }
        #expect(compared > 80)
        await mock.stop(drain: .zero)
    }

    private func signIn(_ mock: MockLangBot) -> String {
        let body = "{\"user\":\"\(mock.user)\",\"password\":\"\(mock.password)\"}"
        let answer = try? output(
            "curl -s -H 'Content-Type: application/json' -d '\(body)' \(mock.baseURL)/api/v1/user/auth",
            ["no_proxy": "127.0.0.1"]
        )
        return answer?.split(separator: "\"").first { $0.hasPrefix("eyJ") }.map(String.init) ?? ""
    }
}
