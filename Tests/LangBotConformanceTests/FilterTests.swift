import LangBotConformance
import Testing

@Suite(.serialized) struct FilterTests {
    private let executions = Suite.checks.flatMap(\.executions)

    private func keys(only: [String] = [], skip: [String] = []) -> [String] {
        Filter(only: only, skip: skip).select(executions).map(\.key)
    }

    @Test func letsEverythingPassWithoutPatterns() {
        #expect(keys().count == executions.count)
    }

    @Test func knowsSlugsBeginningsOperationsAndStars() {
        #expect(keys(only: ["auth.missing.status@bot.get"]) == ["auth.missing.status@bot.get"])
        #expect(keys(only: ["auth.missing.status"]).count == 41)
        #expect(keys(only: ["keys"]).allSatisfy { $0.hasPrefix("keys.") })
        #expect(keys(only: ["@bot.get"]).allSatisfy { $0.hasSuffix("@bot.get") })
        #expect(keys(only: ["@bot.*"]).count > keys(only: ["@bot.get"]).count)
        #expect(keys(only: ["*.envelope@pipeline.list"]).count == 4)
        #expect(keys(only: ["aut"]).isEmpty)
        #expect(keys(only: ["auth"]) == keys(only: ["auth.*"]))
    }

    @Test func skipsAfterItHasChosen() {
        #expect(keys(only: ["keys"], skip: ["keys.delete"]).allSatisfy { !$0.hasPrefix("keys.delete") })
        #expect(keys(only: ["keys"], skip: ["*"]).isEmpty)
    }

    @Test func keepsTheOrderOfTheSuite() {
        let all = executions.map(\.key)
        let chosen = Set(keys(only: ["keys", "auth.scheme"]))
        #expect(keys(only: ["keys", "auth.scheme"]) == all.filter { chosen.contains($0) })
    }

    @Test(arguments: ["", "**", "*a*b*c*", "@", "@*", "."])
    func takesAnyPattern(pattern: String) {
        #expect(keys(only: [pattern]).count <= executions.count)
        #expect(Filter(only: [pattern]).unmatched(executions).isEmpty == !keys(only: [pattern]).isEmpty)
    }
}
