/// The contract that a server is checked against.
public enum ContractChoice: Hashable, Sendable {
    /// LangBot's documentation alone.
    case documented
    /// The documentation, with the known deviations of the release that the server is identified as.
    case auto
    /// The documentation, with the known deviations of a release such as `4.9.7`.
    case release(String)

    /// The contract with the given name: `documented`, `auto`, a release, or a series such as `4.11` for its newest one.
    public init?(named name: String) {
        switch name {
        case "documented": self = .documented
        case "auto": self = .auto
        default:
            guard let expectations = ReleaseExpectations.named(name) else { return nil }
            self = .release(expectations.release)
        }
    }

    /// The names of all contracts.
    public static var names: [String] { ["documented", "auto"] + ReleaseExpectations.names }
}
