import HTTPCore
import LangBotConformance
import LangBotConformanceSelfTest
import LangBotMock
import Testing

/// A server that breaks one promise is found out, by the check that is about it.
@Suite struct MutantTests {
    /// One in forty; CI runs `self-test --profile all`, which is every mutant of every profile, with a release build.
    @Test func mutantsOfTheDocumentedProfileAreFound() async throws {
        let mutants = Mutant.all.enumerated().filter { isThorough || $0.offset.isMultiple(of: 40) }.map(\.element)
        // Whether deleted keys stay so is asked of those that other checks have deleted.
        let found = mutants.filter { $0.equivalence(on: "documented") == nil }
        let checks = isThorough ? [] : Set(found.flatMap(\.killers)).union(["keys.delete"]).sorted()
        let matrix = try await SelfTest(
            .documented,
            mutants: mutants,
            checks: checks,
            isThorough: false,
            timeout: .seconds(60)
        ).run()
        #expect(matrix.rows.count >= 7)
        #expect(matrix.survivors.map(\.mutant.id) == [])
        #expect(matrix.misjudged.map(\.mutant.id) == [])
        #expect(matrix.missed.map { "\($0.mutant): \($0.checks)" } == [])
        #expect(Harmless.misjudged(in: [matrix]) == [])
        #expect(matrix.applicable.isSuperset(of: checks.filter { $0 != "keys.delete" }))
    }

    /// Scopes, expiry and providers, which are not in the document.
    @Test func everyMutantOfWhatCameLaterIsFound() async throws {
        let mutants = Mutant.all.filter { $0.id.hasPrefix("provider.") || $0.equivalence(on: "4.9.7") != nil }
        let checks = Set(mutants.flatMap(\.killers)).sorted()
        let matrix = try await SelfTest(
            .v4_11,
            mutants: mutants,
            checks: checks,
            isThorough: false,
            timeout: .seconds(60)
        ).run()
        #expect(matrix.killed.count >= 10)
        #expect(matrix.isClean, "\(matrix.text)")
    }

    @Test func everyCheckIsTheKillerOfAMutantOrSaysWhyNot() {
        let declared = Set(Mutant.all.flatMap(\.killers))
        let checks = Set(Suite.checks.map(\.id))
        #expect(checks.subtracting(declared).subtracting(Harmless.reasons.keys).sorted() == [])
        #expect(declared.subtracting(checks).sorted() == [])
        #expect(Set(Harmless.reasons.keys).isSubset(of: checks))
    }

    @Test func everyMutantHasANameOfItsOwn() {
        let names = Mutant.all.map(\.id)
        #expect(Set(names).count == names.count)
        #expect(Mutant.all.allSatisfy { !$0.killers.isEmpty && $0.sentence.hasSuffix(".") })
    }

    /// It answers like a limit of requests, which would be nobody's fault.
    @Test func aLockoutIsFound() async throws {
        let matrix = try await SelfTest(
            .documented,
            mutants: Mutant.all.filter { $0.id == "auth.lockout" },
            checks: ["auth.many-unknown-keys"],
            isThorough: true,
            timeout: .seconds(60)
        ).run()
        #expect(matrix.killed.count == 1)
    }

    @Test func whatNothingFindsIsASurvivor() async throws {
        let matrix = try await SelfTest(
            .documented,
            mutants: [.sound],
            checks: ["headers"],
            isThorough: false,
            timeout: patience
        ).run()
        #expect(matrix.survivors.map(\.mutant.id) == ["sound"])
        #expect(matrix.missed.map(\.mutant) == ["sound"])
        #expect(!matrix.isClean)
        #expect(matrix.text.contains("SURVIVED    sound: Nothing is broken.\n"))
        #expect(Harmless.idle(["headers.date"], in: [matrix]) == ["headers.date"])
    }

    @Test func whatIsFoundThoughItIsListedAsEquivalentIsMisjudged() async throws {
        let mutant = try #require(Mutant.all.first { $0.id == "envelope.success-message" })
        let listed = mutant.equivalent(on: "documented", because: "nobody reads it")
        let matrix = try await SelfTest(
            .documented,
            mutants: [listed],
            checks: mutant.killers,
            isThorough: false,
            timeout: patience
        ).run()
        #expect(matrix.misjudged.map(\.mutant.id) == [mutant.id])
        #expect(!matrix.isClean)
    }
}
