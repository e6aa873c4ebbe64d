/// The timeouts of a server.
///
/// Each one covers a different wait. A client in tests that keep the machine busy may connect, and send a minute or two
/// later; a request that it has begun must arrive.
package struct HTTPTimeouts: Hashable, Sendable {
    /// From the first byte of a head to its last; answered with 408.
    package var head: Duration = .seconds(10)
    /// From the end of a head to the end of its content, however steadily that trickles in; answered with 408.
    package var body: Duration = .seconds(120)
    /// From a whole request to the beginning of its answer; answered with 503.
    package var handler: Duration = .seconds(120)
    /// Between two pieces of an answer that the client takes; the connection is reset.
    package var write: Duration = .seconds(600)
    /// Before a request, the first or another; the connection is closed.
    package var idle: Duration = .seconds(600)
    /// For the client to notice the end after a rejection; restarts with each piece that it still sends, up to fifteen
    /// times.
    package var linger: Duration = .seconds(2)

    package init() {}

    /// How often deadlines are checked: often enough for the shortest, and at least every half second.
    var tick: Duration {
        let shortest = min(min(min(head, body), min(handler, write)), min(idle, linger))
        return max(.milliseconds(5), min(.milliseconds(500), shortest / 4))
    }
}

extension ServerConnection {
    /// The timeouts as integers for computing deadlines, because `Duration` arithmetic is too slow to do several times
    /// per request.
    struct Waits {
        let idle, head, body, handler, write, linger: Int64

        init(_ timeouts: HTTPTimeouts) {
            idle = timeouts.idle.nanoseconds
            head = timeouts.head.nanoseconds
            body = timeouts.body.nanoseconds
            handler = timeouts.handler.nanoseconds
            write = timeouts.write.nanoseconds
            // The product with the number of lingering rounds must not overflow.
            linger = min(timeouts.linger.nanoseconds, .max / 32)
        }

        /// How long to wait in nanoseconds; nil for no limit.
        func duration(of wait: Wait) -> Int64? {
            switch wait {
            case .idle: idle
            case .head: head
            case .body: body
            case .handler: handler
            case .write: write
            case .linger: linger
            case .stream: nil
            }
        }
    }
}
