/// What a server is held against.
public enum ContractChoice: Hashable, Sendable {
    /// LangBot's own document alone.
    case documented
    /// The document, and what the release that the server turns out to be is known to do otherwise.
    case auto
    /// The document, and what this release is known to do otherwise, such as `4.9.7`.
    case release(String)

    /// The choice of that name: `documented`, `auto`, a release, or a series such as `4.11`, which means its newest.
    public init?(named name: String) {
        switch name {
        case "documented": self = .documented
        case "auto": self = .auto
        default:
            guard let expectations = ReleaseExpectations.named(name) else { return nil }
            self = .release(expectations.release)
        }
    }

    /// The names that there are.
    public static var names: [String] { ["documented", "auto"] + ReleaseExpectations.names }
}
