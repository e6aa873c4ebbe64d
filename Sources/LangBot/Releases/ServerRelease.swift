/// A release of LangBot, such as 4.11.2.
///
/// Releases compare by their numbers; what follows them, as in `4.11.0-beta.1`, does not count.
public struct ServerRelease: Hashable, Sendable {
    /// The first number.
    public let major: Int
    /// The second number.
    public let minor: Int
    /// The third number.
    public let patch: Int

    /// Makes a release of its numbers.
    public init(_ major: Int, _ minor: Int, _ patch: Int = 0) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// Reads what a server calls its release, such as `v4.11.2` or `4.11`; nil when it does not begin like that.
    public init?(_ text: some StringProtocol) {
        let start = text.first == "v" || text.first == "V" ? text.dropFirst() : text[...]
        let numbers = start.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map { part in
            Int(part.prefix { $0.isASCII && $0.isNumber })
        }
        guard numbers.count >= 2, let major = numbers[0], let minor = numbers[1] else { return nil }
        self.init(major, minor, numbers.count > 2 ? numbers[2] ?? 0 : 0)
    }

    /// The oldest release whose operations and fields this SDK knows.
    public static let oldestKnown = ServerRelease(4, 5, 1)
    /// The newest release whose operations and fields this SDK knows.
    public static let newestKnown = ServerRelease(4, 11, 2)
}

extension ServerRelease: Comparable {
    /// Whether one came out of the numbers before the other.
    public static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }
}

extension ServerRelease: CustomStringConvertible {
    /// The three numbers, such as `4.11.2`.
    public var description: String { "\(major).\(minor).\(patch)" }
}
