/// A text with placeholders for secrets: sent with the secrets, shown without them.
package struct Template: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case text(String)
        case secret(Secret)
        /// Bytes that are not text.
        case bytes([UInt8])
        /// A number of spaces, which are not written out in reports.
        case spaces(Int)
    }

    private(set) var parts: [Part]

    init(_ text: String) {
        parts = [.text(text)]
    }

    init(spaces count: Int) {
        parts = [.spaces(count)]
    }

    init(bytes: [UInt8]) {
        parts = [.bytes(bytes)]
    }

    mutating func append(_ other: Template) {
        parts += other.parts
    }

    /// The text to send.
    func value(_ credentials: Credentials) throws(Interruption) -> String {
        var value = ""
        for part in parts {
            switch part {
            case .text(let text): value += text
            case .secret(let secret): value += try secret.value(credentials)
            case .bytes(let bytes): value += String(decoding: bytes, as: UTF8.self)
            case .spaces(let count): value += String(repeating: " ", count: count)
            }
        }
        return value
    }

    /// The bytes to send.
    func bytes(_ credentials: Credentials) throws(Interruption) -> [UInt8] {
        var value: [UInt8] = []
        for part in parts {
            switch part {
            case .text(let text): value += Array(text.utf8)
            case .secret(let secret): value += Array(try secret.value(credentials).utf8)
            case .bytes(let bytes): value += bytes
            case .spaces(let count): value += [UInt8](repeating: 0x20, count: count)
            }
        }
        return value
    }

    /// The template with one text replaced by another.
    func replacing(_ old: String, with new: String) -> Template {
        var template = self
        template.parts = parts.map { part in
            if case .text(let text) = part { .text(text.replacing(old, with: new)) } else { part }
        }
        return template
    }

    /// The template with another one behind its first line break that is not at its beginning.
    func insertingAfterFirstLine(_ other: Template) -> Template {
        guard other != "" else { return self }
        var template = self
        for (index, part) in parts.enumerated() {
            guard case .text(let text) = part else { continue }
            let start = index == 0 ? text.firstIndex { $0 != "\r\n" } ?? text.endIndex : text.startIndex
            guard let end = text[start...].firstRange(of: "\r\n")?.upperBound else { continue }
            let pieces = [.text(String(text[..<end]))] + other.parts + [.text(String(text[end...]))]
            template.parts.replaceSubrange(index...index, with: pieces)
            return template
        }
        return template
    }

    /// Whether it is only white space.
    var isBlank: Bool {
        !parts.isEmpty
            && parts.allSatisfy { part in
                if case .text(let text) = part { text.allSatisfy(\.isWhitespace) } else { false }
            } && self != ""
    }

    /// A shell `printf` command that prints the text with its control characters.
    var printfCommand: String {
        var format = ""
        var arguments = ""
        for part in parts {
            switch part {
            case .text(let text):
                format += Self.escaped(Array(text.utf8))
            case .bytes(let bytes):
                format += Self.escaped(bytes)
            case .spaces(let count):
                format += "%\(count)s"
                arguments += " ''"
            case .secret(let secret):
                format += "%s"
                arguments += " \"\(secret.shellExpression)\""
            }
        }
        return "printf '\(format.replacing("'", with: "'\\''"))'\(arguments)"
    }

    /// The text with placeholders for the secrets.
    var displayText: String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .secret(let secret): secret.shellExpression
            case .bytes(let bytes): Self.escaped(bytes)
            case .spaces(let count): "(\(count) spaces)"
            }
        }.joined()
    }

    /// Bytes for `printf`, with octal escapes for what is not printable.
    private static func escaped(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            switch byte {
            case UInt8(ascii: "\\"): "\\\\"
            case UInt8(ascii: "%"): "%%"
            case UInt8(ascii: "\r"): "\\r"
            case UInt8(ascii: "\n"): "\\n"
            case UInt8(ascii: "\t"): "\\t"
            case 0x20...0x7E: String(UnicodeScalar(byte))
            default: "\\" + String(repeating: "0", count: 3 - String(byte, radix: 8).count) + String(byte, radix: 8)
            }
        }.joined()
    }

    /// The text as a shell word in double quotes, with variables for the secrets.
    var shellText: String {
        "\""
            + parts.enumerated().map { place, part in
                switch part {
                case .text(let text): Shell.escapedInDoubleQuotes(text)
                case .secret(let secret): secret.shellExpression(before: parts.dropFirst(place + 1).first)
                case .spaces(let count): "$(printf '%\(count)s' '')"
                case .bytes(let bytes): "$(printf '\(Self.escaped(bytes))')"
                }
            }.joined() + "\""
    }
}

extension Secret {
    /// What stands for the secret in a shell's double quotes, apart from what follows it.
    fileprivate func shellExpression(before next: Template.Part?) -> String {
        guard case .text(let text) = next, let first = text.first, first.isLetter || first.isNumber || first == "_",
            shellExpression.wholeMatch(of: /\$[A-Za-z_0-9]+/) != nil
        else { return shellExpression }
        return "${\(shellExpression.dropFirst())}"
    }
}

extension Template: ExpressibleByStringInterpolation {
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.text(literal)) }
        }

        package mutating func appendInterpolation(_ secret: Secret) {
            parts.append(.secret(secret))
        }

        package mutating func appendInterpolation(_ text: some StringProtocol) {
            appendLiteral(String(text))
        }
    }

    package init(stringInterpolation: StringInterpolation) {
        parts = stringInterpolation.parts
    }

    package init(stringLiteral value: String) {
        self.init(value)
    }
}
