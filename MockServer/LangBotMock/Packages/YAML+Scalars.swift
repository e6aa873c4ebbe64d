import JSONCore

/// Scalars and flow collections.
extension YAML {
    /// The scalar or flow collection at the current place, which may go on in lines that are indented further than its
    /// parent.
    mutating func scalar(parent: Int, _ depth: Int) throws(PackageFault) -> JSONValue {
        switch rest().first {
        case UInt8(ascii: "|"), UInt8(ascii: ">"): return .string(try blockText(parent))
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "["), UInt8(ascii: "{"):
            return try flow(parent, depth)
        case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"): throw fault("anchors, aliases and tags")
        case UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"): throw fault("a reserved character")
        default: return try plain(parent)
        }
    }

    private mutating func plain(_ parent: Int) throws(PackageFault) -> JSONValue {
        var text: [UInt8] = []
        var breaks = 0
        while row < starts.count {
            let line = Self.withoutComment(rest())
            let piece = Self.trimmed(line)
            // A colon before a space begins a mapping, which a scalar cannot hold.
            guard !Self.hasKey(piece) else { throw fault("mapping values are not allowed here") }
            if breaks > 0 { text += breaks == 1 ? [0x20] : [UInt8](repeating: 0x0A, count: breaks - 1) }
            text += piece
            breaks = 1
            let wasCut = line.count < rest().count
            advance()
            if wasCut { break }
            while row < starts.count, Self.trimmed(self.line(row)).isEmpty {
                breaks += 1
                row += 1
            }
            guard row < starts.count, !isBlank(row) else { break }
            let indent = self.line(row).prefix { $0 == UInt8(ascii: " ") }.count
            column = 0
            guard indent > parent, !isDocumentEnd else { break }
            column = indent
        }
        column = 0
        return Self.resolved(String(decoding: text, as: UTF8.self))
    }

    private static func hasKey(_ text: ArraySlice<UInt8>) -> Bool {
        text.indices.contains { place in
            text[place] == UInt8(ascii: ":") && (place + 1 == text.endIndex || isSpace(text[place + 1]))
        }
    }

    private static func withoutComment(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let comment = text.indices.first { place in
            text[place] == UInt8(ascii: "#") && place > text.startIndex && isSpace(text[place - 1])
        }
        return comment.map { text[..<$0] } ?? text
    }

    /// A quoted scalar or a flow collection, over as many lines as it takes.
    private mutating func flow(_ parent: Int, _ depth: Int) throws(PackageFault) -> JSONValue {
        let begin = starts[row] + column
        var reader = FlowReader(bytes, at: begin)
        let value: JSONValue
        do throws(PackageFault) {
            value = try reader.value(depth)
        } catch {
            throw fault(error.text)
        }
        while row + 1 < starts.count, starts[row + 1] <= reader.position { row += 1 }
        column = reader.position - starts[row]
        skipSpaces()
        guard rest().isEmpty || restIsComment else { throw fault("unexpected content behind a value") }
        advance()
        return value
    }

    /// Literal (`|`) or folded (`>`) text.
    private mutating func blockText(_ parent: Int) throws(PackageFault) -> String {
        let header = Self.trimmed(Self.withoutComment(rest()))
        let isFolded = header.first == UInt8(ascii: ">")
        var indent: Int?
        var chomping: UInt8 = 0
        for byte in header.dropFirst() {
            switch byte {
            case UInt8(ascii: "1")...UInt8(ascii: "9"): indent = max(parent, 0) + Int(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "+"), UInt8(ascii: "-"): chomping = byte
            default: throw fault("unexpected content behind a block indicator")
            }
        }
        advance()
        var lines: [ArraySlice<UInt8>] = []
        while row < starts.count {
            let line = line(row)
            let spaces = line.prefix { $0 == UInt8(ascii: " ") }.count
            if spaces == line.count {
                lines.append(line.dropFirst(indent ?? spaces))
            } else {
                if indent == nil, spaces > parent { indent = spaces }
                guard let indent, spaces >= indent else { break }
                lines.append(line.dropFirst(indent))
            }
            row += 1
        }
        let kept = lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
        var text = Self.joined(lines[..<kept], isFolded: isFolded)
        if kept > 0, chomping != UInt8(ascii: "-") { text.append(0x0A) }
        // The last line of the text ends it without being one.
        let blank = lines.count - kept - (row >= starts.count ? 1 : 0)
        if chomping == UInt8(ascii: "+"), blank > 0 { text += [UInt8](repeating: 0x0A, count: blank) }
        return String(decoding: text, as: UTF8.self)
    }

    private static func joined(_ lines: ArraySlice<ArraySlice<UInt8>>, isFolded: Bool) -> [UInt8] {
        guard isFolded else { return Array(lines.joined(separator: [0x0A])) }
        var text: [UInt8] = []
        var breaks = 0
        var previousIsIndented = false
        for (number, line) in lines.enumerated() {
            if number > 0 { breaks += 1 }
            guard !line.isEmpty else { continue }
            let isIndented = line.first.map(isSpace) ?? false
            if breaks == 1, !isIndented, !previousIsIndented, !text.isEmpty {
                text.append(0x20)
            } else if breaks > 0 {
                let isPlain = !isIndented && !previousIsIndented && !text.isEmpty
                text += [UInt8](repeating: 0x0A, count: isPlain ? breaks - 1 : breaks)
            }
            breaks = 0
            text += line
            previousIsIndented = isIndented
        }
        return text
    }

    /// What a plain scalar means.
    static func resolved(_ text: String) -> JSONValue {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": return true
        case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": return false
        default: break
        }
        guard let first = text.utf8.first, first < 0x3A, text.utf8.count < 64 else { return .string(text) }
        let isNegative = first == UInt8(ascii: "-")
        let digits = text.drop { $0 == "+" || $0 == "-" }
        guard text.utf8.count - digits.utf8.count <= 1, let start = digits.first else { return .string(text) }
        if start.isASCII, start.isNumber, let number = integer(digits.filter { $0 != "_" }) {
            return .integer(isNegative ? -number : number)
        }
        return float(digits).map { .double(isNegative ? -$0 : $0) } ?? .string(text)
    }

    private static func integer(_ digits: String) -> Int64? {
        if digits.hasPrefix("0x") { return Int64(unsigned(digits.dropFirst(2)) ?? "", radix: 16) }
        if digits.hasPrefix("0b") { return Int64(unsigned(digits.dropFirst(2)) ?? "", radix: 2) }
        guard let plain = unsigned(digits[...]) else { return nil }
        return digits.hasPrefix("0") && digits.count > 1 ? Int64(plain, radix: 8) : Int64(plain)
    }

    /// The digits, unless they have a sign.
    private static func unsigned(_ digits: Substring) -> String? {
        digits.allSatisfy { $0.isASCII && $0.isHexDigit } ? String(digits) : nil
    }

    private static func float(_ digits: Substring) -> Double? {
        guard digits.contains("."), digits.allSatisfy({ "0123456789._eE+-".contains($0) }) else { return nil }
        let parts = digits.split(whereSeparator: { $0 == "e" || $0 == "E" })
        guard parts.count == 1 || parts.count == 2 && (parts[1].hasPrefix("+") || parts[1].hasPrefix("-")),
            let mantissa = parts.first, !mantissa.contains(where: { $0 == "+" || $0 == "-" })
        else { return nil }
        return Double(digits.filter { $0 != "_" })
    }
}
