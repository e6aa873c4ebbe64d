/// Finds the lines at the front of a buffer, examining every byte once however it arrives.
struct LineScanner {
    /// Where the line that is being looked for begins.
    private(set) var lineStart = 0
    private var scanned = 0

    enum Fault: Error {
        case tooLong
        case lineEnding
    }

    /// The next complete line without its CR LF; nil if its end has not arrived.
    ///
    /// A line longer than the limit is rejected at the same byte whether or not its end has arrived.
    mutating func next(in buffer: InputBuffer, limit: Int) throws(Fault) -> Range<Int>? {
        let found = buffer.firstLineFeed(from: scanned)
        // One byte more may be there, the CR.
        guard (found ?? buffer.count) - lineStart - 1 <= limit else { throw .tooLong }
        guard let lineFeed = found else {
            scanned = buffer.count
            return nil
        }
        guard lineFeed > lineStart, buffer[lineFeed - 1] == 0x0D else { throw .lineEnding }
        let line = lineStart..<(lineFeed - 1)
        lineStart = lineFeed + 1
        scanned = lineStart
        return line
    }
}
