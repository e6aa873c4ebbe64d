import LangBotConformance
import LangBotContract
import Testing

@Suite(.serialized) struct SuiteTests {
    @Test func isLargeEnough() {
        #expect(Suite.checks.count >= 90)
        #expect(Suite.checks.reduce(0) { $0 + $1.executions.count } >= 400)
    }

    @Test func namesEveryCheckOnce() {
        let ids = Suite.checks.map(\.id)
        #expect(Set(ids).count == ids.count)
        for id in ids { #expect(id.wholeMatch(of: /[a-z0-9-]+(\.[a-z0-9_-]+)+/) != nil, "\(id)") }
        let keys = Suite.checks.flatMap(\.executions).map(\.key)
        #expect(Set(keys).count == keys.count)
    }

    @Test func hasATitleAndACitation() {
        for check in Suite.checks {
            // What is tested, and what is right.
            #expect(check.sentence.contains(/^\S.*: \S.*[^.]$/), "\(check.id)")
            #expect(check.sentence.count < 80, "\(check.id)")
            #expect(!check.executions.isEmpty, "\(check.id)")
        }
    }

    @Test(arguments: [
        "auth.x-api-key.accepted", "auth.bearer-api-key.accepted", "auth.user-token.accepted", "auth.missing.status",
        "auth.missing.envelope", "auth.x-api-key.unknown.status", "auth.bearer.unknown.status",
        "auth.x-api-key.unknown.envelope", "auth.bearer.unknown.envelope",
    ])
    func triesEveryPromisedOperation(id: String) throws {
        let check = try #require(Suite.check(id))
        let promised = Contract.documented.filter { $0.promise == .listed || $0.promise == .family }
        #expect(Set(check.executions.compactMap(\.operation?.id)) == Set(promised.map(\.id)))
        #expect(check.level == .must)
    }

    @Test func looksForWhatDoesNotExistEverywhere() throws {
        let check = try #require(Suite.check("errors.not-found.status"))
        let members = Contract.documented.filter {
            ($0.promise == .listed || $0.promise == .family) && $0.documentsNotFound
        }
        #expect(Set(check.executions.compactMap(\.operation?.id)) == Set(members.map(\.id)))
    }

    @Test func holdsTheLastSentenceOfTheGuideForInformation() throws {
        #expect(try #require(Suite.check("auth.blanket.accepted")).level == .info)
        #expect(try #require(Suite.check("keys.not-by-key")).level == .harden)
    }

    @Test(arguments: [40, 80, 120])
    func listsEveryCheck(width: Int) {
        let text = CheckListing.list(Suite.checks, width: width)
        for check in Suite.checks { #expect(text.contains("\(check.id)  [\(check.level.rawValue)")) }
        let executions = Suite.checks.reduce(0) { $0 + $1.executions.count }
        #expect(text.hasSuffix("\n\(Suite.checks.count) checks, \(executions) cases\n"))
        for check in Suite.checks { #expect(CheckListing.explain(check, width: width).contains("Source: ")) }
    }
}
