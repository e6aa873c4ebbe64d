import HTTPCore

/// What a world takes from outside itself: the time, and identifiers that nobody can guess.
struct Surroundings: Sendable {
    let now: @Sendable () -> Timestamp
    let randomBytes: @Sendable (Int) -> [UInt8]

    /// The system's clock and its source of randomness.
    static let system = Surroundings(
        now: { .now },
        randomBytes: { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }
    )

    /// A clock and identifiers that follow from a seed: the clock begins with the year 2026 and goes on by a
    /// millisecond each time it is read.
    static func deterministic(seed: UInt64) -> Surroundings {
        let reading = Locked(Int64(0))
        let generator = Locked(SplitMix64(seed: seed))
        return Surroundings(
            now: {
                let count = reading.withLock { count in
                    count += 1
                    return count
                }
                return Timestamp(microseconds: 1_767_225_600_000_000 + count * 1000)
            },
            randomBytes: { count in
                generator.withLock { generator in (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
                }
            }
        )
    }

    /// A random UUID (RFC 9562, version 4) in lower case.
    func uuid() -> String {
        var bytes = randomBytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map(Self.hexadecimal).joined()
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        return text
    }

    /// An API key: the prefix and 256 random bits.
    func apiKey() -> String { "lbk_" + Base64URL.encode(randomBytes(32)) }

    /// Some hexadecimal digits.
    func digits(_ count: Int) -> String {
        String(randomBytes((count + 1) / 2).map(Self.hexadecimal).joined().prefix(count))
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let text = String(byte, radix: 16)
        return byte < 16 ? "0" + text : text
    }
}
