/// How binding a requirement is.
public enum Level: String, Hashable, Sendable, CaseIterable, Comparable {
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
        case .must: 3
        case .should: 2
        case .harden: 1
        case .info: 0
        }
    }
}
