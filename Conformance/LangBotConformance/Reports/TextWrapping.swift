import Redaction

/// Breaks lines between words.
enum TextWrapping {
    /// Lines of at most `width` characters, broken between words, and inside a word only where it is longer than a line;
    /// control characters are written as escapes, so that an answer cannot steer the terminal, and no line is a command of
    /// GitHub's, so that none in an answer is carried out where a job prints it.
    static func wrap(_ text: String, width: Int, indent: String) -> [String] {
        var lines: [String] = []
        var line = indent
        var isEmpty = true
        for word in VisibleText.escaped(text).split(separator: " ") {
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
        return (lines + [line]).map(VisibleText.inert)
    }
}
