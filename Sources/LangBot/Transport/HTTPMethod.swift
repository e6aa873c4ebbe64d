/// The method of an HTTP request.
public struct HTTPMethod: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Reads.
    public static let get = HTTPMethod(rawValue: "GET")
    /// Reads the head alone.
    public static let head = HTTPMethod(rawValue: "HEAD")
    /// Creates or runs.
    public static let post = HTTPMethod(rawValue: "POST")
    /// Changes.
    public static let put = HTTPMethod(rawValue: "PUT")
    /// Deletes.
    public static let delete = HTTPMethod(rawValue: "DELETE")

    /// The name as it goes over the wire.
    public var description: String { rawValue }

    /// Whether sending it twice does what sending it once does (RFC 9110, 9.2.2).
    public var isIdempotent: Bool {
        self == .get || self == .head || self == .put || self == .delete
    }
}
