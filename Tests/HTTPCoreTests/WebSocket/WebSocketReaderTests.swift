import HTTPCore
import Testing

struct WebSocketReaderTests {
    typealias Event = WebSocketReader.Event

    struct Outcome: Equatable {
        var events: [Event] = []
        var fault: WebSocketFault?
    }

    static func read(
        _ pieces: [ArraySlice<UInt8>],
        _ side: WebSocketReader.Side = .server,
        _ limits: WebSocketLimits = WebSocketLimits()
    ) -> Outcome {
        var (reader, outcome) = (WebSocketReader(side, limits: limits), Outcome())
        do throws(WebSocketFault) {
            for piece in pieces {
                reader.append(piece)
                while let event = try reader.next() { outcome.events.append(event) }
            }
        } catch {
            outcome.fault = error
        }
        return outcome
    }

    static func bytes(_ frames: [WebSocketFrame], mask: [UInt8]? = [1, 2, 3, 4]) -> [UInt8] {
        frames.reduce(into: []) { $1.write(mask: mask, to: &$0) }
    }

    /// Random frames, most of them valid.
    static func someFrames(using random: inout SystemRandomNumberGenerator) -> [WebSocketFrame] {
        (0..<Int.random(in: 1...8, using: &random)).map { _ in
            let opcode = WebSocketFrame.Opcode.allCases.randomElement(using: &random) ?? .text
            let length = [0, 1, 2, 20, 125, 126, 200, 70_000].randomElement(using: &random) ?? 0
            let payload = (0..<(opcode.isControl ? min(length, 125) : length)).map { _ in
                UInt8.random(in: 0x20...0x7E, using: &random)
            }
            let isFinal = opcode.isControl || Bool.random(using: &random)
            return opcode == .close
                ? WebSocketClose(code: 1000, reason: "end").frame
                : WebSocketFrame(opcode, payload, isFinal: isFinal)
        }
    }

    @Test func anySplitGivesTheSameEvents() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let bytes = Self.bytes(Self.someFrames(using: &random))
            let whole = Self.read([bytes[...]])
            let pieces = bytes.cut(upTo: [1, 3, 200, 5000].randomElement(using: &random) ?? 1, using: &random)
            #expect(Self.read(pieces) == whole)
        }
    }

    @Test func anySplitOfAnythingGivesTheSameEvents() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(Self.read(bytes.cut(upTo: 3, using: &random)) == Self.read([bytes[...]]))
        }
    }

    @Test(arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 70_000], [WebSocketReader.Side.server, .client])
    func whatIsWrittenReadsAsTheSame(length: Int, side: WebSocketReader.Side) {
        let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
        let bytes = Self.bytes([WebSocketFrame(.binary, payload)], mask: side == .server ? [9, 8, 7, 6] : nil)
        #expect(Self.read([bytes[...]], side) == Outcome(events: [.binary(payload)]))
    }

    @Test func fragmentsAreOneMessage() {
        let frames = [
            WebSocketFrame(.text, Array("h".utf8) + [0xC3], isFinal: false), WebSocketFrame(.ping, [7]),
            WebSocketFrame(.continuation, [], isFinal: false), WebSocketFrame(.continuation, [0xA9]),
        ]
        #expect(Self.read([Self.bytes(frames)[...]]) == Outcome(events: [.ping([7]), .text("hé")]))
    }

    @Test(
        arguments: [
            // Reserved bits and opcodes.
            ([0xC1, 0x80, 0, 0, 0, 0], WebSocketFault.protocolError), ([0x83, 0x80, 0, 0, 0, 0], .protocolError),
            ([0x8B, 0x80, 0, 0, 0, 0], .protocolError),
            // No mask.
            ([0x81, 0x01, 0x61], .protocolError),
            // A control frame in parts, and one that is too long.
            ([0x09, 0x80], .protocolError), ([0x89, 0xFE], .protocolError),
            // A continuation of nothing, and a message within a message.
            ([0x80, 0x80, 0, 0, 0, 0], .protocolError),
            ([0x01, 0x80, 0, 0, 0, 0, 0x81, 0x80, 0, 0, 0, 0], .protocolError),
            // A length in more bytes than it needs, and one that is negative.
            ([0x82, 0xFE, 0, 5], .protocolError), ([0x82, 0xFF, 0, 0, 0, 0, 0, 0, 1, 0], .protocolError),
            ([0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0], .protocolError),
            // Too large.
            ([0x82, 0xFF, 0, 0, 0, 0, 0x40, 0, 0, 0], .tooLarge), ([0x82, 0xFF, 0x7F, 0, 0, 0, 0, 0, 0, 0], .tooLarge),
            // Text that is none, and one that ends in the middle of a character.
            ([0x81, 0x82, 0, 0, 0, 0, 0xC0, 0xAF], .invalidText), ([0x81, 0x81, 0, 0, 0, 0, 0xC3], .invalidText),
            ([0x81, 0x83, 0, 0, 0, 0, 0xED, 0xA0, 0x80], .invalidText),
            // Closing frames with half a code, with one that may not be sent, and with a reason that is not text.
            ([0x88, 0x81, 0, 0, 0, 0, 3], .protocolError), ([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xED], .protocolError),
            ([0x88, 0x82, 0, 0, 0, 0, 0x13, 0x88], .protocolError),
            ([0x88, 0x83, 0, 0, 0, 0, 0x03, 0xE8, 0xFF], .invalidText),
        ] as [([UInt8], WebSocketFault)]
    )
    func whatIsNoWebSocketFails(bytes: [UInt8], fault: WebSocketFault) {
        #expect(Self.read([bytes[...]]).fault == fault)
        #expect(Self.read(bytes.map { [$0] }).fault == fault)
    }

    @Test func partsOfAMessageAreLimitedTogether() {
        var limits = WebSocketLimits()
        (limits.frame, limits.message) = (10, 15)
        let part = [UInt8](repeating: 0x61, count: 10)
        let frames = [WebSocketFrame(.text, part, isFinal: false), WebSocketFrame(.continuation, part)]
        #expect(Self.read([Self.bytes(frames)[...]], .server, limits).fault == .tooLarge)
        let long = [WebSocketFrame(.text, part + [0x61])]
        #expect(Self.read([Self.bytes(long)[...]], .server, limits).fault == .tooLarge)
    }

    @Test func nothingIsReadBehindAClosingFrame() {
        let close = WebSocketClose(code: 4001, reason: "done")
        let bytes = Self.bytes([close.frame, WebSocketFrame(.text, [0x61])]) + [0xFF, 0xFF, 0xFF]
        #expect(Self.read([bytes[...]]) == Outcome(events: [.close(close)]))
        #expect(Self.read([Self.bytes([WebSocketClose().frame])[...]]) == Outcome(events: [.close(WebSocketClose())]))
    }

    @Test func aLongReasonIsCutAtACharacter() {
        let frame = WebSocketClose(code: 1000, reason: String(repeating: "é", count: 100)).frame
        #expect(frame.payload.count == 124)
        let bytes = Self.bytes([frame])
        let reason = String(repeating: "é", count: 61)
        #expect(Self.read([bytes[...]]) == Outcome(events: [.close(WebSocketClose(code: 1000, reason: reason))]))
    }
}
