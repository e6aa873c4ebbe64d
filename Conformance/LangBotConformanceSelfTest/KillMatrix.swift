/// Which checks find which mutants of a profile.
package struct KillMatrix: Sendable {
    /// What came of one mutant.
    package struct Row: Sendable {
        package let mutant: Mutant
        /// The checks that found it.
        package let killers: Set<String>
        /// Why it is listed as one that cannot be found.
        package let equivalence: String?

        /// Whether nothing found it though something should have.
        package var survived: Bool { killers.isEmpty && equivalence == nil }

        /// Whether it was found though it is listed as one that cannot be.
        package var isMisjudged: Bool { !killers.isEmpty && equivalence != nil }
    }

    /// What stands for the question before all checks, whether there is a server worth judging.
    package static let canary = "canary"

    package let profile: String
    package let rows: [Row]
    /// The checks that the unbroken mock conforms to, so that they can find something.
    package let applicable: Set<String>

    /// The mutants that were found.
    package var killed: [Row] { rows.filter { !$0.killers.isEmpty } }

    /// The mutants that nothing found, against what is listed.
    package var survivors: [Row] { rows.filter(\.survived) }

    /// The mutants that something found, against what is listed.
    package var misjudged: [Row] { rows.filter(\.isMisjudged) }

    /// For each mutant, the checks that are there to find it and did not.
    package var missed: [(mutant: String, checks: [String])] {
        rows.compactMap { row in
            guard row.equivalence == nil else { return nil }
            let missing = row.mutant.killers.filter { applicable.contains($0) && !row.killers.contains($0) }
            return missing.isEmpty ? nil : (row.mutant.id, missing)
        }
    }

    /// The checks that found something.
    package var effective: Set<String> { rows.reduce(into: []) { $0.formUnion($1.killers) } }

    /// Whether everything came out as it is listed.
    package var isClean: Bool { survivors.isEmpty && misjudged.isEmpty && missed.isEmpty }
}

/// The checks that can find no mutant, with the reason.
package enum Harmless {
    package static let reasons = [
        "auth.field-value.surrounding-space":
            "The engine of the mock, like any HTTP library, takes white space off before anything sees a value."
    ]

    /// The checks among those that found nothing in any of the matrices and have no reason for it.
    package static func idle(_ checks: Set<String>, in matrices: [KillMatrix]) -> [String] {
        let effective = matrices.reduce(into: Set<String>()) { $0.formUnion($1.effective) }
        return checks.filter { !effective.contains($0) && reasons[$0] == nil }.sorted()
    }

    /// The checks that found something though they are listed as ones that cannot.
    package static func misjudged(in matrices: [KillMatrix]) -> [String] {
        let effective = matrices.reduce(into: Set<String>()) { $0.formUnion($1.effective) }
        return reasons.keys.filter(effective.contains).sorted()
    }
}
