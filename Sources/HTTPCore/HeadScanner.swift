/// Collects the lines of a head until its empty line has arrived.
struct HeadScanner {
    private var scanner = LineScanner()
    private var lines: [Range<Int>] = []

    enum Overflow: Error {
        case startLine
        case head
        case fieldCount
        case syntax(HTTPSyntaxError)
    }

    /// The lines of the head and its length in bytes, or nil while it has not arrived whole.
    ///
    /// Empty lines before the start line are passed over (RFC 9112, section 2.2).
    mutating func next(in buffer: InputBuffer, _ limits: HTTPLimits) throws(Overflow) -> (
        lines: [Range<Int>], length: Int
    )? {
        while let line = try nextLine(in: buffer) {
            if line.isEmpty {
                if lines.isEmpty { continue }
                return (lines, scanner.lineStart)
            }
            if lines.isEmpty, line.count > limits.startLine { throw .startLine }
            guard lines.count <= limits.fieldCount else { throw .fieldCount }
            guard scanner.lineStart <= limits.head else { throw .head }
            // Nearly every head has fewer lines, so that one piece of memory does.
            if lines.isEmpty { lines.reserveCapacity(16) }
            lines.append(line)
        }
        if lines.isEmpty, buffer.count - scanner.lineStart > limits.startLine { throw .startLine }
        if buffer.count > limits.head { throw .head }
        return nil
    }

    private mutating func nextLine(in buffer: InputBuffer) throws(Overflow) -> Range<Int>? {
        do {
            return try scanner.next(in: buffer)
        } catch {
            throw .syntax(error)
        }
    }
}
