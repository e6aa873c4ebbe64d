package import LangBotContract

/// How a LangBot of some kind answers: everything in which one differs from another, as data.
package struct Profile: Sendable {
    /// The name by which it is chosen.
    package let name: String
    /// The version that it says it is.
    let version: String
    /// The operations that it has.
    package let operations: [Operation]
    let grammar: CredentialGrammar
    let errors: ErrorStyle
    let headers: HeaderPolicy

    /// The document, followed to the letter, and HTTP's own rules where it is silent.
    package static let documented = Profile(
        name: "documented",
        version: "documented",
        operations: Contract.operations,
        grammar: CredentialGrammar(),
        errors: .documented,
        headers: HeaderPolicy()
    )

    /// Every profile there is.
    package static let all = [documented]
}
