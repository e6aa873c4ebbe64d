/// A release of LangBot, such as 4.11.2.
///
/// Releases compare by their three numbers; suffixes such as `-beta.1` are ignored.
public struct ServerRelease: Hashable, Sendable {
    /// The major version.
    public let major: Int
    /// The minor version.
    public let minor: Int
    /// The patch version.
    public let patch: Int

    /// Creates a release from its numbers.
    public init(_ major: Int, _ minor: Int, _ patch: Int = 0) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// Parses a version string such as `v4.11.2` or `4.11`; nil if it does not start like that.
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
    /// Compares the three numbers.
    public static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }
}

extension ServerRelease: CustomStringConvertible {
    /// The three numbers, such as `4.11.2`.
    public var description: String { "\(major).\(minor).\(patch)" }
}
