import HTTPCore
import LangBotConformance
import LangBotContract
import LangBotMock
import Testing

/// A server is recognised, and held against what its release is known for.
@Suite(.serialized) struct ReleaseContractTests {
    private static let patterns = [
        "auth", "errors", "envelope", "method", "route", "body", "life", "identifier", "provider",
    ]

    private func report(_ profile: String, _ contract: ContractChoice) async throws -> ConformanceReport {
        var given = MockLangBot.Options()
        given.profile = try #require(MockProfile(profile))
        let mock = try await MockLangBot.start(given)
        var options = options(mock, port: mock.port)
        options.contract = contract
        options.only = Self.patterns
        // What takes long is made by Scripts/matrix, against every profile.
        options.skip = ["auth.many-unknown-keys", "body.huge"]
        options.jobs = 8
        let report = try await ConformanceRun(options).start()
        await mock.stop(drain: .zero)
        return report
    }

    @Test(arguments: Release.allCases.map(\.rawValue))
    func aProfileIsRecognisedAndDoesWhatItsReleaseIsKnownFor(release: String) async throws {
        let report = try await report(release, .auto)
        #expect(report.information.contract == release)
        #expect(report.keys(.deviates).isEmpty)
        #expect(report.keys(.knownDeviation).count > 40)
        #expect(report.summary.exitCode == .conforms)
    }

    @Test func whatIsKnownOfOneReleaseIsNotKnownOfAnother() async throws {
        let report = try await report("4.11.2", .release("4.5.1"))
        #expect(report.summary.exitCode == .deviates)
    }

    @Test func theDocumentHasNoKnownDeviations() async throws {
        let report = try await report("documented", .auto)
        #expect(report.information.contract == "documented")
        #expect(report.summary.exitCode == .conforms)
    }
}
