@testable import HTTPCore

/// Fields are accepted where the grammar of RFC 9110, section 5, has them, and read as it says.
///
/// A line feed ends a line.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let lines = lines(bytes)
    let expected = fields(lines.map { bytes[$0] })
    guard let read = try? FieldParser.fields(lines[...], in: bytes) else {
        require(expected == nil, "fields of the grammar are refused")
        return 0
    }
    require(expected != nil, "fields outside the grammar are accepted")
    let plain = expected ?? []
    require(read.count == plain.count, "there are other fields")
    for (index, field) in plain.enumerated() {
        require(Array(read[index].name.utf8) == Array(field.name), "the name reads otherwise")
        require(latin1(read[index].value) == Array(field.value), "the value reads otherwise")
    }
    checkRoundTrip(read)
    checkLength(read, plain)
    return 0
}

private typealias Field = (name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)

private func lines(_ bytes: [UInt8]) -> [Range<Int>] {
    var (lines, start) = ([Range<Int>](), 0)
    for (index, byte) in bytes.enumerated() where byte == 0x0A {
        lines.append(start..<index)
        start = index + 1
    }
    return lines + [start..<bytes.count]
}

private let tokenBytes: [Bool] = {
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    let token = Set((letters + "0123456789!#$%&'*+-.^_`|~").utf8)
    return (0...255).map { token.contains($0) }
}()

/// The fields by the letter of the grammar, or nil where one is none.
private func fields(_ lines: [ArraySlice<UInt8>]) -> [Field]? {
    var fields: [Field] = []
    for line in lines {
        let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[0].allSatisfy({ tokenBytes[Int($0)] }) else { return nil }
        guard parts[1].allSatisfy({ $0 == 0x09 || $0 == 0x20 || (0x21...0x7E).contains($0) || $0 >= 0x80 }) else {
            return nil
        }
        let value = parts[1].drop { $0 == 0x20 || $0 == 0x09 }
        let end = value.lastIndex { $0 != 0x20 && $0 != 0x09 }
        fields.append((parts[0], end.map { value[...$0] } ?? []))
    }
    return fields
}

private func latin1(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }

private func checkRoundTrip(_ fields: HTTPFields) {
    var output: [UInt8] = []
    fields.write(to: &output)
    var (ranges, start) = ([Range<Int>](), 0)
    for index in output.indices where output[index] == 0x0A {
        ranges.append(start..<(index - 1))
        start = index + 1
    }
    var again: [UInt8] = []
    (try? FieldParser.fields(ranges[...], in: output))?.write(to: &again)
    require(again == output, "what was written reads otherwise")
}

/// A length is digits alone, once, without a coding.
private func checkLength(_ fields: HTTPFields, _ plain: [Field]) {
    func named(_ name: String) -> [Field] {
        plain.filter { field in
            field.name.count == name.utf8.count
                && zip(field.name, name.utf8).allSatisfy { ((0x41...0x5A).contains($0) ? $0 + 0x20 : $0) == $1 }
        }
    }
    guard named("transfer-encoding").isEmpty else { return }
    let lengths = named("content-length")
    guard let length = lengths.first else {
        require((try? BodyFraming.of(fields, version: .http11)) == .some(nil), "content is read without a length")
        return
    }
    var expected: Int?
    if lengths.count == 1, (1...18).contains(length.value.count) {
        expected = length.value.reduce(Optional(0)) { sum, byte in
            guard let sum, byte >= 0x30, byte <= 0x39 else { return nil }
            return sum * 10 + Int(byte) - 0x30
        }
    }
    let framing = (try? BodyFraming.of(fields, version: .http11)) ?? nil
    require(framing == expected.map { .length($0) }, "Content-Length reads otherwise")
}
