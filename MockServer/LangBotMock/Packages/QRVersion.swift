/// A size of QR codes, and how much they hold at level M.
struct QRVersion: Sendable {
    let number: Int
    /// The blocks that are corrected on their own, and the bytes that correct each.
    let blocks, correction: Int

    static let all: [QRVersion] = zip(zip(blockCounts, corrections), 1...).map { row, number in
        QRVersion(number: number, blocks: row.0, correction: row.1)
    }

    private static let blockCounts = [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
        17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
    ]

    private static let corrections = [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
        26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ]

    var side: Int { number * 4 + 17 }

    /// The bytes of the whole code.
    var total: Int {
        var modules = (16 * number + 128) * number + 64
        if number >= 2 {
            let count = number / 7 + 2
            modules -= (25 * count - 10) * count - 55
        }
        return (number >= 7 ? modules - 36 : modules) / 8
    }

    /// The bytes before correction.
    var dataCount: Int { total - blocks * correction }

    /// How many half bytes tell the length of the content.
    var lengthDigits: Int { number < 10 ? 2 : 4 }

    /// The longest content; a half byte in front names its kind, another ends it.
    var capacity: Int { (dataCount * 2 - lengthDigits - 2) / 2 }

    /// The rows and columns of the small squares.
    var alignment: [Int] {
        guard number >= 2 else { return [] }
        let count = number / 7 + 2
        let step = number == 32 ? 26 : (number * 4 + count * 2 + 1) / (count * 2 - 2) * 2
        return [6] + (0..<(count - 1)).map { side - 7 - $0 * step }.reversed()
    }
}

/// The bytes of a QR code, with those by which a reader corrects errors (Reed and Solomon).
enum QRCorrection {
    static func codewords(_ content: [UInt8], _ version: QRVersion) -> [UInt8] {
        let divisor = divisor(version.correction)
        var rest = data(content, version)[...]
        let long = version.total % version.blocks
        let shortLength = version.total / version.blocks - version.correction
        var blocks: [[UInt8]] = []
        for index in 0..<version.blocks {
            let length = index < version.blocks - long ? shortLength : shortLength + 1
            blocks.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        let corrections = blocks.map { remainder($0, divisor) }
        return interleaved(blocks) + interleaved(corrections)
    }

    /// The content with its kind, its length and what fills the code up.
    private static func data(_ content: [UInt8], _ version: QRVersion) -> [UInt8] {
        let shifts = stride(from: (version.lengthDigits - 1) * 4, through: 0, by: -4)
        let length = shifts.map { UInt8(content.count >> $0 & 0xF) }
        let digits = [4] + length + content.flatMap { [$0 >> 4, $0 & 0xF] } + [0]
        let bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        return bytes + (0..<(version.dataCount - bytes.count)).map { $0 % 2 == 0 ? 0xEC : 0x11 }
    }

    /// The first bytes of all blocks, then the second, and so on; some blocks are a byte longer.
    private static func interleaved(_ blocks: [[UInt8]]) -> [UInt8] {
        (0..<(blocks.map(\.count).max() ?? 0)).flatMap { place in
            blocks.compactMap { place < $0.count ? $0[place] : nil }
        }
    }

    private static func divisor(_ degree: Int) -> [UInt8] {
        var divisor = Array(repeating: UInt8(0), count: degree - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<degree {
            for place in 0..<degree {
                divisor[place] = product(divisor[place], root)
                if place + 1 < degree { divisor[place] ^= divisor[place + 1] }
            }
            root = product(root, 2)
        }
        return divisor
    }

    private static func remainder(_ data: [UInt8], _ divisor: [UInt8]) -> [UInt8] {
        data.reduce(into: Array(repeating: 0, count: divisor.count)) { result, byte in
            let factor = byte ^ result.removeFirst()
            result.append(0)
            for place in result.indices { result[place] ^= product(divisor[place], factor) }
        }
    }

    /// The product in the field of 256 elements.
    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        (0..<8).reversed().reduce(UInt8(0)) { value, bit in
            value << 1 ^ (value >> 7) * 0x1D ^ (right >> bit & 1) * left
        }
    }
}
