/// The mock with one behaviour broken.
package struct Mutant: Sendable {
    /// Why a mutant is equivalent to the mock.
    package struct Equivalence: Sendable {
        /// The names of the profiles on which it is equivalent.
        let profiles: Set<String>
        let reason: String
    }

    /// A slug, such as `auth.skipped-on-one-operation`.
    package let id: String
    /// What is broken, as a sentence.
    package let sentence: String
    /// The checks that must find it on every profile that conforms to them; others may find it too.
    package let killers: [String]
    private(set) package var equivalences: [Equivalence]
    /// Creates the mutation, a new one for each server because it may have state.
    let mutation: @Sendable () -> Mutation

    init(
        _ id: String,
        _ sentence: String,
        _ killers: [String],
        equivalent: [Equivalence] = [],
        _ mutation: @escaping @Sendable @autoclosure () -> Mutation
    ) {
        self.id = id
        self.sentence = sentence
        self.killers = killers
        equivalences = equivalent
        self.mutation = mutation
    }

    /// Why the mutant is equivalent on a profile, or nil if it is not.
    package func equivalence(on profile: String) -> String? {
        equivalences.first { $0.profiles.contains(profile) }?.reason
    }

    /// All mutants.
    package static let all: [Mutant] =
        Mutants.credentials + Mutants.keyForms + Mutants.schemes + Mutants.channels + Mutants.tokens + Mutants.answers
        + Mutants.fields + Mutants.methods + Mutants.paths + Mutants.bypasses + Mutants.rare + Mutants.contents
        + Mutants.bytes
        + Mutants.connections + Mutants.forms + Mutants.values + Mutants.effects + Mutants.keys + Mutants.keyLimits
        + Mutants.mcp + Mutants.globalKey + Mutants.resources + Mutants.providers + Mutants.atOnce + Mutants.leaks
}

/// The mutants by what they break.
enum Mutants {}

extension Mutant {
    /// The unbroken mock, in which no check finds anything.
    package static let sound = Mutant("sound", "Nothing is broken.", ["headers.date"], .none)

    /// The same mutant, listed as equivalent on a profile.
    package func equivalent(on profile: String, because reason: String) -> Mutant {
        var copy = self
        copy.equivalences.append(Equivalence(profiles: [profile], reason: reason))
        return copy
    }
}
