/// The name of an operation, such as `bot.list`.
///
/// Since 4.10.11, LangBot names its operations in the response of `/api/v1/system/capabilities`. This SDK uses the same
/// names and follows their pattern for all others. Errors, requests and middlewares carry the name.
public struct OperationName: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

extension OperationName: ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) {
        self.init(rawValue: value)
    }
}

extension OperationName: CustomStringConvertible {
    /// The name.
    public var description: String { rawValue }
}
