/// A field value with parameters, such as `form-data; name="file"` (RFC 9110, section 5.6.6).
struct HeaderParameters {
    /// What stands before the first parameter, in lower case.
    let value: String
    private let parameters: [String: String]

    init(_ text: String) {
        var pieces = Self.split(text)
        value = pieces.removeFirst().lowercased()
        var parameters: [String: String] = [:]
        for piece in pieces {
            guard let equals = piece.firstIndex(of: "=") else { continue }
            let name = Self.trim(piece[..<equals]).lowercased()
            if parameters[name] == nil {
                parameters[name] = Self.unquote(Self.trim(piece[piece.index(after: equals)...]))
            }
        }
        self.parameters = parameters
    }

    subscript(name: String) -> String? { parameters[name] }

    /// Splits at semicolons outside quotation marks.
    private static func split(_ text: String) -> [String] {
        var pieces = [""]
        var isQuoted = false
        var isEscaped = false
        for character in text {
            if character == ";", !isQuoted {
                pieces.append("")
                continue
            }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = character == "\\" && !isEscaped
            pieces[pieces.count - 1].append(character)
        }
        return pieces.map { trim($0[...]) }
    }

    private static func trim(_ text: Substring) -> String {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(text.drop(while: blank).reversed().drop(while: blank).reversed())
    }

    private static func unquote(_ text: String) -> String {
        guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        var unquoted = ""
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                unquoted.append(character)
                isEscaped = false
            }
        }
        return unquoted
    }
}
