/// The server's end of a websocket.
///
/// Every function may be called from any thread. What is sent after the end is dropped.
package final class ServerWebSocket: Sendable {
    package enum Message: Hashable, Sendable {
        case text(String)
        case binary([UInt8])

        package var bytes: [UInt8] {
            switch self {
            case .text(let text): Array(text.utf8)
            case .binary(let bytes): bytes
            }
        }

        var count: Int {
            switch self {
            case .text(let text): text.utf8.count
            case .binary(let bytes): bytes.count
            }
        }
    }

    private struct Inbox {
        var messages: [Message] = []
        var byteCount = 0
        var end: WebSocketClose?
        var waiter: CheckedContinuation<Message?, Never>?
        /// Whether the loop has stopped reading.
        var isFull = false
    }

    let limits: WebSocketLimits
    private let loop: EventLoop
    private let address: ExchangeAddress
    private let inbox = Locked(Inbox())

    init(_ loop: EventLoop, _ address: ExchangeAddress, _ limits: WebSocketLimits) {
        self.loop = loop
        self.address = address
        self.limits = limits
    }

    /// Waits for the next message; nil after the end, or if the task is cancelled.
    ///
    /// Only one task at a time may wait.
    package func receive() async -> Message? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { wait($0) }
        } onCancel: {
            stopWaiting()
        }
    }

    private func wait(_ continuation: CheckedContinuation<Message?, Never>) {
        let (answer, hadStopped): (Message??, Bool) = inbox.withLock { inbox in
            if !inbox.messages.isEmpty {
                let message = inbox.messages.removeFirst()
                inbox.byteCount -= message.count
                defer { inbox.isFull = false }
                return (.some(message), inbox.isFull)
            }
            if inbox.end != nil || inbox.waiter != nil { return (.some(nil), false) }
            inbox.waiter = continuation
            return (nil, false)
        }
        if hadStopped { perform { [address] in $0.resumeWebSocket(address) } }
        if let answer { continuation.resume(returning: answer) }
        // A cancellation between the two checks has found no waiter.
        if answer == nil, Task.isCancelled { stopWaiting() }
    }

    private func stopWaiting() {
        inbox.withLock { inbox in
            defer { inbox.waiter = nil }
            return inbox.waiter
        }?.resume(returning: nil)
    }

    /// How the websocket ended; nil while it is open.
    package var end: WebSocketClose? { inbox.withLock { $0.end } }

    /// Sends a text message.
    package func send(_ text: String) { write(WebSocketFrame(.text, Array(text.utf8))) }

    /// Sends a binary message.
    package func send(_ bytes: [UInt8]) { write(WebSocketFrame(.binary, bytes)) }

    /// Sends one frame as it is.
    package func write(_ frame: WebSocketFrame) {
        perform { [address] in $0.writeWebSocket(address, frame) }
    }

    /// Starts to end the websocket; the other side gets a moment to answer.
    package func close(_ close: WebSocketClose = .normal) {
        perform { [address] in $0.closeWebSocket(address, close) }
    }

    private func perform(_ action: @escaping @Sendable (EventLoop) -> Void) {
        if loop.isCurrent {
            action(loop)
        } else {
            loop.post(action)
        }
    }
}

/// What the loop tells.
extension ServerWebSocket {
    /// Whether another message may be read; if not, the loop is told when one may.
    func hasRoom() -> Bool {
        inbox.withLock { inbox in
            inbox.isFull = inbox.messages.count >= limits.waiting || inbox.byteCount > limits.message
            return !inbox.isFull
        }
    }

    func deliver(_ message: Message) {
        inbox.withLock { inbox in
            if let waiter = inbox.waiter {
                inbox.waiter = nil
                return waiter as CheckedContinuation<Message?, Never>?
            }
            inbox.messages.append(message)
            inbox.byteCount += message.count
            return nil
        }?.resume(returning: message)
    }

    /// Ends the inbox; messages that wait can still be received.
    func finish(_ close: WebSocketClose) {
        inbox.withLock { inbox in
            if inbox.end == nil { inbox.end = close }
            defer { inbox.waiter = nil }
            return inbox.waiter
        }?.resume(returning: nil)
    }
}
