/// One frame of a websocket (RFC 6455, section 5.2).
package struct WebSocketFrame: Hashable, Sendable {
    package enum Opcode: UInt8, Sendable, CaseIterable {
        case continuation = 0x0
        case text = 0x1
        case binary = 0x2
        case close = 0x8
        case ping = 0x9
        case pong = 0xA

        package var isControl: Bool { rawValue >= 0x8 }
    }

    package var opcode: Opcode
    /// Whether it is the last frame of its message.
    package var isFinal: Bool
    package var payload: [UInt8]

    package init(_ opcode: Opcode, _ payload: [UInt8], isFinal: Bool = true) {
        self.opcode = opcode
        self.payload = payload
        self.isFinal = isFinal
    }

    /// The largest payload of a control frame.
    package static let controlLimit = 125

    /// Appends the frame as bytes.
    ///
    /// - Parameter mask: the key that hides the payload, which clients need and servers must not use.
    package func write(mask: [UInt8]? = nil, to output: inout [UInt8]) {
        let masked: UInt8 = mask == nil ? 0 : 0x80
        output.append((isFinal ? 0x80 : 0) | opcode.rawValue)
        switch payload.count {
        case ...125: output.append(masked | UInt8(payload.count))
        case ...0xFFFF:
            output.append(masked | 126)
            appendLength(bytes: 2, to: &output)
        default:
            output.append(masked | 127)
            appendLength(bytes: 8, to: &output)
        }
        let start = output.count
        if let mask {
            output.append(contentsOf: mask)
            output.append(contentsOf: payload)
            Self.unmask(&output, from: start + mask.count, with: mask)
        } else {
            output.append(contentsOf: payload)
        }
    }

    private func appendLength(bytes: Int, to output: inout [UInt8]) {
        for shift in stride(from: (bytes - 1) * 8, through: 0, by: -8) {
            output.append(UInt8(truncatingIfNeeded: payload.count >> shift))
        }
    }

    /// Hides or shows bytes with a key of four bytes (RFC 6455, section 5.3).
    static func unmask(_ bytes: inout [UInt8], from start: Int = 0, with key: [UInt8]) {
        bytes.withUnsafeMutableBufferPointer { buffer in
            for index in start..<buffer.count { buffer[index] ^= key[(index - start) & 3] }
        }
    }
}

/// Why a websocket fails, with the code that tells the other side (RFC 6455, section 7.4.1).
package enum WebSocketFault: Int, Error, Hashable, Sendable {
    case protocolError = 1002
    case invalidText = 1007
    case tooLarge = 1009

    package var close: WebSocketClose { WebSocketClose(code: rawValue) }
}

/// How a websocket ends.
package struct WebSocketClose: Hashable, Sendable, Error {
    /// The code; nil if the frame had none.
    package var code: Int?
    package var reason: String

    package init(code: Int? = nil, reason: String = "") {
        self.code = code
        self.reason = reason
    }

    package static let normal = WebSocketClose(code: 1000)
    package static let goingAway = WebSocketClose(code: 1001)
    /// The connection ended without a closing frame; never sent.
    package static let abnormal = WebSocketClose(code: 1006)

    /// The closing frame; a reason that is too long for it is cut at a character.
    package var frame: WebSocketFrame {
        guard let code else { return WebSocketFrame(.close, []) }
        var payload = [UInt8(truncatingIfNeeded: code >> 8), UInt8(truncatingIfNeeded: code)]
        for character in reason {
            guard payload.count + character.utf8.count <= WebSocketFrame.controlLimit else { break }
            payload.append(contentsOf: character.utf8)
        }
        return WebSocketFrame(.close, payload)
    }

    /// Reads the payload of a closing frame.
    init(_ payload: [UInt8]) throws(WebSocketFault) {
        guard !payload.isEmpty else {
            self.init()
            return
        }
        guard payload.count >= 2 else { throw .protocolError }
        let code = Int(payload[0]) << 8 | Int(payload[1])
        guard Self.mayBeSent(code) else { throw .protocolError }
        self.init(code: code, reason: try WebSocketReader.text(payload[2...]))
    }

    private static func mayBeSent(_ code: Int) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}

/// The size limits of a websocket, in bytes unless noted otherwise.
package struct WebSocketLimits: Hashable, Sendable {
    /// The payload of a frame.
    package var frame = 1024 * 1024
    /// A message, from all of its frames.
    package var message = 1024 * 1024
    /// What is sent and not taken by the other side; beyond it the connection is reset.
    package var unread = 8 * 1024 * 1024
    /// The number of messages that wait to be handled; until then no more are read.
    package var waiting = 32

    package init() {}
}
