import HTTPCore

/// What a world takes from its environment: the time, random identifiers, and the runtimes that LangBot starts.
struct Surroundings: Sendable {
    var now: @Sendable () -> Timestamp
    let randomBytes: @Sendable (Int) -> [UInt8]
    /// How many bytes of files there is room for.
    var fileLimit = 256 << 20
    /// The runtimes that are connected.
    var runtimes: Set<MockRuntime> = Set(MockRuntime.allCases)

    /// The system's clock and its source of randomness.
    static let system = Surroundings(
        now: { .now },
        // Eight bytes at a time, because each number is a system call.
        randomBytes: { count in
            let numbers = (0..<(count + 7) / 8).map { _ in UInt64.random(in: .min ... .max) }
            return numbers.withUnsafeBytes { Array($0.prefix(count)) }
        }
    )

    /// A clock and identifiers that are determined by a seed: the clock starts at the beginning of 2026 and advances by a
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
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(Self.digit(byte >> 4))
            text.append(Self.digit(byte & 0xF))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// An API key: the prefix and 256 random bits.
    func apiKey() -> String { "lbk_" + Base64URL.encode(randomBytes(32)) }

    /// Random hexadecimal digits.
    func digits(_ count: Int) -> String {
        let bytes = randomBytes((count + 1) / 2).flatMap { [Self.digit($0 >> 4), Self.digit($0 & 0xF)] }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    /// A hexadecimal digit.
    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
