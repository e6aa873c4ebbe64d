@testable import HTTPCore

/// Bytes are read as the grammar has it, however they are cut; coding and decoding give back the content.
///
/// The bytes are taken as a coding, and as content whose chunks the first byte chooses.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard let input = FuzzInput(start, count) else { return 0 }
    let whole = decode([input.bytes[...]])
    require(decode(input.pieces) == whole, "the cut changes what is read")
    var grammar = ChunkedGrammar(input.bytes, limits)
    let content = grammar.content()
    require(whole.body == content?.body && whole.left == content?.left ?? 0, "the grammar has it otherwise")
    require(whole.isRefused != (content != nil || grammar.isUnfinished), "the grammar refuses otherwise")
    let coded = encode(input.bytes, start[0])
    let expected = Decoded(body: input.bytes, left: 0)
    require(decode([coded[...]]) == expected, "the coding does not give back the content")
    require(decode(FuzzInput.cut(coded, start[0])) == expected, "the cut coding does not give back the content")
    return 0
}

private let limits = {
    var limits = HTTPLimits()
    (limits.chunkLine, limits.trailers, limits.fieldCount) = (64, 96, 12)
    return limits
}()

private struct Decoded: Equatable {
    var body: [UInt8]?
    /// How many bytes follow the coding.
    var left = 0
    var isRefused = false
}

private func decode(_ pieces: [ArraySlice<UInt8>]) -> Decoded {
    var buffer = InputBuffer()
    var decoded = Decoded()
    do {
        var reader = try BodyReader(.chunked, limits)
        for piece in pieces {
            buffer.append(piece)
            guard decoded.body == nil, try reader.read(&buffer) else { continue }
            decoded.body = reader.body
        }
    } catch {
        return Decoded(isRefused: true)
    }
    decoded.left = decoded.body == nil ? 0 : buffer.count
    return decoded
}

/// Chunks of lengths, sizes of spellings, extensions and trailers that the seed chooses.
private func encode(_ content: [UInt8], _ seed: UInt8) -> [UInt8] {
    var output: [UInt8] = []
    var rest = content[...]
    var number = Int(seed)
    while !rest.isEmpty {
        number = (number * 37 + 11) & 0xFFF
        let chunk = rest.prefix(number % 41 + 1)
        rest = rest.dropFirst(chunk.count)
        output += [UInt8](repeating: UInt8(ascii: "0"), count: number & 3)
        output += hexadecimal(chunk.count, isUpper: number & 4 == 0)
        if number & 8 == 0 { output += ";a=\"b;\\\"\"".utf8 }
        if number & 16 == 0 { output += " ;c".utf8 }
        output += [0x0D, 0x0A]
        output += chunk
        output += [0x0D, 0x0A]
    }
    output += "0\r\n".utf8
    if seed & 1 == 0 { output += "A: b\r\n".utf8 }
    output += [0x0D, 0x0A]
    return output
}

private func hexadecimal(_ number: Int, isUpper: Bool) -> [UInt8] {
    let digits = Array((isUpper ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
    return number < 16 ? [digits[number]] : hexadecimal(number / 16, isUpper: isUpper) + [digits[number % 16]]
}
