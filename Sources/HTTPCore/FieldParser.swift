/// Reads field lines (RFC 9112, section 5).
enum FieldParser {
    /// The fields of these lines, which lie in `head`.
    static func fields(_ lines: ArraySlice<Range<Int>>, in head: [UInt8]) throws(HTTPSyntaxError) -> HTTPFields {
        var fields = HTTPFields(bytes: head)
        for line in lines {
            let (name, value) = try split(line, in: head)
            fields.appendEntry(name: name, value: value)
        }
        return fields
    }

    private static func split(
        _ line: Range<Int>,
        in head: [UInt8]
    ) throws(HTTPSyntaxError) -> (name: Range<Int>, value: Range<Int>) {
        var colon = line.lowerBound
        while colon < line.upperBound, head[colon] != UInt8(ascii: ":") {
            guard ByteSet.token.contains(head[colon]) else {
                throw colon == line.lowerBound && head[colon].isBlank ? .foldedField : .fieldName
            }
            colon += 1
        }
        guard colon > line.lowerBound, colon < line.upperBound else { throw .fieldName }
        var value = (colon + 1)..<line.upperBound
        while let first = value.first, head[first].isBlank { value = (first + 1)..<value.upperBound }
        while let last = value.last, head[last].isBlank { value = value.lowerBound..<last }
        for index in value where !head[index].isFieldContent { throw .fieldValue }
        return (line.lowerBound..<colon, value)
    }
}
