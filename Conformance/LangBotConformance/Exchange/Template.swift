/// A text with secrets in it, which can be sent with them and shown without.
package struct Template: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case text(String)
        case secret(Secret)
    }

    private(set) var parts: [Part]

    init(_ text: String) {
        parts = [.text(text)]
    }

    mutating func append(_ other: Template) {
        parts += other.parts
    }

    /// The text that is sent.
    func value(_ credentials: Credentials) throws(Interruption) -> String {
        var value = ""
        for part in parts {
            switch part {
            case .text(let text): value += text
            case .secret(let secret): value += try secret.value(credentials)
            }
        }
        return value
    }

    /// Whether nothing but white space is sent.
    var isBlank: Bool {
        !parts.isEmpty
            && parts.allSatisfy { part in
                if case .text(let text) = part { text.allSatisfy(\.isWhitespace) } else { false }
            } && self != ""
    }

    /// A shell's `printf` that prints the text with its control characters.
    var printfCommand: String {
        var format = ""
        var arguments = ""
        for part in parts {
            switch part {
            case .text(let text):
                format += text.replacing("\\", with: "\\\\").replacing("%", with: "%%").replacing(
                    "\r\n",
                    with: "\\r\\n"
                )
                .replacing("\t", with: "\\t")
            case .secret(let secret):
                format += "%s"
                arguments += " \"\(secret.shellExpression)\""
            }
        }
        return "printf '\(format.replacing("'", with: "'\\''"))'\(arguments)"
    }

    /// The text with the names of the secrets in place of their values.
    var displayText: String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .secret(let secret): secret.shellExpression
            }
        }.joined()
    }

    /// The text for a shell, in double quotes, with variables for the secrets.
    var shellText: String {
        "\""
            + parts.map { part in
                switch part {
                case .text(let text): Shell.escapedInDoubleQuotes(text)
                case .secret(let secret): secret.shellExpression
                }
            }.joined() + "\""
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
