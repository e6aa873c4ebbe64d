/// Reads frames and messages from bytes as they arrive (RFC 6455), without performing I/O.
///
/// Call ``append(_:)`` with data, then ``next()`` until it returns nil. The same bytes give the same events however
/// they are split.
package struct WebSocketReader: Sendable {
    /// Which side reads: clients mask what they send, servers do not.
    package enum Side: Sendable {
        case server
        case client
    }

    package enum Event: Hashable, Sendable {
        case text(String)
        case binary([UInt8])
        case ping([UInt8])
        case pong([UInt8])
        case close(WebSocketClose)
    }

    private struct Head {
        let opcode: WebSocketFrame.Opcode
        let isFinal: Bool
        let length: Int
        let key: [UInt8]?
        /// The bytes before the payload.
        let count: Int
    }

    private let side: Side
    private let limits: WebSocketLimits
    private var buffer = InputBuffer()
    /// The message whose last frame has not arrived.
    private var message: (opcode: WebSocketFrame.Opcode, payload: [UInt8])?
    private var isClosed = false

    package init(_ side: Side, limits: WebSocketLimits = WebSocketLimits()) {
        self.side = side
        self.limits = limits
    }

    /// Appends bytes from the connection; those after a closing frame are dropped.
    package mutating func append(_ bytes: some Collection<UInt8>) {
        if !isClosed { buffer.append(bytes) }
    }

    /// The number of bytes that belong to no event yet.
    package var bufferedCount: Int { buffer.count + (message?.payload.count ?? 0) }

    /// The next event; nil if more bytes are needed, or after a closing frame.
    ///
    /// - Throws: why the websocket fails; do not use the reader after that.
    package mutating func next() throws(WebSocketFault) -> Event? {
        while !isClosed, let frame = try nextFrame() {
            if let event = try event(frame) { return event }
        }
        return nil
    }

    /// The next frame, without regard to messages.
    package mutating func nextFrame() throws(WebSocketFault) -> WebSocketFrame? {
        guard let head = try head(), buffer.count >= head.count + head.length else { return nil }
        buffer.consume(head.count)
        var payload: [UInt8] = []
        payload.reserveCapacity(head.length)
        _ = buffer.move(upTo: head.length, to: &payload)
        if let key = head.key { WebSocketFrame.unmask(&payload, with: key) }
        return WebSocketFrame(head.opcode, payload, isFinal: head.isFinal)
    }

    /// What comes before the payload; a fault as soon as the first bytes show it.
    private func head() throws(WebSocketFault) -> Head? {
        guard buffer.count >= 2 else { return nil }
        // The three bits after the first belong to extensions, of which there are none.
        guard buffer[0] & 0x70 == 0, let opcode = WebSocketFrame.Opcode(rawValue: buffer[0] & 0x0F) else {
            throw .protocolError
        }
        let (isFinal, isMasked) = (buffer[0] & 0x80 != 0, buffer[1] & 0x80 != 0)
        let short = Int(buffer[1] & 0x7F)
        guard isMasked == (side == .server), !opcode.isControl || (isFinal && short <= WebSocketFrame.controlLimit)
        else { throw .protocolError }
        let lengthBytes = short == 127 ? 8 : short == 126 ? 2 : 0
        guard buffer.count >= 2 + lengthBytes else { return nil }
        let length = try length(short, bytes: lengthBytes)
        let count = 2 + lengthBytes + (isMasked ? 4 : 0)
        guard buffer.count >= count else { return nil }
        let key = isMasked ? buffer.copy((count - 4)..<count) : nil
        return Head(opcode: opcode, isFinal: isFinal, length: length, key: key, count: count)
    }

    private func length(_ short: Int, bytes: Int) throws(WebSocketFault) -> Int {
        guard bytes > 0 else { return try checked(UInt64(short)) }
        let length = (2..<(2 + bytes)).reduce(UInt64(0)) { $0 << 8 | UInt64(buffer[$1]) }
        // Only the shortest form is valid, and the first bit is 0 (RFC 6455, section 5.2).
        guard length > (bytes == 2 ? 125 : 0xFFFF), length <= UInt64(Int64.max) else { throw .protocolError }
        return try checked(length)
    }

    private func checked(_ length: UInt64) throws(WebSocketFault) -> Int {
        guard length <= UInt64(limits.frame) else { throw .tooLarge }
        return Int(length)
    }

    private mutating func event(_ frame: WebSocketFrame) throws(WebSocketFault) -> Event? {
        switch frame.opcode {
        case .ping: return .ping(frame.payload)
        case .pong: return .pong(frame.payload)
        case .close:
            isClosed = true
            (buffer, message) = (InputBuffer(), nil)
            return .close(try WebSocketClose(frame.payload))
        case .text, .binary:
            guard message == nil else { throw .protocolError }
            message = (frame.opcode, [])
        case .continuation:
            guard message != nil else { throw .protocolError }
        }
        guard (message?.payload.count ?? 0) + frame.payload.count <= limits.message else { throw .tooLarge }
        message?.payload.append(contentsOf: frame.payload)
        guard frame.isFinal, let (opcode, payload) = message else { return nil }
        message = nil
        return opcode == .text ? .text(try Self.text(payload[...])) : .binary(payload)
    }

    static func text(_ bytes: ArraySlice<UInt8>) throws(WebSocketFault) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        // Decoding replaces what is not valid.
        guard text.utf8.count == bytes.count, text.utf8.elementsEqual(bytes) else { throw .invalidText }
        return text
    }
}
