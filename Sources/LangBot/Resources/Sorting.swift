/// How a list is ordered.
public struct Sorting: Hashable, Sendable {
    /// The direction of an order.
    public enum Order: String, Hashable, Sendable {
        /// The smallest first.
        case ascending = "ASC"
        /// The largest first.
        case descending = "DESC"
    }

    /// The member to order by: `created_at` or `updated_at`; the server ignores others.
    public var member: String
    /// The direction.
    public var order: Order

    /// Orders by a member.
    public init(by member: String, _ order: Order = .descending) {
        self.member = member
        self.order = order
    }

    var query: [APIOperation.QueryItem] { [.init("sort_by", member), .init("sort_order", order.rawValue)] }
}
