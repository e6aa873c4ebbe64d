/// A QR code of bytes (ISO/IEC 18004) that can be read with 15 percent of it lost, which is level M.
package struct QRCode: Sendable {
    package let side: Int
    private var dark: [Bool]
    /// The modules that hold no content.
    private var fixed: [Bool]

    /// Draws the smallest code of some content; nil if it is too long for any.
    package init?(_ content: [UInt8]) {
        guard let version = QRVersion.all.first(where: { $0.capacity >= content.count }) else { return nil }
        side = version.side
        dark = Array(repeating: false, count: side * side)
        fixed = dark
        drawFinders()
        drawAlignment(version)
        drawFormat()
        drawNumber(version)
        fill(QRCorrection.codewords(content, version))
    }

    package func isDark(_ x: Int, _ y: Int) -> Bool { dark[y * side + x] }

    private mutating func draw(_ x: Int, _ y: Int, _ isDark: Bool) {
        guard (0..<side).contains(x), (0..<side).contains(y) else { return }
        (dark[y * side + x], fixed[y * side + x]) = (isDark, true)
    }

    /// The lines and the corners by which a reader finds the code.
    private mutating func drawFinders() {
        for place in 0..<side {
            draw(6, place, place % 2 == 0)
            draw(place, 6, place % 2 == 0)
        }
        for (x, y) in [(3, 3), (side - 4, 3), (3, side - 4)] {
            for (right, down) in Self.square(4) {
                let distance = max(abs(right), abs(down))
                draw(x + right, y + down, distance != 2 && distance != 4)
            }
        }
    }

    private mutating func drawAlignment(_ version: QRVersion) {
        let places = version.alignment
        guard let last = places.last else { return }
        for x in places {
            for y in places where ![(6, 6), (6, last), (last, 6)].contains(where: { $0 == (x, y) }) {
                for (right, down) in Self.square(2) { draw(x + right, y + down, max(abs(right), abs(down)) != 1) }
            }
        }
    }

    /// The level and the mask, twice.
    ///
    /// The mask is always the first: a better one only helps poor cameras.
    private mutating func drawFormat() {
        let format = 0x5412
        func bit(_ place: Int) -> Bool { format >> place & 1 == 1 }
        for place in 0..<6 { draw(8, place, bit(place)) }
        draw(8, 7, bit(6))
        draw(8, 8, bit(7))
        draw(7, 8, bit(8))
        for place in 9..<15 { draw(14 - place, 8, bit(place)) }
        for place in 0..<8 { draw(side - 1 - place, 8, bit(place)) }
        for place in 8..<15 { draw(8, side - 15 + place, bit(place)) }
        draw(8, side - 8, true)
    }

    /// The number of the version, which large codes show twice.
    private mutating func drawNumber(_ version: QRVersion) {
        guard version.number >= 7 else { return }
        let remainder = (0..<12).reduce(version.number) { value, _ in value << 1 ^ (value >> 11) * 0x1F25 }
        let bits = version.number << 12 | remainder
        for place in 0..<18 {
            let (far, near) = (side - 11 + place % 3, place / 3)
            draw(far, near, bits >> place & 1 == 1)
            draw(near, far, bits >> place & 1 == 1)
        }
    }

    /// Fills the rest with bytes, two columns at a time from the right, up and down in turn.
    private mutating func fill(_ bytes: [UInt8]) {
        let columns = Array(stride(from: side - 1, to: 6, by: -2)) + [5, 3, 1]
        var place = 0
        for (turn, right) in columns.enumerated() {
            for step in 0..<side {
                let y = turn % 2 == 0 ? side - 1 - step : step
                for x in [right, right - 1] where !fixed[y * side + x] {
                    let bit = place < bytes.count * 8 && bytes[place / 8] >> (7 - place % 8) & 1 == 1
                    dark[y * side + x] = bit != ((x + y) % 2 == 0)
                    place += 1
                }
            }
        }
    }

    private static func square(_ radius: Int) -> [(Int, Int)] {
        (-radius...radius).flatMap { down in (-radius...radius).map { ($0, down) } }
    }
}

extension QRCode {
    /// An image of the code within a white border of a module; a module is a square of eight pixels, a byte wide.
    var png: [UInt8] {
        let white = Array(repeating: UInt8.max, count: side + 2)
        let lines = (0..<side).map { y in [UInt8.max] + (0..<side).map { isDark($0, y) ? 0 : .max } + [.max] }
        let rows = ([white] + lines + [white]).flatMap { Array(repeating: $0, count: 8) }
        return PNG.file(width: (side + 2) * 8, pixels: .blackAndWhite, rows: rows)
    }
}
