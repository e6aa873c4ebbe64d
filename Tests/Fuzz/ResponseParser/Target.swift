@testable import HTTPCore

/// What bytes are read as does not depend on how they are cut, and what the server writes of it reads as the same.
///
/// A first byte of `H` or above 0x7F has them answer HEAD.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard let input = FuzzInput(start, count) else { return 0 }
    let method: HTTPMethod = start[0] == UInt8(ascii: "H") || start[0] > 0x7F ? .head : .get
    var limits = HTTPLimits()
    (limits.startLine, limits.head, limits.fieldCount) = (48, 160, 6)
    (limits.body, limits.chunkLine, limits.trailers) = (64, 16, 24)
    let whole = Outcome([input.bytes[...]], method, limits)
    require(Outcome(input.pieces, method, limits) == whole, "the cut changes what is read")
    for answer in whole.answers {
        require(answer.response.body.count <= limits.body, "the content is larger than the limit")
        if method == .get { checkRoundTrip(answer.response) }
    }
    return 0
}

private func checkRoundTrip(_ response: HTTPResponse) {
    guard response.status >= 200, response.status != 204, response.status != 304 else { return }
    var response = response
    response.fields.remove("content-length")
    response.fields.remove("transfer-encoding")
    let isChunked = response.status % 2 == 1
    var (writer, output) = (ResponseWriter(), [UInt8]())
    let framing = isChunked ? ResponseWriter.Framing.chunked : .length(response.body.count)
    writer.appendHead(response, framing: framing, keepsAlive: true, version: .http11, to: &output)
    if isChunked {
        ResponseWriter.appendChunk(response.body, to: &output)
        ResponseWriter.appendLastChunk(to: &output)
    } else {
        output += response.body
    }
    let again = Outcome([output[...]], .get, HTTPLimits())
    require(again.fault == nil && again.answers.count == 1, "what was written is not one answer")
    let read = again.answers[0].response
    require(read.status == response.status && read.body == response.body, "what was written reads otherwise")
    require(lines(read.fields).starts(with: lines(response.fields)), "the fields that were written read otherwise")
}

private func lines(_ fields: HTTPFields) -> [UInt8] {
    var output: [UInt8] = []
    fields.write(to: &output)
    return output
}

private struct Outcome: Equatable {
    private(set) var answers: [HTTPResponseParser.Answer] = []
    private(set) var fault: HTTPResponseParser.Fault?

    init(_ pieces: [ArraySlice<UInt8>], _ method: HTTPMethod, _ limits: HTTPLimits) {
        var parser = HTTPResponseParser(answering: method, limits: limits)
        do throws(HTTPResponseParser.Fault) {
            for piece in pieces {
                parser.append(piece)
                while let answer = try parser.next() { answers.append(answer) }
            }
            if let answer = try parser.finish() { answers.append(answer) }
        } catch {
            fault = error
        }
    }

    static func == (lhs: Outcome, rhs: Outcome) -> Bool {
        lhs.fault == rhs.fault
            && lhs.answers.elementsEqual(rhs.answers) { left, right in
                left.response.status == right.response.status && left.response.body == right.response.body
                    && left.version == right.version && left.reason == right.reason
                    && left.endedWithConnection == right.endedWithConnection
                    && lines(left.response.fields) == lines(right.response.fields)
            }
    }
}
