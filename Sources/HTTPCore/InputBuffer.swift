import Foundation

/// Received bytes that have not been parsed yet.
struct InputBuffer {
    /// The memory kept for the next message once everything is parsed; an idle connection must not keep more.
    private static let keptCapacity = 4096

    private var bytes: [UInt8] = []
    private var start = 0

    var count: Int { bytes.count - start }

    mutating func append(_ chunk: some Collection<UInt8>) {
        if start > 0, start >= bytes.count / 2 {
            bytes.removeSubrange(..<start)
            start = 0
        }
        bytes.append(contentsOf: chunk)
    }

    mutating func consume(_ count: Int) {
        start += count
        // The next append moves the rest, once it is known whether anything follows.
        if start == bytes.count, bytes.capacity > Self.keptCapacity {
            bytes = []
            start = 0
        }
    }

    /// Swaps the memory with another buffer's if it is empty.
    mutating func exchangeMemory(_ other: inout [UInt8]) {
        guard start == bytes.count else { return }
        bytes.removeAll(keepingCapacity: true)
        start = 0
        swap(&bytes, &other)
    }

    /// The byte at an offset from the front, which must be smaller than ``count``.
    subscript(offset: Int) -> UInt8 { bytes[start + offset] }

    /// Copies a range relative to the front.
    func copy(_ range: Range<Int>) -> [UInt8] {
        Array(bytes[(start + range.lowerBound)..<(start + range.upperBound)])
    }

    /// Moves up to `limit` bytes from the front to the end of `output`.
    mutating func move(upTo limit: Int, to output: inout [UInt8]) -> Int {
        let moved = min(limit, count)
        output.append(contentsOf: bytes[start..<(start + moved)])
        consume(moved)
        return moved
    }

    /// The offset of the first line feed at or after an offset.
    func firstLineFeed(from offset: Int) -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, start + offset < buffer.count,
                let found = memchr(base + start + offset, 0x0A, buffer.count - start - offset)
            else { return nil }
            return UnsafeRawPointer(found) - base - start
        }
    }
}
