import Foundation
import HTTPCore
import JSONCore
import LangBotConformance
import LangBotMock
import Testing

/// The same seed makes the same run, however many checks are made at once.
@Suite struct DeterminismTests {
    /// The report with a placeholder for each time and each address.
    private func report(jobs: Int) async throws -> [String] {
        var mockOptions = MockLangBot.Options()
        mockOptions.seed = 7
        let mock = try await MockLangBot.start(mockOptions)
        var options = options(mock, port: mock.baseURL.port ?? 0)
        options.seed = 7
        options.jobs = jobs
        options.useFewOperations()
        // They take long, and need no names.
        options.skip += ["list.complete", "body.huge", "auth.many-unknown-keys"]
        let report = try await ConformanceRun(options).start()
        await mock.stop(drain: .zero)
        return String(decoding: report.json, as: UTF8.self)
            .replacing("\(mock.baseURL.port ?? 0)", with: "<port>")
            .replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+/, with: "<time>")
            .replacing(/[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT/, with: "<time>")
            .replacing(/"seconds": [0-9.]+/, with: "<time>")
            .split(separator: "\n").map(String.init)
    }

    @Test func theSameSeedGivesTheSameReport() async throws {
        let (one, many) = (try await report(jobs: 1), try await report(jobs: 16))
        #expect(one.count > 1000 && one.count == many.count)
        for (line, other) in zip(one, many) { #expect(line == other) }
    }
}
