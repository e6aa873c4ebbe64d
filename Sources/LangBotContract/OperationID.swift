/// The name of an operation, such as `bot.list`.
///
/// The name is LangBot's own where `/api/v1/system/capabilities` of 4.10.11 and later lists the operation; other names
/// follow the same pattern, resource and action.
package struct OperationID: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

extension OperationID: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self.init(rawValue: value)
    }
}

extension OperationID: CustomStringConvertible {
    package var description: String { rawValue }
}

extension OperationID: Comparable {
    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}
