/// The known releases of LangBot, oldest first.
// swift-format-ignore: AlwaysUseLowerCamelCase
package enum Release: String, Hashable, Sendable, CaseIterable, Comparable {
    case v4_5_1 = "4.5.1"
    case v4_5_4 = "4.5.4"
    case v4_6_5 = "4.6.5"
    case v4_7_2 = "4.7.2"
    case v4_8_7 = "4.8.7"
    case v4_9_7 = "4.9.7"
    case v4_10_11 = "4.10.11"
    case v4_11_2 = "4.11.2"

    private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.position < rhs.position }

    /// The first two numbers, such as `4.11`.
    package var series: String { rawValue.split(separator: ".").prefix(2).joined(separator: ".") }

    /// The release with the given name; a series such as `4.11` means its newest release.
    package init?(named name: String) {
        guard let release = Self.allCases.last(where: { $0.rawValue == name || $0.series == name }) else { return nil }
        self = release
    }
}
