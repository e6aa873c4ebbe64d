extension JSONValue {
    /// The formatting of JSON text.
    package struct Style: Hashable, Sendable {
        package var sortsNames: Bool
        /// The number of spaces per level; nil for a single line.
        package var indentation: Int?

        package init(sortsNames: Bool = false, indentation: Int? = nil) {
            self.sortsNames = sortsNames
            self.indentation = indentation
        }

        /// A single line, members in their own order.
        package static let compact = Style()
        /// Multiple lines, members sorted by name.
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
        var writer = ByteWriter(capacity: style == .compact ? likelyLength : 1024)
        if style == .compact {
            write(to: &writer)
        } else {
            write(to: &writer, style, level: 0)
        }
        output.append(contentsOf: writer.bytes)
    }

    /// The value on a single line between a prefix and a suffix.
    package func text(between start: [UInt8], and end: [UInt8]) -> [UInt8] {
        var writer = ByteWriter(capacity: start.count + likelyLength + end.count)
        start.withUnsafeBufferPointer { writer.append($0) }
        write(to: &writer)
        end.withUnsafeBufferPointer { writer.append($0) }
        return Array(writer.bytes)
    }

    /// The approximate length of the text on a single line, not counting numbers and escapes, for allocating memory
    /// only once.
    fileprivate var likelyLength: Int {
        switch self {
        case .array(let elements): elements.reduce(2) { $0 + $1.likelyLength + 1 }
        case .object(let object): 2 + object.likelyLength
        case .string(let text): text.utf8.count + 2
        default: 8
        }
    }

    /// Appends a string in quotation marks, escaped according to RFC 8259, section 7.
    package static func writeString(_ text: String, to output: inout [UInt8]) {
        var text = text
        let isPlain = text.withUTF8 { bytes in
            guard JSONEscape.isPlain(bytes) else { return false }
            output.append(UInt8(ascii: "\""))
            output.append(contentsOf: bytes)
            output.append(UInt8(ascii: "\""))
            return true
        }
        guard !isPlain else { return }
        var writer = ByteWriter(capacity: text.utf8.count + 16)
        writer.appendString(text)
        output.append(contentsOf: writer.bytes)
    }

    /// Writes a single line, members in their own order.
    ///
    /// Consumes the value, and so does `appendString`: counting references would take a quarter of the time.
    fileprivate consuming func write(to writer: inout ByteWriter) {
        switch consume self {
        case .array(let elements):
            writer.append(UInt8(ascii: "["))
            var isFirst = true
            for element in elements {
                if !isFirst { writer.append(UInt8(ascii: ",")) }
                isFirst = false
                element.write(to: &writer)
            }
            writer.append(UInt8(ascii: "]"))
        case .object(let object):
            writer.append(UInt8(ascii: "{"))
            object.writeMembers(to: &writer)
            writer.append(UInt8(ascii: "}"))
        case .bool(true): writer.appendLiteral("true")
        case .bool(false): writer.appendLiteral("false")
        case .integer(let value): writer.appendDecimal(value)
        case .double(let value): writer.appendText(value.isFinite ? "\(value)" : "null")
        case .number(let text): writer.appendText(text)
        case .string(let text): writer.appendString(text)
        case .null: writer.appendLiteral("null")
        }
    }

    private func write(to writer: inout ByteWriter, _ style: Style, level: Int) {
        switch self {
        case .array(let elements):
            writer.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                writer.beginElement(index, style, level: level)
                element.write(to: &writer, style, level: level + 1)
            }
            writer.endElements(elements.count, style, level: level)
            writer.append(UInt8(ascii: "]"))
        case .object(let object):
            let members = style.sortsNames ? object.sorted { $0.name < $1.name } : Array(object)
            writer.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                writer.beginElement(index, style, level: level)
                writer.appendString(member.name)
                writer.append(UInt8(ascii: ":"))
                if style.indentation != nil { writer.append(UInt8(ascii: " ")) }
                member.value.write(to: &writer, style, level: level + 1)
            }
            writer.endElements(members.count, style, level: level)
            writer.append(UInt8(ascii: "}"))
        default: write(to: &writer)
        }
    }
}

extension JSONObject {
    var memberText: [UInt8] {
        var writer = ByteWriter(capacity: likelyLength)
        writeMembers(to: &writer)
        return Array(writer.bytes)
    }

    /// The members that are not in the text.
    private var rest: Slice<JSONObject> { dropFirst(text?.count ?? 0) }

    fileprivate var likelyLength: Int {
        rest.reduce(text?.bytes.count ?? 0) { $0 + $1.name.utf8.count + 4 + $1.value.likelyLength }
    }

    fileprivate func writeMembers(to writer: inout ByteWriter) {
        text?.bytes.withUnsafeBufferPointer { writer.append($0) }
        var needsComma = text.map { $0.count > 0 } ?? false
        for (name, value) in rest {
            if needsComma { writer.append(UInt8(ascii: ",")) }
            needsComma = true
            writer.appendString(name)
            writer.append(UInt8(ascii: ":"))
            value.write(to: &writer)
        }
    }
}

extension ByteWriter {
    fileprivate mutating func beginElement(_ index: Int, _ style: JSONValue.Style, level: Int) {
        if index > 0 { append(UInt8(ascii: ",")) }
        breakLine(style, level: level + 1)
    }

    fileprivate mutating func endElements(_ count: Int, _ style: JSONValue.Style, level: Int) {
        if count > 0 { breakLine(style, level: level) }
    }

    private mutating func breakLine(_ style: JSONValue.Style, level: Int) {
        guard let indentation = style.indentation else { return }
        append(0x0A)
        append(0x20, times: level * indentation)
    }

    /// Appends a string in quotation marks.
    mutating func appendString(_ text: consuming String) {
        text.withUTF8 { bytes in
            append(UInt8(ascii: "\""))
            if JSONEscape.isPlain(bytes) {
                append(bytes)
            } else {
                appendEscaped(bytes)
            }
            append(UInt8(ascii: "\""))
        }
    }

    private mutating func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
        for byte in bytes {
            guard JSONEscape.isNeeded(byte) else {
                append(byte)
                continue
            }
            append(UInt8(ascii: "\\"))
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
            case 0x0A: append(UInt8(ascii: "n"))
            case 0x0D: append(UInt8(ascii: "r"))
            case 0x09: append(UInt8(ascii: "t"))
            default:
                appendLiteral("u00")
                append(JSONEscape.digit(byte >> 4))
                append(JSONEscape.digit(byte & 0xF))
            }
        }
    }
}
