/// The contract that a run checks against, and why it was chosen.
package struct ResolvedContract: Sendable {
    package let name: String
    /// Why this release, if it was identified automatically.
    package let reason: String?
    package let expectations: ReleaseExpectations?

    package static let documented = ResolvedContract(name: "documented", reason: nil, expectations: nil)

    private init(name: String, reason: String?, expectations: ReleaseExpectations?) {
        self.name = name
        self.reason = reason
        self.expectations = expectations
    }

    /// Resolves a choice; `auto` identifies the server first.
    package init(_ choice: ContractChoice, _ session: Session) async {
        switch choice {
        case .documented: self = .documented
        case .release(let release):
            self.init(name: release, reason: nil, expectations: ReleaseExpectations.named(release))
        case .auto:
            let identification = await Identification(session)
            let expectations = identification.expectations
            self.init(
                name: expectations?.release ?? "documented",
                reason: identification.description,
                expectations: expectations
            )
        }
    }
}
