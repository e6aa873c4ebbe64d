import LangBotContract
import Testing

/// The guide that binds a server is the newest one that its release came with or after.
@Suite struct EditionTests {
    @Test(arguments: [
        ("4.4.1", Edition.v4_5_0), ("4.5.0", .v4_5_0), ("4.9.7", .v4_5_0), ("4.10.2", .v4_5_0), ("4.10.3", .v4_10_3),
        ("v4.10.6", .v4_10_3), ("4.10.7", .v4_10_7), ("4.10.11-beta.1", .v4_10_7), ("4.11.2", .v4_10_7),
        ("5.0", .v4_10_7), ("4.10", .v4_5_0), ("", .v4_5_0), ("next", .v4_5_0),
    ])
    func isFoundByTheVersion(version: String, edition: Edition) {
        #expect(Edition(of: version) == edition)
    }

    @Test func areInTheOrderOfTheirReleases() {
        #expect(Edition.allCases == Edition.allCases.sorted())
        #expect(Edition.own == Edition.allCases.first)
    }
}
