@testable import HTTPCore

/// The grammar of the chunked coding (RFC 9112, section 7.1) read off the page, for bytes that are all there.
///
/// It shares nothing with the engine's reader, which takes bytes as they come, so a fault of one is none of the other.
struct ChunkedGrammar {
    private var rest: ArraySlice<UInt8>
    private let limits: HTTPLimits
    /// Whether what is there may be the beginning of a coding.
    private(set) var isUnfinished = false

    init(_ bytes: [UInt8], _ limits: HTTPLimits) {
        rest = bytes[...]
        self.limits = limits
    }

    /// The content and how many bytes follow the coding, or nil where no whole coding stands at the front.
    mutating func content() -> (body: [UInt8], left: Int)? {
        var body: [UInt8] = []
        while let line = nextLine(limits.chunkLine), let size = Self.size(line) {
            if size == 0 { return hasTrailers() ? (body, rest.count) : nil }
            guard size <= rest.count else {
                isUnfinished = body.count + size <= limits.body
                return nil
            }
            body += rest.prefix(size)
            rest = rest.dropFirst(size)
            guard rest.starts(with: Self.lineEnd) else {
                isUnfinished = Self.lineEnd.starts(with: rest)
                return nil
            }
            rest = rest.dropFirst(Self.lineEnd.count)
        }
        return nil
    }

    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    /// What stands before the next CR LF, where that is no longer than it may be.
    private mutating func nextLine(_ limit: Int) -> ArraySlice<UInt8>? {
        for place in rest.indices.dropLast() where rest[place] == 0x0D && rest[place + 1] == 0x0A {
            guard place - rest.startIndex <= limit else { return nil }
            defer { rest = rest[(place + 2)...] }
            return rest[..<place]
        }
        // One byte more may be there, which the next one shows to be the carriage return or not.
        isUnfinished = rest.count <= limit + 1 && !rest.contains(0x0A)
        return nil
    }

    /// `trailer-section` and the empty line after it.
    private mutating func hasTrailers() -> Bool {
        var left = limits.trailers
        for _ in 0...limits.fieldCount {
            guard let line = nextLine(left) else { return false }
            if line.isEmpty { return true }
            left -= line.count
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy(Self.names.contains), line[colon...].allSatisfy(Self.isText)
            else { return false }
        }
        return false
    }

    private static let names = Set("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// HTAB, SP, VCHAR or obs-text.
    private static func isText(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09, 0x20...0x7E, 0x80...0xFF: true
        default: false
        }
    }

    /// `chunk-size [ chunk-ext ]`, of an extension only that a semicolon begins it and that its quotations end.
    private static func size(_ line: ArraySlice<UInt8>) -> Int? {
        let isDigit = Set("0123456789abcdefABCDEF".utf8).contains
        guard line.allSatisfy(isText),
            let size = Int(String(decoding: line.prefix(while: isDigit), as: UTF8.self), radix: 16),
            line.prefix(while: isDigit).count <= 15
        else { return nil }
        let following = line.drop(while: isDigit)
        guard let extensions = following.firstIndex(of: UInt8(ascii: ";")) else {
            return following.isEmpty ? size : nil
        }
        let isSpaced = following[..<extensions].allSatisfy { $0 == 0x20 || $0 == 0x09 }
        return isSpaced && quotationsEnd(following[extensions...]) ? size : nil
    }

    /// `quoted-string` ends at a quotation mark that no backslash stands before (RFC 9110, section 5.6.4).
    private static func quotationsEnd(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        while let opening = rest.firstIndex(of: UInt8(ascii: "\"")) {
            rest = rest[(opening + 1)...]
            while let byte = rest.first, byte != UInt8(ascii: "\"") {
                rest = rest.dropFirst(byte == UInt8(ascii: "\\") ? 2 : 1)
            }
            guard rest.popFirst() != nil else { return false }
        }
        return true
    }
}
