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

extension OperationID {
    /// The kind of resource whose name begins the name of the operation.
    var resource: Resource? {
        Resource.allCases.filter { rawValue.hasPrefix($0.rawValue + ".") }.max { $0.rawValue.count < $1.rawValue.count }
    }

    /// What the last word of the name says.
    var action: Operation.Action {
        switch rawValue.split(separator: ".").last {
        case "list": .list
        case "create": .create
        case "get": .read
        case "update": .update
        case "delete": .delete
        default: .invoke
        }
    }
}
