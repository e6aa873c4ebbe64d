/// One request's way back to its client.
///
/// Every function may be called from any thread.
///
/// A request is answered once: what comes after the answer, or after the client has gone, is dropped.
package struct HTTPExchange: Sendable {
    private let loop: EventLoop
    private let address: ExchangeAddress

    init(_ loop: EventLoop, _ address: ExchangeAddress) {
        self.loop = loop
        self.address = address
    }

    /// Gives a whole answer.
    ///
    /// The server adds `Date`, `Content-Length` and `Connection`, and leaves out the content where the request was HEAD
    /// or the status has none.
    package func respond(_ response: HTTPResponse) {
        // The commonest call by far spares itself the closure.
        if loop.isCurrent {
            loop.respond(address, response)
        } else {
            loop.post { [address] in $0.respond(address, response) }
        }
    }

    /// Begins an answer whose length is not known: the head now, chunks as they come.
    package func beginStream(_ head: HTTPResponse) {
        perform { [address] in $0.beginStream(address, head) }
    }

    /// Sends a chunk of an answer that ``beginStream(_:)`` began.
    package func write(_ bytes: [UInt8]) {
        perform { [address] in $0.writeStream(address, bytes) }
    }

    /// Ends an answer that ``beginStream(_:)`` began.
    package func endStream() {
        perform { [address] in $0.endStream(address) }
    }

    /// Sends bytes as they are and ends the connection.
    ///
    /// - Parameter reset: whether the connection breaks off (RST) instead of ending in order.
    package func abort(sending bytes: [UInt8] = [], reset: Bool = false) {
        perform { [address] in $0.abort(address, bytes, reset: reset) }
    }

    /// Calls `action` if the client goes away, or stops sending, before the answer is complete.
    package func onDisconnect(_ action: @escaping @Sendable () -> Void) {
        perform { [address] in $0.onDisconnect(address, action) }
    }

    private func perform(_ action: @escaping @Sendable (EventLoop) -> Void) {
        if loop.isCurrent {
            action(loop)
        } else {
            loop.post(action)
        }
    }
}

/// Names a request among all that a loop has seen.
struct ExchangeAddress: Hashable, Sendable {
    let descriptor: Int32
    let serial: UInt64
}
