/// The counters of a server since its start.
package struct HTTPServerCounters: Hashable, Sendable {
    package var accepted = 0
    package var closed = 0
    package var requests = 0
    package var refusals = 0
    package var timeouts = 0
    /// The messages and control frames of websockets that were received.
    package var messages = 0
    package var bytesIn = 0
    package var bytesOut = 0

    package init() {}

    /// The number of open connections.
    package var active: Int { accepted - closed }

    static func += (lhs: inout Self, rhs: Self) {
        lhs.accepted += rhs.accepted
        lhs.closed += rhs.closed
        lhs.requests += rhs.requests
        lhs.refusals += rhs.refusals
        lhs.timeouts += rhs.timeouts
        lhs.messages += rhs.messages
        lhs.bytesIn += rhs.bytesIn
        lhs.bytesOut += rhs.bytesOut
    }
}
