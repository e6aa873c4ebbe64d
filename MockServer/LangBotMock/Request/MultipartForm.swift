/// Content of the type multipart/form-data (RFC 7578).
package struct MultipartForm: Sendable {
    /// One part of a form.
    package struct Part: Hashable, Sendable {
        package let name: String
        package let fileName: String?
        package let content: [UInt8]
    }

    private static let partLimit = 100
    private static let headLimit = 8 * 1024

    package let parts: [Part]

    /// The first part with the given name.
    package subscript(name: String) -> Part? { parts.first { $0.name == name } }

    /// The boundary in a media type, if it is that of a form and the boundary is valid (RFC 2046, section 5.1.1).
    package static func boundary(_ mediaType: String) -> String? {
        let parameters = HeaderParameters(mediaType)
        guard parameters.value == "multipart/form-data", let boundary = parameters["boundary"],
            (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }),
            !boundary.hasSuffix(" ")
        else { return nil }
        return boundary
    }

    /// Reads a form.
    ///
    /// - Parameter isLax: whether lines may end with a line feed alone, and names of files may be encoded for fields
    ///   (RFC 8187), as in the framework of the releases.
    package init(_ content: [UInt8], boundary: String, isLax: Bool = false) throws(DomainError) {
        var scanner = MultipartScanner(content, delimiter: Array("\n--\(boundary)".utf8), isLax: isLax)
        guard scanner.skipPreamble() else { throw .invalid("The form does not start with its boundary") }
        var parts: [Part] = []
        while !scanner.isAtEnd {
            guard parts.count < Self.partLimit else { throw .invalid("The form has more than \(Self.partLimit) parts") }
            guard let (head, content) = scanner.nextPart(headLimit: Self.headLimit) else {
                throw .invalid("The form is malformed or cut off")
            }
            parts.append(try Self.part(head, content, isLax: isLax))
        }
        self.parts = parts
    }

    private static func part(_ head: [String], _ content: [UInt8], isLax: Bool) throws(DomainError) -> Part {
        let disposition = head.first { $0.lowercased().utf8.starts(with: "content-disposition:".utf8) }
        let parameters = disposition.map { HeaderParameters(String($0.unicodeScalars.drop { $0 != ":" }.dropFirst())) }
        guard let parameters, parameters.value == "form-data", let name = parameters["name"] else {
            throw .invalid("A part of the form has no name")
        }
        let encoded = isLax ? parameters["filename*"].flatMap(decoded) : nil
        return Part(name: name, fileName: encoded ?? parameters["filename"], content: content)
    }

    /// The value of a parameter with its character set, such as `utf-8''%E4%BE%A1.txt`.
    private static func decoded(_ value: String) -> String? {
        let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return value }
        let bytes = unquoted(parts[2])
        switch parts[0].lowercased() {
        case "utf-8", "us-ascii", "": return String(decoding: bytes, as: UTF8.self)
        case "iso-8859-1": return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        default: return nil
        }
    }

    private static func unquoted(_ text: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}

/// Scans the parts of a form.
private struct MultipartScanner {
    private static let (lineFeed, carriageReturn) = (UInt8(0x0A), UInt8(0x0D))

    private let content: [UInt8]
    /// A line feed, two hyphens and the boundary.
    private let delimiter: [UInt8]
    private let isLax: Bool
    private var position = 0
    private(set) var isAtEnd = false

    init(_ content: [UInt8], delimiter: [UInt8], isLax: Bool) {
        // The first delimiter may lack the line end before it.
        self.content = [Self.carriageReturn, Self.lineFeed] + content
        self.delimiter = delimiter
        self.isLax = isLax
    }

    mutating func skipPreamble() -> Bool {
        guard let (_, end) = nextDelimiter(from: 0) else { return false }
        position = end
        return endsDelimiter()
    }

    /// The header lines and the content of the next part.
    mutating func nextPart(headLimit: Int) -> (head: [String], content: [UInt8])? {
        var lines: [String] = []
        let start = position
        while let line = line(), position - start <= headLimit {
            if line.isEmpty {
                // The line end before the delimiter may be that of the empty line.
                guard let (end, next) = nextDelimiter(from: position - 2) else { return nil }
                let part = end < position ? [] : Array(content[position..<end])
                position = next
                return endsDelimiter() ? (lines, part) : nil
            }
            lines.append(String(decoding: line, as: UTF8.self))
        }
        return nil
    }

    /// The next line without its end; nil if it has none.
    private mutating func line() -> ArraySlice<UInt8>? {
        var from = position
        while let end = content[from...].firstIndex(of: Self.lineFeed) {
            let hasReturn = end > position && content[end - 1] == Self.carriageReturn
            guard hasReturn || isLax else {
                from = end + 1
                continue
            }
            defer { position = end + 1 }
            return content[position..<(hasReturn ? end - 1 : end)]
        }
        return nil
    }

    /// Where the next delimiter begins, with the line end before it, and where it ends.
    private func nextDelimiter(from place: Int) -> (start: Int, end: Int)? {
        var from = max(0, place)
        while let start = find(delimiter, from: from) {
            let hasReturn = start > 0 && content[start - 1] == Self.carriageReturn
            if hasReturn || isLax { return (hasReturn ? start - 1 : start, start + delimiter.count) }
            from = start + 1
        }
        return nil
    }

    /// A delimiter is followed by a line end, or by two hyphens if it is the last one.
    private mutating func endsDelimiter() -> Bool {
        if content[position...].starts(with: [0x2D, 0x2D]) {
            isAtEnd = true
            return true
        }
        while position < content.count, content[position] == 0x20 || content[position] == 0x09 { position += 1 }
        let ends: [[UInt8]] = isLax ? [[0x0D, 0x0A], [0x0A]] : [[0x0D, 0x0A]]
        guard let end = ends.first(where: content[position...].starts) else { return false }
        position += end.count
        return true
    }

    private func find(_ needle: [UInt8], from start: Int) -> Int? {
        var index = max(0, start)
        guard content.count >= needle.count, let first = needle.first else { return nil }
        let last = content.count - needle.count
        while index <= last {
            if content[index] == first, content[index...].starts(with: needle) { return index }
            index += 1
        }
        return nil
    }
}
