/// The order of a list.
public struct Sorting: Hashable, Sendable {
    /// The sort direction.
    public enum Order: String, Hashable, Sendable {
        /// Smallest first.
        case ascending = "ASC"
        /// Largest first.
        case descending = "DESC"
    }

    /// The member to sort by: `created_at` or `updated_at`.
    ///
    /// The server ignores others.
    public var member: String
    /// The sort direction.
    public var order: Order

    /// Sorts by a member.
    public init(by member: String, _ order: Order = .descending) {
        self.member = member
        self.order = order
    }

    var query: [APIOperation.QueryItem] { [.init("sort_by", member), .init("sort_order", order.rawValue)] }
}
