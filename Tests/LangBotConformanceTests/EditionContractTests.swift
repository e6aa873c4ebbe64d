import LangBotConformance
import LangBotContract
import LangBotMock
import Testing

/// A server is held against the edition of LangBot's guide that came with its release, and every report says which.
@Suite(.serialized) struct EditionContractTests {
    private func report(
        _ profile: String,
        _ contract: ContractChoice,
        only patterns: [String] = ["keys.scope.denies", "headers.date"]
    ) async throws -> ConformanceReport {
        let mock = try await MockLangBot.start(profile: try #require(MockProfile(profile)))
        var options = options(mock, port: mock.port)
        options.contract = contract
        options.only = patterns
        let report = try await ConformanceRun(options).start()
        await mock.stop(drain: .zero)
        return report
    }

    @Test(arguments: [
        ("documented", "4.5.0"), ("documented-4.10.7", "4.10.7"), ("4.5.1", "4.5.0"), ("4.9.7", "4.5.0"),
        ("4.10.11", "4.10.7"), ("4.11.2", "4.10.7"),
    ])
    func theEditionIsThatOfTheRelease(profile: String, edition: String) async throws {
        for contract in [ContractChoice.documented, .auto] {
            let report = try await report(profile, contract)
            #expect(report.information.edition == edition)
            let release = String(profile.prefix { $0 != "-" })
            #expect(report.information.contract == (contract == .auto ? release : "documented"))
            #expect(report.information.identification?.contains("match \(release)") == true)
        }
    }

    @Test func aPinnedEditionBindsWhateverTheReleaseIs() async throws {
        let report = try await report("4.9.7", .edition("4.10.7"))
        #expect(report.information.contract == "documented@4.10.7")
        #expect(report.information.edition == "4.10.7")
        #expect(report.information.identification == nil)
        // Keys of 4.9 have no scopes, so one that should have them does everything.
        let result = try #require(report.results.first { $0.id == "keys.scope.denies" })
        #expect(result.verdict == .deviates && result.level == .must)
        #expect(report.summary.exitCode == .deviates)
    }

    @Test func anEditionBindsWhatAnEarlierOneDoesNotSay() async throws {
        for (contract, level) in [(ContractChoice.documented, Level.must), (.edition("4.5.0"), .harden)] {
            let report = try await report("4.11.2", contract)
            let result = try #require(report.results.first { $0.id == "keys.scope.denies" })
            #expect(result.verdict == .conforms && result.level == level)
            #expect(result.source.contains("API_KEY_AUTH of 4.10.7") == (level == .must))
        }
        // A release's own contract has the edition of the release.
        #expect(try await self.report("4.9.7", .release("4.11")).information.edition == "4.10.7")
        #expect(try await self.report("4.9.7", .release("4.11")).information.contract == "4.11.2")
    }

    /// The mock that follows the edition does all of it, and a server that does not is found out.
    @Test func theLastEditionIsFollowedByItsProfile() async throws {
        let report = try await report(
            "documented-4.10.7",
            .documented,
            only: ["keys", "mcp", "secrets", "life", "form"]
        )
        #expect(report.findings(.deviates).isEmpty)
        let bound = Suite.checks.filter { $0.level(in: .v4_10_7) == .must && $0.level < .must }.map(\.id)
        #expect(bound.count >= 10)
        for id in bound where !id.hasPrefix("global-key") && id != "mcp.global-key" && id != "secrets.provider" {
            let results = report.results.filter { $0.id == id }
            #expect(!results.isEmpty && results.allSatisfy { $0.verdict == .conforms && $0.level == .must }, "\(id)")
        }
    }

    @Test func keysWithoutLimitsAreNoConcernOfAnEarlierEdition() async throws {
        let report = try await report("4.9.7", .documented)
        #expect(report.results.first { $0.id == "keys.scope.denies" }?.verdict == .notApplicable)
    }

    @Test(arguments: ReportFormat.allCases)
    func everyReportSaysWhichEdition(format: ReportFormat) async throws {
        let report = try await report("4.11.2", .documented, only: ["headers.date"])
        let text = String(decoding: report.rendered(as: format), as: UTF8.self)
        // Lines of a terminal are wrapped.
        #expect(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains("4.10.7"))
        guard format == .json || format == .events else { return }
        #expect(try ConformanceReport(reading: Array(report.rendered(as: format))).information == report.information)
    }

    @Test(arguments: ["documented", "documented@4.5.0", "documented@4.10.3", "documented@4.10.7", "auto", "4.11.2"])
    func everyContractHasAName(name: String) {
        #expect(ContractChoice.names.contains(name))
        #expect(ContractChoice(named: name)?.name == name)
    }

    @Test(arguments: ["documented@4.11.2", "documented@", "4.4", "Documented"])
    func thereIsNoOtherContract(name: String) {
        #expect(ContractChoice(named: name) == nil)
        var options = ConformanceOptions(baseURL: "http://127.0.0.1", apiKey: "k")
        options.contract = .edition(name)
        let error = #expect(throws: ConformanceError.self) { try ConformanceRun(options) }
        #expect(error?.kind == .usage && error?.description.contains("documented@4.10.7") == true)
    }
}
