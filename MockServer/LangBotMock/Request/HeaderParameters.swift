/// A field value with parameters, such as `form-data; name="file"` (RFC 9110, section 5.6.6).
struct HeaderParameters {
    /// The part before the first parameter, in lower case.
    let value: String
    private let parameters: [String: String]

    /// Compares scalars, because a combining mark after a quotation mark joins it into one character.
    private typealias Scalars = Substring.UnicodeScalarView

    init(_ text: String) {
        var pieces = Self.split(text)
        value = String(pieces.removeFirst()).lowercased()
        var parameters: [String: String] = [:]
        for piece in pieces {
            guard let equals = piece.firstIndex(of: "=") else { continue }
            let name = String(Self.trim(piece[..<equals])).lowercased()
            if parameters[name] == nil {
                parameters[name] = Self.unquote(Self.trim(piece[piece.index(after: equals)...]))
            }
        }
        self.parameters = parameters
    }

    subscript(name: String) -> String? { parameters[name] }

    /// Splits at semicolons outside quotation marks.
    private static func split(_ text: String) -> [Scalars] {
        let scalars = text[...].unicodeScalars
        var pieces: [Scalars] = []
        var start = scalars.startIndex
        var isQuoted = false
        var isEscaped = false
        for index in scalars.indices {
            let scalar = scalars[index]
            if scalar == ";", !isQuoted {
                pieces.append(trim(scalars[start..<index]))
                start = scalars.index(after: index)
            }
            if scalar == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = scalar == "\\" && !isEscaped
        }
        return pieces + [trim(scalars[start...])]
    }

    private static func trim(_ text: Scalars) -> Scalars {
        let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
        let rest = text.drop(while: isBlank)
        let last = rest.lastIndex { !isBlank($0) }
        return last.map { rest[...$0] } ?? rest[..<rest.startIndex]
    }

    private static func unquote(_ text: Scalars) -> String {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return String(text) }
        var unquoted = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in text.dropFirst().dropLast() {
            if scalar == "\\", !isEscaped {
                isEscaped = true
            } else {
                unquoted.append(scalar)
                isEscaped = false
            }
        }
        return String(unquoted)
    }
}
