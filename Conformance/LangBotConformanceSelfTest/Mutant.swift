/// The mock with one behaviour broken.
package struct Mutant: Sendable {
    /// Why a mutant cannot be told from the mock.
    package struct Equivalence: Sendable {
        /// The profiles that it is equivalent on, by their names.
        let profiles: Set<String>
        let reason: String
    }

    /// A slug, such as `auth.skipped-on-one-operation`.
    package let id: String
    /// What it does wrong, as a sentence.
    package let sentence: String
    /// The checks that must find it where the document is followed; others may as well.
    package let killers: [String]
    private(set) package var equivalences: [Equivalence]
    /// Makes what is broken, anew for every server because it may remember things.
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

    /// Why the mutant cannot be told from that profile, where it cannot.
    package func equivalence(on profile: String) -> String? {
        equivalences.first { $0.profiles.contains(profile) }?.reason
    }

    /// Every mutant.
    package static let all: [Mutant] =
        Mutants.credentials + Mutants.keyForms + Mutants.schemes + Mutants.channels + Mutants.tokens + Mutants.answers
        + Mutants.fields + Mutants.methods + Mutants.paths + Mutants.contents + Mutants.bytes + Mutants.connections
        + Mutants.keys + Mutants.keyLimits + Mutants.resources + Mutants.providers + Mutants.atOnce + Mutants.leaks
}

/// The mutants by what they break.
enum Mutants {}

extension Mutant {
    /// The mock as it is, which nothing can find anything wrong with.
    package static let sound = Mutant("sound", "Nothing is broken.", ["headers.date"], .none)

    /// The same mutant, listed as one that cannot be told from that profile.
    package func equivalent(on profile: String, because reason: String) -> Mutant {
        var copy = self
        copy.equivalences.append(Equivalence(profiles: [profile], reason: reason))
        return copy
    }
}
