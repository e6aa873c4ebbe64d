/// The directory of a ZIP archive (APPNOTE 6.3), which is read as the releases' zip library reads it.
struct ZipArchive: Sendable {
    struct Entry: Sendable {
        let name: String
        let flags: Int
        let method: Int
        let checksum: UInt32
        let compressedSize: Int
        let size: Int
        let attributes: UInt32
        fileprivate let rawName: ArraySlice<UInt8>
        fileprivate let offset: Int

        var isDirectory: Bool { name.hasSuffix("/") }
        var isEncrypted: Bool { flags & 1 == 1 }
        /// The type bits of a Unix file mode, 0 if there are none.
        var fileType: UInt32 { attributes >> 16 & 0o170000 }
        var isLink: Bool { fileType == 0o120000 }
    }

    let bytes: [UInt8]
    let entries: [Entry]
    /// Where entries begin, in order.
    private let starts: [Int]

    init(_ bytes: [UInt8]) throws(PackageFault) {
        self.bytes = bytes
        guard let end = Self.end(of: bytes) else { throw .badArchive("File is not a zip file") }
        let (size, offset) = (Self.number(bytes, end + 12, 4), Self.number(bytes, end + 16, 4))
        let start = end - size
        guard start >= 0, start >= offset else { throw .badArchive("Bad offset for central directory") }
        entries = try Self.directory(bytes, start..<end, shift: start - offset)
        starts = entries.map(\.offset).sorted()
    }

    /// The entry with exactly this name; the last one, if there are several.
    subscript(name: String) -> Entry? { entries.last { $0.name == name } }

    /// The content of an entry.
    ///
    /// - Parameter limit: the size that it must not exceed.
    func content(_ entry: Entry, limit: Int = 16 << 20) throws(PackageFault) -> [UInt8] {
        guard !entry.isEncrypted else {
            let text = "File '\(entry.name)' is encrypted, password required for extraction"
            throw PackageFault(kind: "RuntimeError", text: text)
        }
        guard entry.size <= limit else { throw .invalid("\(entry.name) is larger than \(limit) bytes") }
        let data = try data(of: entry)
        let content: [UInt8]
        switch entry.method {
        case 0: content = Array(data.prefix(entry.size))
        case 8: content = try Inflate.inflated(data, limit: entry.size)
        default:
            throw PackageFault(kind: "NotImplementedError", text: "That compression method is not supported")
        }
        guard content.count == entry.size, CRC32.checksum(content) == entry.checksum else {
            throw .badArchive("Bad CRC-32 for file '\(entry.name)'")
        }
        return content
    }

    private func data(of entry: Entry) throws(PackageFault) -> ArraySlice<UInt8> {
        let start = entry.offset
        guard start >= 0, start + 30 <= bytes.count else { throw .badArchive("Truncated file header") }
        guard Self.number(bytes, start, 4) == 0x0403_4B50 else { throw .badArchive("Bad magic number for file header") }
        let name = start + 30
        let begin = name + Self.number(bytes, start + 26, 2) + Self.number(bytes, start + 28, 2)
        guard begin + entry.compressedSize <= bytes.count else { throw .badArchive("Truncated file header") }
        guard bytes[name..<name + Self.number(bytes, start + 26, 2)] == entry.rawName else {
            throw .badArchive("File name in directory '\(entry.name)' and header differ.")
        }
        let end = begin + entry.compressedSize
        // Bombs name the same data many times.
        guard !starts[firstStart(after: start)...].prefix(1).contains(where: { $0 < end }) else {
            throw .badArchive("Overlapped entries: '\(entry.name)' (possible zip bomb)")
        }
        return bytes[begin..<end]
    }

    /// The comment behind the directory; nil if other bytes follow it.
    var comment: ArraySlice<UInt8>? {
        guard let end = Self.end(of: bytes), end + 22 + Self.number(bytes, end + 20, 2) == bytes.count else {
            return nil
        }
        return bytes[(end + 22)...]
    }

    /// Whether the end record is where those look who take it for the last of all bytes.
    static func hasEnd(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 22 else { return false }
        let last = bytes.count - 22
        return stride(from: last, through: max(0, last - 0xFFFF), by: -1).contains { place in
            number(bytes, place, 4) == 0x0605_4B50 && place + 22 + number(bytes, place + 20, 2) == bytes.count
        }
    }

    /// The index of the first entry that begins behind a place.
    private func firstStart(after place: Int) -> Int {
        var range = starts.startIndex..<starts.endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = starts[middle] <= place ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }

    /// The position of the end record: at the very end, or before a comment.
    private static func end(of bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        let last = bytes.count - 22
        return stride(from: last, through: max(0, last - 0xFFFF), by: -1).first { place in
            number(bytes, place, 4) == 0x0605_4B50 && place + 22 + number(bytes, place + 20, 2) <= bytes.count
        }
    }

    private static func directory(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        shift: Int
    ) throws(PackageFault) -> [Entry] {
        var entries: [Entry] = []
        var place = range.lowerBound
        while place < range.upperBound {
            guard range.upperBound - place >= 46 else { throw .badArchive("Truncated central directory") }
            guard number(bytes, place, 4) == 0x0201_4B50 else {
                throw .badArchive("Bad magic number for central directory")
            }
            let (nameSize, extraSize) = (number(bytes, place + 28, 2), number(bytes, place + 30, 2))
            let next = place + 46 + nameSize + extraSize + number(bytes, place + 32, 2)
            guard next <= range.upperBound else { throw .badArchive("Truncated central directory") }
            let rawName = bytes[place + 46..<place + 46 + nameSize]
            entries.append(
                Entry(
                    name: String(decoding: rawName, as: UTF8.self).replacing("\\", with: "/"),
                    flags: number(bytes, place + 8, 2),
                    method: number(bytes, place + 10, 2),
                    checksum: UInt32(number(bytes, place + 16, 4)),
                    compressedSize: number(bytes, place + 20, 4),
                    size: number(bytes, place + 24, 4),
                    attributes: UInt32(number(bytes, place + 38, 4)),
                    rawName: rawName,
                    offset: number(bytes, place + 42, 4) + shift
                )
            )
            place = next
        }
        return entries
    }

    private static func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
}
