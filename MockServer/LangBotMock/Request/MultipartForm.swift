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

    package init(_ content: [UInt8], boundary: String) throws(DomainError) {
        var scanner = MultipartScanner(content, delimiter: Array("\r\n--\(boundary)".utf8))
        guard scanner.skipPreamble() else { throw .invalid("The form does not start with its boundary") }
        var parts: [Part] = []
        while !scanner.isAtEnd {
            guard parts.count < Self.partLimit else { throw .invalid("The form has more than \(Self.partLimit) parts") }
            guard let (head, content) = scanner.nextPart(headLimit: Self.headLimit) else {
                throw .invalid("The form is malformed or cut off")
            }
            parts.append(try Self.part(head, content))
        }
        self.parts = parts
    }

    private static func part(_ head: [String], _ content: [UInt8]) throws(DomainError) -> Part {
        let disposition = head.first { $0.lowercased().utf8.starts(with: "content-disposition:".utf8) }
        let parameters = disposition.map { HeaderParameters(String($0.unicodeScalars.drop { $0 != ":" }.dropFirst())) }
        guard let parameters, parameters.value == "form-data", let name = parameters["name"] else {
            throw .invalid("A part of the form has no name")
        }
        return Part(name: name, fileName: parameters["filename"], content: content)
    }
}

/// Scans the parts of a form.
private struct MultipartScanner {
    private let content: [UInt8]
    private let delimiter: [UInt8]
    private var position = 0
    private(set) var isAtEnd = false

    init(_ content: [UInt8], delimiter: [UInt8]) {
        // The delimiter includes the preceding line end, which the first one may lack.
        self.content = [0x0D, 0x0A] + content
        self.delimiter = delimiter
    }

    mutating func skipPreamble() -> Bool {
        guard let start = find(delimiter, from: 0) else { return false }
        position = start + delimiter.count
        return endsDelimiter()
    }

    /// The header lines and the content of the next part.
    mutating func nextPart(headLimit: Int) -> (head: [String], content: [UInt8])? {
        guard let headEnd = find(Array("\r\n\r\n".utf8), from: position - 2), headEnd - position <= headLimit else {
            return nil
        }
        let head = position < headEnd ? String(decoding: content[position..<headEnd], as: UTF8.self) : ""
        let start = headEnd + 4
        guard let end = find(delimiter, from: start - 2), end >= start - 2 else { return nil }
        let part = end < start ? [] : Array(content[start..<end])
        position = end + delimiter.count
        guard endsDelimiter() else { return nil }
        return (head.split(separator: "\r\n").map(String.init), part)
    }

    /// A delimiter is followed by a line end, or by two hyphens if it is the last one.
    private mutating func endsDelimiter() -> Bool {
        if content[position...].starts(with: [0x2D, 0x2D]) {
            isAtEnd = true
            return true
        }
        while position < content.count, content[position] == 0x20 || content[position] == 0x09 { position += 1 }
        guard content[position...].starts(with: [0x0D, 0x0A]) else { return false }
        position += 2
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
