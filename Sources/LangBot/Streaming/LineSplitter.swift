/// Splits bytes into lines as they arrive.
///
/// It performs no I/O: append bytes, then take lines until there are none. Lines end with LF, CR or CRLF; a CR at the
/// end of the buffer waits for the next byte.
struct LineSplitter: Sendable {
    private var buffer: [UInt8] = []
    /// The number of bytes that have been consumed already.
    private var start = 0
    /// The number of bytes after `start` known to contain no line ending.
    private var searched = 0
    /// Pieces without a line ending, which come after the buffer.
    ///
    /// A buffer that grew with each of them would take twice the memory of a line that never ends.
    private var later: [[UInt8]] = []
    private var laterCount = 0

    private static let piece = 64 * 1024

    /// The number of bytes in the unfinished line.
    var waiting: Int { buffer.count - start + laterCount }

    mutating func feed(_ bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        laterCount += bytes.count
        if let last = later.indices.last, later[last].count < Self.piece {
            later[last] += bytes
        } else {
            later.append(bytes)
        }
        let isWaitingForPair = start < buffer.count && buffer.last == Self.carriageReturn
        if isWaitingForPair || bytes.contains(where: Self.isEnd) { gather() }
    }

    /// Moves the pieces into the buffer.
    private mutating func gather() {
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        for piece in later { buffer += piece }
        (later, laterCount) = ([], 0)
    }

    /// The next line without its line ending; nil if more bytes are needed.
    mutating func next() -> ArraySlice<UInt8>? {
        guard let end = buffer[(start + searched)...].firstIndex(where: Self.isEnd) else {
            searched = buffer.count - start
            return nil
        }
        if buffer[end] == Self.carriageReturn, end + 1 == buffer.count {
            searched = end - start
            return nil
        }
        let isPair = buffer[end] == Self.carriageReturn && buffer[end + 1] == Self.lineFeed
        defer {
            start = end + (isPair ? 2 : 1)
            searched = 0
        }
        return buffer[start..<end]
    }

    /// The unfinished line at the end of input; nil if there is none.
    mutating func rest() -> ArraySlice<UInt8>? {
        defer { self = LineSplitter() }
        gather()
        var rest = buffer[start...]
        if rest.last == Self.carriageReturn { rest.removeLast() }
        return start < buffer.count ? rest : nil
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private static func isEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }
}
