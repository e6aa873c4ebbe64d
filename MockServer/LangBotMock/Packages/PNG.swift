/// Images as files (ISO 15948), not compressed.
enum PNG {
    /// What the bytes of a row stand for.
    enum Pixels {
        /// A bit a pixel: 0 is black, 1 is white.
        case blackAndWhite
        /// Red, green and blue, a byte each.
        case colours

        fileprivate var header: [UInt8] { self == .colours ? [8, 2] : [1, 0] }
    }

    static func file(width: Int, pixels: Pixels, rows: [[UInt8]]) -> [UInt8] {
        // Each row begins with the number of its filter.
        let content: [UInt8] = rows.flatMap { (row: [UInt8]) -> [UInt8] in [0] + row }
        let header = bytes(UInt32(width)) + bytes(UInt32(rows.count)) + pixels.header + [0, 0, 0]
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        return signature + chunk("IHDR", header) + chunk("IDAT", stream(content)) + chunk("IEND", [])
    }

    /// A zlib stream (RFC 1950) of blocks that are only stored (RFC 1951), of which each holds 65,535 bytes at most.
    private static func stream(_ content: [UInt8]) -> [UInt8] {
        let limit = Int(UInt16.max)
        var stream: [UInt8] = [0x78, 0x01]
        for start in Swift.stride(from: 0, to: content.count, by: limit) {
            let block = content[start..<min(start + limit, content.count)]
            let size = UInt16(block.count)
            stream.append(start + limit >= content.count ? 1 : 0)
            stream += [UInt8(truncatingIfNeeded: size), UInt8(size >> 8)]
            stream += [UInt8(truncatingIfNeeded: ~size), UInt8(~size >> 8)]
            stream += block
        }
        return stream + bytes(checksum(content))
    }

    private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + content
        return bytes(UInt32(content.count)) + body + bytes(CRC32.checksum(body))
    }

    /// A number, most significant byte first.
    private static func bytes(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// The checksum of zlib streams.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        let (low, high) = bytes.reduce((UInt32(1), UInt32(0))) { sums, byte in
            let low = (sums.0 + UInt32(byte)) % 65_521
            return (low, (sums.1 + low) % 65_521)
        }
        return high << 16 | low
    }
}
