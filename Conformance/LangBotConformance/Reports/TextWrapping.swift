/// Breaks lines between words.
enum TextWrapping {
    /// Lines of at most `width` characters where the words allow it; control characters are made visible, so that an
    /// answer cannot steer the terminal.
    static func wrap(_ text: String, width: Int, indent: String) -> [String] {
        var lines: [String] = []
        var line = indent
        for word in visible(text).split(separator: " ") {
            if !line.allSatisfy({ $0 == " " }), line.count + 1 + word.count > width {
                lines.append(line)
                line = indent + "  "
            }
            line += line.allSatisfy { $0 == " " } ? String(word) : " \(word)"
        }
        return lines + [line]
    }

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
