extension JSONValue {
    /// How a value is written.
    package struct Style: Hashable, Sendable {
        package var sortsNames: Bool
        /// How many spaces a level is indented; nil writes one line.
        package var indentation: Int?

        package init(sortsNames: Bool = false, indentation: Int? = nil) {
            self.sortsNames = sortsNames
            self.indentation = indentation
        }

        /// One line, members in their own order.
        package static let compact = Style()
        /// Many lines, members sorted by name.
        package static let pretty = Style(sortsNames: true, indentation: 2)
    }

    /// The value as UTF-8.
    package func serialized(_ style: Style = .compact) -> [UInt8] {
        var output: [UInt8] = []
        append(to: &output, style)
        return output
    }

    /// Appends the value as UTF-8.
    package func append(to output: inout [UInt8], _ style: Style = .compact) {
        write(to: &output, style, level: 0)
    }

    private func write(to output: inout [UInt8], _ style: Style, level: Int) {
        switch self {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): output.append(contentsOf: String(value).utf8)
        case .double(let value): output.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
        case .number(let text): output.append(contentsOf: text.utf8)
        case .string(let text): Self.writeString(text, to: &output)
        case .array(let elements):
            Self.writeList(elements, "[", "]", to: &output, style, level: level) { element, output in
                element.write(to: &output, style, level: level + 1)
            }
        case .object(let object):
            let members = style.sortsNames ? object.sorted { $0.name < $1.name } : Array(object)
            Self.writeList(members, "{", "}", to: &output, style, level: level) { member, output in
                Self.writeString(member.name, to: &output)
                output.append(UInt8(ascii: ":"))
                if style.indentation != nil { output.append(UInt8(ascii: " ")) }
                member.value.write(to: &output, style, level: level + 1)
            }
        }
    }

    private static func writeList<Element>(
        _ elements: [Element],
        _ opening: Unicode.Scalar,
        _ closing: Unicode.Scalar,
        to output: inout [UInt8],
        _ style: Style,
        level: Int,
        element write: (Element, inout [UInt8]) -> Void
    ) {
        output.append(UInt8(ascii: opening))
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            breakLine(to: &output, style, level: level + 1)
            write(element, &output)
        }
        if !elements.isEmpty { breakLine(to: &output, style, level: level) }
        output.append(UInt8(ascii: closing))
    }

    private static func breakLine(to output: inout [UInt8], _ style: Style, level: Int) {
        guard let indentation = style.indentation else { return }
        output.append(0x0A)
        output.append(contentsOf: repeatElement(0x20, count: level * indentation))
    }

    /// Appends a string with its quotation marks, escaping what RFC 8259, section 7, asks for.
    package static func writeString(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            var plainStart = 0
            for index in bytes.indices {
                let byte = bytes[index]
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
                output.append(contentsOf: bytes[plainStart..<index])
                writeEscape(byte, to: &output)
                plainStart = index + 1
            }
            output.append(contentsOf: bytes[plainStart...])
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func writeEscape(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        case 0x09: output.append(UInt8(ascii: "t"))
        default:
            output.append(contentsOf: "u00".utf8)
            let digits = Array("0123456789abcdef".utf8)
            output.append(digits[Int(byte >> 4)])
            output.append(digits[Int(byte & 0xF)])
        }
    }
}
