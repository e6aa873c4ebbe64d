/// The editions of LangBot's API key guide, by the release that each came with, oldest first.
///
/// The guide changed with a few releases only; the edition of any other release is the newest one before it.
// swift-format-ignore: AlwaysUseLowerCamelCase
package enum Edition: String, Hashable, Sendable, CaseIterable, Comparable {
    /// API keys beside user tokens; word for word the document that this project started from.
    case v4_5_0 = "4.5.0"
    /// A global key in the configuration, and keys for LangBot's own MCP server.
    case v4_10_3 = "4.10.3"
    /// Secrets that are shown once, permissions and expiry of keys, and a workspace for each key.
    case v4_10_7 = "4.10.7"

    /// The edition for servers whose release is not known.
    package static let own = v4_5_0

    /// The edition for a version such as `4.10.11`; the first for what is older, or no version.
    package init(of version: String) {
        let numbers = Self.numbers(version)
        self = Self.allCases.last { !numbers.lexicographicallyPrecedes(Self.numbers($0.rawValue)) } ?? .own
    }

    package static func < (lhs: Self, rhs: Self) -> Bool {
        numbers(lhs.rawValue).lexicographicallyPrecedes(numbers(rhs.rawValue))
    }

    private static func numbers(_ version: String) -> [Int] {
        version.drop { !$0.isNumber }.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
    }
}
