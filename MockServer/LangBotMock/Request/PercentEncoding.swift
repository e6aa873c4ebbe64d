import Foundation
import JSONCore

/// Percent-encoding (RFC 3986, section 2.1).
enum PercentEncoding {
    /// A text with everything encoded but unreserved characters and those that it `keeps`.
    static func encoded(_ text: String, keeps others: String = "") -> String {
        let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"
        return text.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: letters + others)) ?? ""
    }

    /// A value for a form, with `+` for spaces.
    static func formValue(_ text: String) -> String { encoded(text).replacing("%20", with: "+") }

    /// The decoded text, or nil if an escape is malformed, encodes a NUL, or the result is not UTF-8.
    static func decode(_ text: Substring, plusIsSpace: Bool = false) -> String? {
        var text = text
        return text.withUTF8 { decode($0[...], plusIsSpace: plusIsSpace) }
    }

    /// The decoded text of bytes.
    static func decode(_ text: Slice<UnsafeBufferPointer<UInt8>>, plusIsSpace: Bool = false) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+"), plusIsSpace {
                bytes.append(0x20)
            } else if byte == UInt8(ascii: "%") {
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            } else {
                bytes.append(byte)
            }
        }
        guard !bytes.contains(0) else { return nil }
        return bytes.withUnsafeBufferPointer { String(validatingBytes: $0) }
    }

    /// The path decoded once, whatever its escapes hold, in a form that decoding again does not change.
    static func decodedOnce(_ path: Substring) -> Substring {
        guard path.utf8.contains(UInt8(ascii: "%")) else { return path }
        var bytes: [UInt8] = []
        var rest = path.utf8[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2).compactMap(digit)
            if byte == UInt8(ascii: "%"), digits.count == 2 {
                rest = rest.dropFirst(2)
                bytes.append(digits[0] << 4 | digits[1])
            } else {
                bytes.append(byte)
            }
        }
        let text = String(decoding: bytes, as: UTF8.self).replacing("\0", with: "\u{FFFD}")
        return Substring(text.replacing("%", with: "%25"))
    }

    /// The members of a query; the first one of a name counts, and malformed ones are left out.
    static func query(_ text: Substring?) -> [String: String] {
        guard let text, !text.isEmpty else { return [:] }
        var members: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decode(parts[0], plusIsSpace: true),
                let value = parts.count > 1 ? decode(parts[1], plusIsSpace: true) : ""
            else { continue }
            if members[name] == nil { members[name] = value }
        }
        return members
    }

    /// All values of one name in a query; malformed ones are left out.
    static func values(of name: String, in text: Substring?) -> [String] {
        (text ?? "").split(separator: "&").compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard decode(parts[0], plusIsSpace: true) == name else { return nil }
            return parts.count > 1 ? decode(parts[1], plusIsSpace: true) : ""
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
