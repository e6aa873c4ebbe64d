/// The means to respond to one request.
///
/// Every function may be called from any thread.
///
/// A request is answered once: anything after the response, or after the client is gone, is dropped.
package struct HTTPExchange: Sendable {
    private let loop: EventLoop
    private let address: ExchangeAddress

    init(_ loop: EventLoop, _ address: ExchangeAddress) {
        self.loop = loop
        self.address = address
    }

    /// Sends a complete response.
    ///
    /// The server adds `Date`, `Content-Length` and `Connection`, and omits the content for HEAD requests and statuses
    /// without content.
    package func respond(_ response: HTTPResponse) {
        // By far the most common case avoids allocating a closure.
        if loop.isCurrent {
            loop.respond(address, response)
        } else {
            loop.post { [address] in $0.respond(address, response) }
        }
    }

    /// Starts a response of unknown length: sends the head now, and chunks as they come.
    package func beginStream(_ head: HTTPResponse) {
        perform { [address] in $0.beginStream(address, head) }
    }

    /// Sends a chunk of a response started by ``beginStream(_:)``.
    package func write(_ bytes: [UInt8]) {
        perform { [address] in $0.writeStream(address, bytes) }
    }

    /// Ends a response started by ``beginStream(_:)``.
    package func endStream() {
        perform { [address] in $0.endStream(address) }
    }

    /// Makes the connection a websocket.
    ///
    /// - Parameter fields: what ``WebSocketHandshake/answer(to:)`` gives, and perhaps more.
    package func upgrade(_ fields: HTTPFields, limits: WebSocketLimits = WebSocketLimits()) -> ServerWebSocket {
        let socket = ServerWebSocket(loop, address, limits)
        let isTaken = perform { [address] in $0.upgrade(address, fields, socket) }
        if !isTaken { socket.finish(.abnormal) }
        return socket
    }

    /// Sends raw bytes and closes the connection.
    ///
    /// - Parameter reset: whether to reset the connection (RST) instead of closing it in order.
    package func abort(sending bytes: [UInt8] = [], reset: Bool = false) {
        perform { [address] in $0.abort(address, bytes, reset: reset) }
    }

    /// Calls `action` if the client disconnects or stops sending before the response is complete.
    package func onDisconnect(_ action: @escaping @Sendable () -> Void) {
        perform { [address] in $0.onDisconnect(address, action) }
    }

    /// - Returns: false if the loop has ended.
    @discardableResult
    private func perform(_ action: @escaping @Sendable (EventLoop) -> Void) -> Bool {
        guard loop.isCurrent else { return loop.post(action) }
        action(loop)
        return true
    }
}

/// Identifies a request among all that a loop has handled.
struct ExchangeAddress: Hashable, Sendable {
    let descriptor: Int32
    let serial: UInt64
}
