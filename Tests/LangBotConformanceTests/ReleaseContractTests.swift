import HTTPCore
import LangBotConformance
import LangBotContract
import LangBotMock
import Testing

/// A server is recognised, and held against what its release is known for.
@Suite(.serialized) struct ReleaseContractTests {
    /// What takes long, and the other operations of `auth`, CI checks against every profile with a release build.
    private static let patterns = [
        "auth.*@bot.*", "errors", "envelope", "method", "route", "body", "life", "identifier", "provider",
    ]

    private func report(
        _ profile: String,
        _ contract: ContractChoice,
        only patterns: [String] = patterns
    ) async throws -> ConformanceReport {
        var given = MockLangBot.Options()
        given.profile = try #require(MockProfile(profile))
        let mock = try await MockLangBot.start(given)
        var options = options(mock, port: mock.port)
        options.contract = contract
        options.only = patterns
        options.skip = ["body.huge"]
        options.jobs = 8
        let report = try await ConformanceRun(options).start()
        await mock.stop(drain: .zero)
        return report
    }

    /// The first, the last and one between them; all with `LANGBOT_TESTS=all`.
    private static let releases: [Release] = isThorough ? Release.allCases : [.v4_5_1, .v4_8_7, .v4_11_2]

    @Test(arguments: releases.map(\.rawValue))
    func aProfileIsRecognisedAndDoesWhatItsReleaseIsKnownFor(release: String) async throws {
        let report = try await report(release, .auto)
        #expect(report.information.contract == release)
        #expect(report.findings(.deviates).isEmpty)
        #expect(report.keys(.knownDeviation).count > 40)
        #expect(report.summary.exitCode == .conforms)
    }

    @Test func whatIsKnownOfOneReleaseIsNotKnownOfAnother() async throws {
        let report = try await report("4.11.2", .release("4.5.1"), only: ["errors"])
        #expect(report.summary.exitCode == .deviates)
    }

    @Test func theDocumentHasNoKnownDeviations() async throws {
        let report = try await report("documented", .auto)
        #expect(report.information.contract == "documented")
        #expect(report.summary.exitCode == .conforms)
    }
}
