import HTTPCore
import JSONCore

/// An answer without the parts that differ between runs: identifiers, names, times, and the text of internal errors.
///
/// Two answers with the same signature are the same behaviour.
enum AnswerSignature {
    /// Status, media type, and the envelope's code and message; then the fields that were looked at.
    static func of(_ reply: Reply, fields: [String] = []) -> String {
        guard reply.status != 0 else { return reply.isClosed ? "closed without an answer" : "no answer" }
        var words = [String(reply.status)]
        if !reply.mediaType.isEmpty { words.append(reply.mediaType) }
        if let code = reply.code { words.append(code.description) }
        if let message = reply.message, reply.status < 500 { words.append(String(message.prefix(120))) }
        let seen = fields.map { "\($0): \(reply.fields[$0] ?? "(absent)")" }
        return masked(([words.joined(separator: " ")] + seen).joined(separator: ", "))
    }

    /// The text with placeholders for identifiers, names of this run, times and long numbers.
    static func masked(_ text: String) -> String {
        // Each of them has four hexadecimal digits in a row, and most answers have none: looking is far cheaper.
        guard hasHexadecimalRun(text) else { return text }
        return text.replacing(/lbconf-[0-9a-f]{8}-[a-z0-9_-]+-[0-9]+/, with: "<name>")
            .replacing(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "<uuid>")
            .replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(Z|[+-][0-9:]+)?/, with: "<time>")
            .replacing(/[0-9]{5,}/, with: "<number>")
    }

    private static func hasHexadecimalRun(_ text: String) -> Bool {
        var length = 0
        for byte in text.utf8 {
            length = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) ? length + 1 : 0
            if length == 4 { return true }
        }
        return false
    }
}
