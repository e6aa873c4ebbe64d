/// A digest over blocks of 64 bytes.
///
/// Linux has no library for it that is always there.
package protocol HashFunction {
    static func digest(of message: [UInt8]) -> [UInt8]
}

extension HashFunction {
    /// The authentication code of a message (HMAC, RFC 2104), as long as the digest.
    package static func code(of message: [UInt8], key: [UInt8]) -> [UInt8] {
        let short = key.count > 64 ? digest(of: key) : key
        let block = short + [UInt8](repeating: 0, count: 64 - short.count)
        return digest(of: block.map { $0 ^ 0x5C } + digest(of: block.map { $0 ^ 0x36 } + message))
    }

    /// The digest in hexadecimal digits, lower case.
    package static func hexadecimalDigest(of message: [UInt8]) -> String { hexadecimal(digest(of: message)) }

    /// The authentication code in hexadecimal digits, lower case.
    package static func hexadecimalCode(of message: [UInt8], key: [UInt8]) -> String {
        hexadecimal(code(of: message, key: key))
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
