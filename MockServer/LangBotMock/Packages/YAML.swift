import JSONCore

/// Reads the YAML of manifests and front matter: one document of block and flow collections, plain and quoted scalars,
/// literal and folded text.
///
/// Anchors, aliases, tags and complex keys are refused. Scalars are resolved as in YAML 1.1, where `yes` is true; dates
/// stay texts. Reading takes linear time, and at most ``depthLimit`` collections can be nested.
struct YAML {
    static let depthLimit = 64

    let bytes: [UInt8]
    /// The beginning of each line, and the end of the last.
    let starts: [Int]
    var row = 0
    /// The position in the line where the next node begins.
    var column = 0

    static func parse(_ text: some Sequence<UInt8>) throws(PackageFault) -> JSONValue {
        var reader = YAML(Array(text))
        return try reader.document()
    }

    private init(_ text: [UInt8]) {
        // The byte order mark, and the two ways to end lines.
        var bytes = text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
        if bytes.contains(0x0D) {
            var previous: UInt8 = 0
            bytes = bytes.compactMap { byte in
                defer { previous = byte }
                if byte == 0x0A, previous == 0x0D { return nil }
                return byte == 0x0D ? 0x0A : byte
            }
        }
        self.bytes = bytes
        starts = [0] + self.bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    }

    private mutating func document() throws(PackageFault) -> JSONValue {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw fault("invalid UTF-8") }
        while row < starts.count, isBlank(row) || line(row).first == UInt8(ascii: "%") { row += 1 }
        if row < starts.count, marker(row, "---") {
            column = 3
            if !rest().contains(where: { !Self.isSpace($0) }) || restIsComment { advance() } else { skipSpaces() }
        }
        let value = try block(minimum: 0, depth: 0)
        skipBlankLines()
        if row < starts.count, marker(row, "...") { return value }
        guard row >= starts.count else {
            throw fault(marker(row, "---") ? "expected a single document" : "unexpected content")
        }
        return value
    }

    /// The block that begins at the current place; null if the next one is not indented as far as the minimum.
    mutating func block(minimum: Int, depth: Int) throws(PackageFault) -> JSONValue {
        guard depth < Self.depthLimit else { throw fault("too many nested collections") }
        skipBlankLines()
        guard row < starts.count, column >= minimum, !isDocumentEnd else { return .null }
        if isEntry { return try sequence(depth) }
        if try keyEnd() != nil { return try mapping(depth) }
        return try scalar(parent: minimum - 1, depth)
    }

    private mutating func sequence(_ depth: Int) throws(PackageFault) -> JSONValue {
        let indent = column
        var elements: [JSONValue] = []
        while row < starts.count, column == indent, isEntry, !isDocumentEnd {
            column += 1
            skipSpaces()
            if rest().isEmpty || restIsComment {
                advance()
                skipBlankLines()
                elements.append(column > indent ? try block(minimum: indent + 1, depth: depth + 1) : .null)
            } else if isEntry {
                elements.append(try block(minimum: column, depth: depth + 1))
            } else if try keyEnd() != nil {
                elements.append(try block(minimum: column, depth: depth + 1))
            } else {
                elements.append(try scalar(parent: indent, depth))
            }
            skipBlankLines()
        }
        guard row >= starts.count || column <= indent || isDocumentEnd else { throw fault("wrong indentation") }
        return .array(elements)
    }

    private mutating func mapping(_ depth: Int) throws(PackageFault) -> JSONValue {
        let indent = column
        var members: [(String, JSONValue)] = []
        while row < starts.count, column == indent, !isDocumentEnd, !isEntry {
            guard let end = try keyEnd() else { throw fault("a key is expected") }
            let key = try key(until: end)
            column = end + 1
            skipSpaces()
            members.append((key, try memberValue(indent, depth)))
            skipBlankLines()
        }
        guard row >= starts.count || column < indent || isDocumentEnd else { throw fault("wrong indentation") }
        return .object(JSONObject(members))
    }

    private mutating func memberValue(_ indent: Int, _ depth: Int) throws(PackageFault) -> JSONValue {
        guard rest().isEmpty || restIsComment else { return try scalar(parent: indent, depth) }
        advance()
        skipBlankLines()
        guard row < starts.count, !isDocumentEnd else { return .null }
        if column > indent { return try block(minimum: indent + 1, depth: depth + 1) }
        // A list may stand as far left as its key.
        return column == indent && isEntry ? try block(minimum: indent, depth: depth + 1) : .null
    }

    private func key(until end: Int) throws(PackageFault) -> String {
        let line = line(row)
        let text = Self.trimmed(line[line.startIndex + column..<line.startIndex + end])
        guard let quote = text.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return String(decoding: text, as: UTF8.self)
        }
        var reader = FlowReader(Array(text))
        return try reader.quoted(quote)
    }

    /// The column of the colon behind a key that begins at the current place; nil if there is no key.
    private func keyEnd() throws(PackageFault) -> Int? {
        let line = Array(rest())
        guard let first = line.first else { return nil }
        if first == UInt8(ascii: "?"), line.count == 1 || Self.isSpace(line[1]) { throw fault("complex keys") }
        var place = 0
        switch first {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            var reader = FlowReader(line)
            guard (try? reader.quoted(first)) != nil else { return nil }
            place = reader.position
            while place < line.count, Self.isSpace(line[place]) { place += 1 }
            return place < line.count && Self.endsKey(line, place) ? column + place : nil
        case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "#"): return nil
        default: break
        }
        while place < line.count {
            if Self.endsKey(line, place) { return column + place }
            if line[place] == UInt8(ascii: "#"), place > 0, Self.isSpace(line[place - 1]) { return nil }
            place += 1
        }
        return nil
    }

    private static func endsKey(_ line: [UInt8], _ place: Int) -> Bool {
        line[place] == UInt8(ascii: ":") && (place + 1 == line.count || isSpace(line[place + 1]))
    }

    func fault(_ text: String) -> PackageFault {
        PackageFault(kind: "YAMLError", text: "line \(row + 1): \(text)")
    }
}

/// Lines.
extension YAML {
    func line(_ row: Int) -> ArraySlice<UInt8> {
        let end = row + 1 < starts.count ? starts[row + 1] - 1 : bytes.count
        return bytes[starts[row]..<end]
    }

    /// The current line from the current place on.
    func rest() -> ArraySlice<UInt8> { row < starts.count ? line(row).dropFirst(column) : [] }

    var restIsComment: Bool {
        rest().first == UInt8(ascii: "#") && (column == 0 || Self.isSpace(line(row)[line(row).startIndex + column - 1]))
    }

    /// Whether the place begins an entry of a list.
    var isEntry: Bool {
        let rest = rest()
        return rest.first == UInt8(ascii: "-") && rest.dropFirst().first.map(Self.isSpace) ?? true
    }

    var isDocumentEnd: Bool { column == 0 && row < starts.count && (marker(row, "---") || marker(row, "...")) }

    private func marker(_ row: Int, _ text: StaticString) -> Bool {
        let line = line(row)
        return line.starts(with: text.description.utf8) && (line.count == 3 || Self.isSpace(line[line.startIndex + 3]))
    }

    func isBlank(_ row: Int) -> Bool {
        let text = line(row).drop(while: Self.isSpace)
        return text.isEmpty || text.first == UInt8(ascii: "#")
    }

    mutating func skipSpaces() {
        column += rest().prefix(while: Self.isSpace).count
    }

    mutating func advance() {
        row += 1
        column = 0
    }

    /// Goes on to the next place that has content: in this line, if it begins there.
    mutating func skipBlankLines() {
        guard column == 0 else { return }
        while row < starts.count, isBlank(row) { row += 1 }
        if row < starts.count { column = line(row).prefix { $0 == UInt8(ascii: " ") }.count }
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let rest = text.drop(while: isSpace)
        return rest.lastIndex { !isSpace($0) }.map { rest[...$0] } ?? []
    }
}
