import Digests

/// The codes that an authenticator shows (RFC 4226 and RFC 6238): six digits, new every 30 seconds.
package enum OneTimePassword {
    package static let (digits, period): (Int, Int64) = (6, 30)

    /// The code of a step, of which each is a period after 1970.
    package static func code(_ key: [UInt8], step: Int64) -> String {
        let counter = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: step >> $0) }
        let digest = SHA1.code(of: counter, key: key)
        let offset = Int(digest[digest.count - 1] & 0xF)
        let number = digest[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// A key as authenticators read it: base32 (RFC 4648) without padding.
    static func base32(_ key: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var (text, bits, count): ([UInt8], UInt32, Int) = ([], 0, 0)
        for byte in key + (key.count % 5 == 0 ? [] : [0]) {
            (bits, count) = (bits << 8 | UInt32(byte), count + 8)
            while count >= 5 {
                count -= 5
                text.append(alphabet[Int(bits >> count & 31)])
            }
        }
        return String(decoding: text.prefix((key.count * 8 + 4) / 5), as: UTF8.self)
    }
}
