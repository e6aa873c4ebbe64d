import Foundation

/// Quotes texts and bytes for a POSIX shell.
enum Shell {
    /// Quotes a text as one word.
    static func quoted(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.utf8.allSatisfy(plain.contains)
        return isPlain ? text : "'" + text.replacingOccurrences(of: "'", with: #"'\''"#) + "'"
    }

    /// Quotes bytes as one word; nil if they contain NUL or are too long for an argument.
    static func argument(_ bytes: Data) -> String? {
        guard bytes.count <= longestArgument, !bytes.contains(0), let text = String(data: bytes, encoding: .utf8),
            Data(text.utf8) == bytes
        else { return nil }
        return quoted(text)
    }

    /// The argument with which `printf %b` prints exactly these bytes.
    static func octal(_ bytes: Data) -> String {
        var word = ""
        for byte in bytes {
            if plain.contains(byte) {
                word.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 8)
                word += "\\0" + String(repeating: "0", count: 3 - digits.count) + digits
            }
        }
        return "'\(word)'"
    }

    /// Whether the text is a valid variable name.
    static func isVariable(_ name: String) -> Bool {
        name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil
    }

    /// Linux passes at most 128 KiB in one argument.
    private static let longestArgument = 100_000

    /// The bytes that need no quoting anywhere.
    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:@,+".utf8)
}
