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

    /// The lines of the head and its length in bytes; nil if it has not arrived completely.
    ///
    /// Empty lines before the start line are skipped (RFC 9112, section 2.2).
    mutating func next(in buffer: InputBuffer, _ limits: HTTPLimits) throws(Overflow) -> (
        lines: [Range<Int>], length: Int
    )? {
        while let line = try nextLine(in: buffer, limits) {
            if line.isEmpty {
                if lines.isEmpty { continue }
                return (lines, scanner.lineStart)
            }
            guard lines.count <= limits.fieldCount else { throw .fieldCount }
            // Nearly every head has fewer lines, so one allocation is enough.
            if lines.isEmpty { lines.reserveCapacity(16) }
            lines.append(line)
        }
        return nil
    }

    /// The next line, if it ends within the head's limit.
    ///
    /// The limit reached first applies.
    private mutating func nextLine(in buffer: InputBuffer, _ limits: HTTPLimits) throws(Overflow) -> Range<Int>? {
        let left = limits.head - scanner.lineStart - 2
        let isStartLine = lines.isEmpty && limits.startLine <= left
        do {
            return try scanner.next(in: buffer, limit: isStartLine ? limits.startLine : left)
        } catch {
            switch error {
            case .lineEnding: throw .syntax(.lineEnding)
            case .tooLong: throw isStartLine ? Overflow.startLine : .head
            }
        }
    }
}
