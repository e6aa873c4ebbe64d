/// Splits bytes into lines as they come.
///
/// It does no input of its own: feed it, and take lines until there is none. A line ends with LF, CR or both, and a CR at
/// the end of what is there waits for a byte after it.
struct LineSplitter: Sendable {
    private var buffer: [UInt8] = []
    /// How many bytes of the buffer have been taken already.
    private var start = 0
    /// How many bytes after `start` are known to hold no end of a line.
    private var searched = 0

    /// How many bytes wait for the end of their line.
    var waiting: Int { buffer.count - start }

    mutating func feed(_ bytes: some Sequence<UInt8>) {
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next line without its end; nil when more bytes are needed.
    mutating func next() -> ArraySlice<UInt8>? {
        guard let end = buffer[(start + searched)...].firstIndex(where: Self.isEnd) else {
            searched = waiting
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

    /// What is there when no more bytes come.
    mutating func rest() -> ArraySlice<UInt8>? {
        defer { self = LineSplitter() }
        var rest = buffer[start...]
        if rest.last == Self.carriageReturn { rest.removeLast() }
        return start < buffer.count ? rest : nil
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private static func isEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }
}
