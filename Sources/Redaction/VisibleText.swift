/// Text from elsewhere, made safe to show on one line.
package enum VisibleText {
    /// The text with control characters, line breaks and what reorders or hides text written as escapes, and without a
    /// command of GitHub's runner: a terminal is not steered, a log line not forged, an annotation not begun.
    package static func escaped(_ text: String) -> String {
        guard needsCare(text) else { return text }
        var shown = ""
        for scalar in text.unicodeScalars {
            if isHidden(scalar) { shown += escape(scalar) } else { shown.unicodeScalars.append(scalar) }
        }
        // The runner finds this anywhere in a line.
        return inert(shown.replacing("##[", with: "##\\["))
    }

    /// A finished line that is not a command: the runner leaves out the space before `::`.
    package static func inert(_ line: String) -> String {
        guard let start = line.firstIndex(where: { !$0.isWhitespace }), line[start...].hasPrefix("::") else {
            return line
        }
        return "\(line[..<start])\\\(line[start...])"
    }

    /// Whether a text has anything in it that is not shown as it is: most have not, and bytes are read faster.
    private static func needsCare(_ text: String) -> Bool {
        var last: UInt8 = 0
        for byte in text.utf8 {
            if byte < 0x20 || byte >= 0x7F || byte == last && (byte == 0x3A || byte == 0x23) { return true }
            last = byte
        }
        return false
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F: true
        // Line and paragraph separators, directional marks and isolates.
        case 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x206F: true
        // What takes no space, or is blank without being one.
        case 0xAD, 0x34F, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200D, 0x2060...0x2065, 0x3164,
            0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
            true
        default: false
        }
    }
}
