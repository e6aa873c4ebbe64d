/// How binding a requirement is.
public enum Level: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Somebody got in: data was read or changed without a valid credential. Fails every run.
    case critical
    /// LangBot's documentation says so.
    case must
    /// An HTTP standard says so; LangBot does not promise it.
    case should
    /// It protects keys and data; nothing requires it.
    case harden
    /// Recorded only; it never fails a run.
    case info

    /// Whether this level is less binding than the other.
    public static func < (lhs: Level, rhs: Level) -> Bool { lhs.rank < rhs.rank }

    private var rank: Int {
        switch self {
        case .critical: 4
        case .must: 3
        case .should: 2
        case .harden: 1
        case .info: 0
        }
    }
}
