import Foundation

/// Unused identifiers: random, or derived from a seed.
struct IdentifierSource: Sendable {
    private var generator: SplitMix?

    /// - Parameter key: distinguishes this source from others with the same seed.
    init(_ seed: Int?, for key: String = "") {
        // FNV-1a, because Swift's own hash differs in every process.
        let start = key.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        generator = seed.map { SplitMix(state: UInt64(bitPattern: Int64($0)) ^ start) }
    }

    /// A UUID in lower case.
    mutating func next() -> String {
        guard var generator else { return UUID().uuidString.lowercased() }
        let (high, low) = (generator.next(), generator.next())
        self.generator = generator
        var bytes = [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
        // Version 4 and variant 1 (RFC 9562, section 5.4).
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
    }
}

/// The generator SplitMix64, whose state grows by a constant.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
