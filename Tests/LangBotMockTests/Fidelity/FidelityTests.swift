import LangBotContract
import LangBotMock
import Testing

/// Holds every profile to what its release was seen to answer.
@Suite(.serialized) struct FidelityTests {
    @Test(arguments: Release.allCases)
    func answersAsItsReleaseDoes(release: Release) async throws {
        var options = MockLangBot.Options()
        options.profile = try #require(MockProfile(release.rawValue))
        options.isFresh = true
        options.runtimes = []
        let exchanges = try RecordedExchange.all()
        try #require(exchanges.count == 969)
        try await withMock(options) { client in
            let player = try await FidelityPlayer(client.mock)
            try await player.setUp()
            var differences: [String] = []
            for exchange in exchanges {
                if let difference = try await player.difference(exchange, from: release.rawValue) {
                    differences.append("\(exchange.id): \(exchange.method) \(exchange.path)\n  answered: \(difference)")
                }
            }
            let same = exchanges.count - differences.count
            #expect(
                differences.isEmpty,
                "\(same) of \(exchanges.count)\n\(differences.prefix(10).joined(separator: "\n"))"
            )
        }
    }

    @Test func comparesEveryExchangeInOneOfTheWaysThereAre() throws {
        for exchange in try RecordedExchange.all() { #expect(exchange.comparison != nil, "\(exchange.id)") }
    }
}
