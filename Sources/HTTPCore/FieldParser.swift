/// Parses field lines (RFC 9112, section 5).
enum FieldParser {
    /// The fields of these lines, which lie in `head`.
    static func fields(_ lines: ArraySlice<Range<Int>>, in head: [UInt8]) throws(HTTPSyntaxError) -> HTTPFields {
        let result = head.withUnsafeBufferPointer { bytes in
            Result { () throws(HTTPSyntaxError) in
                var fields = HTTPFields(bytes: head, capacity: lines.count)
                for line in lines {
                    let (name, value) = try split(line, in: bytes)
                    fields.appendEntry(name: name, value: value)
                }
                return fields
            }
        }
        return try result.get()
    }

    private static func split(
        _ line: Range<Int>,
        in head: UnsafeBufferPointer<UInt8>
    ) throws(HTTPSyntaxError) -> (name: Range<Int>, value: Range<Int>) {
        var colon = line.lowerBound
        while colon < line.upperBound, head[colon] != UInt8(ascii: ":") {
            guard ByteSet.token.contains(head[colon]) else {
                throw colon == line.lowerBound && head[colon].isBlank ? .foldedField : .fieldName
            }
            colon += 1
        }
        guard colon > line.lowerBound, colon < line.upperBound else { throw .fieldName }
        var (start, end) = (colon + 1, line.upperBound)
        while start < end, head[start].isBlank { start += 1 }
        while start < end, head[end - 1].isBlank { end -= 1 }
        for index in start..<end where !head[index].isFieldContent { throw .fieldValue }
        return (line.lowerBound..<colon, start..<end)
    }
}
