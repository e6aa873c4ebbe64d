/// The name of an operation, such as `bot.list`.
///
/// Since 4.10.11 LangBot names its operations itself, in the answer of `/api/v1/system/capabilities`; these are the
/// same names, and the others follow their manner. Errors, requests and middleware carry it.
public struct OperationName: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

extension OperationName: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) {
        self.init(rawValue: value)
    }
}

extension OperationName: CustomStringConvertible {
    /// The name as text.
    public var description: String { rawValue }
}
