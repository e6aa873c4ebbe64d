package import LangBotContract

/// The contract that a run checks against, and why it was chosen.
package struct ResolvedContract: Sendable {
    package let name: String
    /// The edition of LangBot's guide that binds the server.
    package let edition: Edition
    /// Why this release or edition, if the server was identified.
    package let reason: String?
    package let expectations: ReleaseExpectations?

    /// Resolves a choice; `documented` and `auto` identify the server first.
    package init(_ choice: ContractChoice, _ session: Session) async {
        switch choice {
        case .edition(let name):
            self.name = choice.name
            edition = Edition(rawValue: name) ?? .own
            reason = nil
            expectations = nil
        case .release(let release):
            name = choice.name
            edition = Edition(of: release)
            reason = nil
            expectations = ReleaseExpectations.named(release)
        case .documented, .auto:
            let identification = await Identification(session)
            edition = identification.edition
            reason = identification.description
            expectations = choice == .auto ? identification.expectations : nil
            name = expectations?.release ?? ContractChoice.documented.name
        }
    }
}
