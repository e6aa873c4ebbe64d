import LangBotContract

/// The contract that a server is checked against.
public enum ContractChoice: Hashable, Sendable {
    /// LangBot's documentation alone, in the edition of the server's release; in the first edition where the release is
    /// not known.
    case documented
    /// LangBot's documentation alone, in the edition that came with a release: `4.5.0`, `4.10.3` or `4.10.7`.
    case edition(String)
    /// The documentation, with the known deviations of the release that the server is identified as.
    case auto
    /// The documentation, with the known deviations of a release such as `4.9.7`.
    case release(String)

    /// The contract with the given name: `documented`, `documented@` and an edition, `auto`, a release, or a series such
    /// as `4.11` for its newest one.
    public init?(named name: String) {
        let choices: [Self] = [.documented, .auto] + Self.editions
        if let choice = choices.first(where: { $0.name == name }) {
            self = choice
        } else if let expectations = ReleaseExpectations.named(name) {
            self = .release(expectations.release)
        } else {
            return nil
        }
    }

    /// The names of all contracts.
    public static var names: [String] {
        ([.documented, .auto] + editions).map(\.name) + ReleaseExpectations.names
    }

    private static var editions: [Self] { Edition.allCases.map { .edition($0.rawValue) } }

    /// The name, such as `documented@4.10.7`.
    package var name: String {
        switch self {
        case .documented: "documented"
        case .edition(let edition): "documented@\(edition)"
        case .auto: "auto"
        case .release(let release): release
        }
    }
}
