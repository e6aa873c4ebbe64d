@testable import LangBotContract
@testable import LangBotMock

/// A path leads where a plain comparison with every template leads.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // The plain comparison is slow with longer ones.
    let path = String(decoding: UnsafeBufferPointer(start: start, count: min(count, 64)), as: UTF8.self)
    let expected = match(Array(path.utf8))
    switch router.route("GET", path[...]) {
    case .operation(let endpoint, let parameters):
        require(endpoint.id.rawValue == expected?.template, "another template matches")
        let values = endpoint.path.parameters.map { Array((parameters[$0] ?? "-").utf8) }
        require(values == expected?.values, "the parameters have other values")
    case .methodNotAllowed, .options: fatalError("a path has lost its GET")
    case .unknown: require(expected == nil, "a path is not found")
    }
    return 0
}

private let templates = [
    "/a", "/a/{x}", "/a/{x:int}", "/a/{x}/b", "/a/{x:int}/c", "/a/{x...}", "/a/b/{x}/{y}", "/f/{x...}/d/{y}", "/f/e",
    "/f/{x}", "/{x:int}/{y...}",
]

private let router = Router(
    templates.compactMap { template in
        let row = Operation(OperationID(rawValue: template), .get, PathTemplate(template))
        return Endpoint(row.access([.v4_5_1: .open]), of: .v4_5_1)
    }
)

private struct Match {
    let template: String
    /// For each segment how narrow it is, and how many segments of the path it takes.
    let rank: [Int]
    let values: [[UInt8]]
}

/// The match whose first segments are the narrowest.
private func match(_ path: [UInt8]) -> Match? {
    guard path.first == UInt8(ascii: "/") else { return nil }
    let segments = path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    var best: Match?
    for template in templates {
        let wanted = template.dropFirst().split(separator: "/").map(String.init)
        for match in matches(segments[...], wanted[...]) {
            let match = Match(template: template, rank: match.rank, values: match.values)
            if best.map({ match.rank.lexicographicallyPrecedes($0.rank) }) ?? true { best = match }
        }
    }
    return best
}

private func matches(
    _ path: ArraySlice<ArraySlice<UInt8>>,
    _ template: ArraySlice<String>
) -> [(rank: [Int], values: [[UInt8]])] {
    guard let wanted = template.first else { return path.isEmpty ? [([], [])] : [] }
    guard let segment = path.first else { return [] }
    if !wanted.hasPrefix("{") {
        guard segment.elementsEqual(wanted.utf8) else { return [] }
        return matches(path.dropFirst(), template.dropFirst()).map { ([0] + $0.rank, $0.values) }
    }
    guard !segment.isEmpty else { return [] }
    let isRest = wanted.hasSuffix("...}")
    let isInteger = wanted.hasSuffix(":int}")
    var found: [(rank: [Int], values: [[UInt8]])] = []
    for count in 1...(isRest ? path.count : 1) {
        guard let value = decode(Array(path.prefix(count).joined(separator: [UInt8(ascii: "/")]))) else { continue }
        if isInteger, !value.allSatisfy({ (0x30...0x39).contains($0) }) { continue }
        let rank = isRest ? 1000 + count : isInteger ? 1 : 2
        found += matches(path.dropFirst(count), template.dropFirst()).map { ([rank] + $0.rank, [value] + $0.values) }
    }
    return found
}

private func decode(_ text: [UInt8]) -> [UInt8]? {
    var (bytes, index) = ([UInt8](), 0)
    while index < text.count {
        if text[index] == UInt8(ascii: "%") {
            let digits = text[(index + 1)...].prefix(2)
            guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }),
                let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16), byte != 0
            else { return nil }
            bytes.append(byte)
            index += 3
        } else {
            guard text[index] != 0 else { return nil }
            bytes.append(text[index])
            index += 1
        }
    }
    return Array(String(decoding: bytes, as: UTF8.self).utf8) == bytes ? bytes : nil
}
