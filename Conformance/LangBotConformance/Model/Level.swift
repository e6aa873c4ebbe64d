/// How much a requirement binds.
public enum Level: String, Hashable, Sendable, CaseIterable, Comparable {
    /// LangBot's own document says so.
    case must
    /// A standard of HTTP says so; LangBot never promised it.
    case should
    /// It protects keys and data; nothing demands it.
    case harden
    /// It is recorded and never fails a run.
    case info

    /// Whether this binds less than the other.
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
