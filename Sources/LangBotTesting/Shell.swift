import Foundation

/// How texts and bytes stand in a command of a POSIX shell.
enum Shell {
    /// A word that the shell reads as exactly this text.
    static func quoted(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.utf8.allSatisfy(plain.contains)
        return isPlain ? text : "'" + text.replacingOccurrences(of: "'", with: #"'\''"#) + "'"
    }

    /// The same for bytes; nil for those that cannot be an argument, such as a NUL, or would be a very long one.
    static func argument(_ bytes: Data) -> String? {
        guard bytes.count <= longestArgument, !bytes.contains(0), let text = String(data: bytes, encoding: .utf8),
            Data(text.utf8) == bytes
        else { return nil }
        return quoted(text)
    }

    /// The word by which `printf %b` writes exactly these bytes.
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

    /// Whether a variable can have that name.
    static func isVariable(_ name: String) -> Bool {
        name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil
    }

    /// Linux passes at most 128 KiB in one argument.
    private static let longestArgument = 100_000

    /// The bytes that mean only themselves, wherever they stand.
    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:@,+".utf8)
}
