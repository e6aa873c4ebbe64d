/// The order of a list.
public struct Sorting: Hashable, Sendable {
    /// The sort direction.
    public enum Order: String, Hashable, Sendable, Codable {
        /// Smallest first.
        case ascending = "ASC"
        /// Largest first.
        case descending = "DESC"
    }

    /// What a list is sorted by.
    ///
    /// The server ignores others.
    public struct Key: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// When something was created.
        public static let createdAt: Key = "created_at"
        /// When something was last changed.
        public static let updatedAt: Key = "updated_at"
    }

    /// What to sort by.
    public var key: Key
    /// The sort direction.
    public var order: Order

    /// Sorts by a key.
    public init(by key: Key, _ order: Order = .descending) {
        self.key = key
        self.order = order
    }

    var query: [APIOperation.QueryItem] { [.init("sort_by", key.rawValue), .init("sort_order", order.rawValue)] }
}
