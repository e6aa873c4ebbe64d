/// Which checks found which mutants of a profile.
package struct KillMatrix: Sendable {
    /// The result for one mutant.
    package struct Row: Sendable {
        package let mutant: Mutant
        /// The checks that found it.
        package let killers: Set<String>
        /// Why it is listed as equivalent, or nil if it is not.
        package let equivalence: String?

        /// Whether no check found it although one should have.
        package var survived: Bool { killers.isEmpty && equivalence == nil }

        /// Whether it was found although it is listed as equivalent.
        package var isMisjudged: Bool { !killers.isEmpty && equivalence != nil }
    }

    /// The name of the test before all checks, whether there is a server to check.
    package static let canary = "canary"

    package let profile: String
    package let rows: [Row]
    /// The checks to which the unbroken mock conforms, so that they can find mutants.
    package let applicable: Set<String>

    /// The mutants that were found.
    package var killed: [Row] { rows.filter { !$0.killers.isEmpty } }

    /// The mutants that no check found although they are not listed as equivalent.
    package var survivors: [Row] { rows.filter(\.survived) }

    /// The mutants that a check found although they are listed as equivalent.
    package var misjudged: [Row] { rows.filter(\.isMisjudged) }

    /// For each mutant, the declared checks that did not find it.
    package var missed: [(mutant: String, checks: [String])] {
        rows.compactMap { row in
            guard row.equivalence == nil else { return nil }
            let missing = row.mutant.killers.filter { applicable.contains($0) && !row.killers.contains($0) }
            return missing.isEmpty ? nil : (row.mutant.id, missing)
        }
    }

    /// The checks that found a mutant.
    package var effective: Set<String> { rows.reduce(into: []) { $0.formUnion($1.killers) } }

    /// Whether all results are as listed.
    package var isClean: Bool { survivors.isEmpty && misjudged.isEmpty && missed.isEmpty }
}

/// The checks that cannot find a mutant, with the reason.
package enum Harmless {
    package static let reasons = [
        "auth.field-value.surrounding-space":
            "The engine of the mock, like any HTTP library, trims values before anything else sees them."
    ]

    /// The given checks that found no mutant in any matrix, without those that have a reason.
    package static func idle(_ checks: Set<String>, in matrices: [KillMatrix]) -> [String] {
        let effective = matrices.reduce(into: Set<String>()) { $0.formUnion($1.effective) }
        return checks.filter { !effective.contains($0) && reasons[$0] == nil }.sorted()
    }

    /// The checks that found a mutant although they are listed as unable to.
    package static func misjudged(in matrices: [KillMatrix]) -> [String] {
        let effective = matrices.reduce(into: Set<String>()) { $0.formUnion($1.effective) }
        return reasons.keys.filter(effective.contains).sorted()
    }
}
