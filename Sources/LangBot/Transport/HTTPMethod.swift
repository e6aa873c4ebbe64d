/// The method of an HTTP request.
public struct HTTPMethod: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Reads a resource.
    public static let get = HTTPMethod(rawValue: "GET")
    /// Reads the head of a resource.
    public static let head = HTTPMethod(rawValue: "HEAD")
    /// Creates or runs a resource.
    public static let post = HTTPMethod(rawValue: "POST")
    /// Changes a resource.
    public static let put = HTTPMethod(rawValue: "PUT")
    /// Changes a part of a resource.
    public static let patch = HTTPMethod(rawValue: "PATCH")
    /// Deletes a resource.
    public static let delete = HTTPMethod(rawValue: "DELETE")

    /// The name of the method, such as `GET`.
    public var description: String { rawValue }

    /// Whether the method is idempotent (RFC 9110, section 9.2.2).
    public var isIdempotent: Bool {
        self == .get || self == .head || self == .put || self == .delete
    }
}
