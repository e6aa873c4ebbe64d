/// Finds the lines at the front of a buffer, looking at every byte once however it arrives.
struct LineScanner {
    /// Where the line that is being looked for begins.
    private(set) var lineStart = 0
    private var scanned = 0

    /// The next whole line without its CR LF, or nil while its end has not arrived.
    mutating func next(in buffer: InputBuffer) throws(HTTPSyntaxError) -> Range<Int>? {
        guard let lineFeed = buffer.firstLineFeed(from: scanned) else {
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
