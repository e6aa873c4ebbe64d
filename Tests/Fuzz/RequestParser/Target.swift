@testable import HTTPCore

/// What bytes are read as does not depend on how they are cut.
///
/// A first byte above 0x7F reads as the imitated servers do, which are lax.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard let input = FuzzInput(start, count) else { return 0 }
    let isLax = start[0] > 0x7F
    let limits = tightLimits(isLax)
    let whole = Outcome([input.bytes[...]], limits)
    require(Outcome(input.pieces, limits) == whole, "the cut changes what is read")
    var wide = HTTPLimits()
    wide.isLax = isLax
    for request in whole.requests {
        require(request.body.count <= limits.body, "the content is larger than the limit")
        let again = Outcome([written(request)[...]], wide)
        require(again.requests.map(\.bytes) == [request.bytes], "what was written reads otherwise")
        require(again.refusal == nil && again.isIdle, "what was written is not read to its end")
    }
    return 0
}

/// Limits that short inputs reach.
private func tightLimits(_ isLax: Bool) -> HTTPLimits {
    var limits = HTTPLimits()
    (limits.startLine, limits.head, limits.fieldCount) = (48, 160, 6)
    (limits.body, limits.chunkLine, limits.trailers) = (64, 16, 24)
    limits.isLax = isLax
    return limits
}

private func written(_ request: HTTPRequest) -> [UInt8] {
    guard request.fields.contains("transfer-encoding") else { return request.bytes }
    var head = request
    head.body = []
    var output = head.bytes
    ResponseWriter.appendChunk(request.body, to: &output)
    ResponseWriter.appendLastChunk(to: &output)
    return output
}

private struct Outcome: Equatable {
    private(set) var requests: [HTTPRequest] = []
    /// For each head whether its client waits to be asked for the content.
    private(set) var heads: [Bool] = []
    private(set) var refusal: HTTPRefusal?
    private(set) var isIdle = true

    init(_ pieces: [ArraySlice<UInt8>], _ limits: HTTPLimits) {
        var parser = HTTPRequestParser(limits: limits)
        do throws(HTTPRefusal) {
            for piece in pieces {
                parser.append(piece)
                while let event = try parser.next() {
                    switch event {
                    case .head(_, let expectsContinue): heads.append(expectsContinue)
                    case .request(let request): requests.append(request)
                    }
                }
            }
            isIdle = parser.isIdle
        } catch {
            refusal = error
        }
    }

    static func == (lhs: Outcome, rhs: Outcome) -> Bool {
        lhs.heads == rhs.heads && lhs.refusal == rhs.refusal && lhs.isIdle == rhs.isIdle
            && lhs.requests.map(\.bytes) == rhs.requests.map(\.bytes)
    }
}
