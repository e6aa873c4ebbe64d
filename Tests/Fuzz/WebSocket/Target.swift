import HTTPCore

/// What bytes are read as does not depend on how they are cut, keeps to the limits, and reads the same once written.
///
/// A first byte above 0x7F has a client read them.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard let input = FuzzInput(start, count) else { return 0 }
    let side: WebSocketReader.Side = start[0] > 0x7F ? .client : .server
    var limits = WebSocketLimits()
    (limits.frame, limits.message) = (140, 200)
    let whole = Outcome([input.bytes[...]], side, limits)
    require(Outcome(input.pieces, side, limits) == whole, "the cut changes what is read")
    for event in whole.events { require(size(event) <= limits.message, "a message is larger than the limit") }
    checkRoundTrip(whole.events, side)
    return 0
}

private func size(_ event: WebSocketReader.Event) -> Int {
    switch event {
    case .text(let text): text.utf8.count
    case .binary(let bytes), .ping(let bytes), .pong(let bytes): bytes.count
    case .close(let close): close.frame.payload.count
    }
}

private func checkRoundTrip(_ events: [WebSocketReader.Event], _ side: WebSocketReader.Side) {
    var output: [UInt8] = []
    for event in events {
        let frame =
            switch event {
            case .text(let text): WebSocketFrame(.text, Array(text.utf8))
            case .binary(let bytes): WebSocketFrame(.binary, bytes)
            case .ping(let bytes): WebSocketFrame(.ping, bytes)
            case .pong(let bytes): WebSocketFrame(.pong, bytes)
            case .close(let close): close.frame
            }
        frame.write(mask: side == .server ? [0x11, 0x22, 0x33, 0x44] : nil, to: &output)
    }
    let again = Outcome([output[...]], side, WebSocketLimits())
    require(again.fault == nil && again.events == events, "what was written reads otherwise")
}

private struct Outcome: Equatable {
    private(set) var events: [WebSocketReader.Event] = []
    private(set) var fault: WebSocketFault?

    init(_ pieces: [ArraySlice<UInt8>], _ side: WebSocketReader.Side, _ limits: WebSocketLimits) {
        var reader = WebSocketReader(side, limits: limits)
        do throws(WebSocketFault) {
            for piece in pieces {
                reader.append(piece)
                while let event = try reader.next() { events.append(event) }
            }
        } catch {
            fault = error
        }
    }
}
