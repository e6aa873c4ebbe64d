/// Breaks lines between words.
enum TextWrapping {
    /// Lines of at most `width` characters, broken between words, and inside a word only where it is longer than a line;
    /// control characters are made visible, so that an answer cannot steer the terminal.
    static func wrap(_ text: String, width: Int, indent: String) -> [String] {
        var lines: [String] = []
        var line = indent
        var isEmpty = true
        for word in visible(text).split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = indent + "  "
                isEmpty = true
            }
            line += isEmpty ? String(word) : " \(word)"
            isEmpty = false
            let room = max(width, indent.count + 10)
            while line.count > room {
                lines.append(String(line.prefix(room)))
                line = indent + "  " + line.dropFirst(room)
            }
        }
        return lines + [line]
    }

    /// Lines with their control characters as spaces.
    static func visibleLines(_ lines: [String]) -> [String] { lines.map(visible) }

    /// The text with its control characters, and so its line breaks, as spaces.
    static func visible(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? " " : scalar
                }
            )
        )
    }
}
