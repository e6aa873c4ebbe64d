import JSONCore

/// Reads quoted scalars and flow collections of YAML, over line breaks.
struct FlowReader {
    private let bytes: [UInt8]
    private(set) var position: Int

    init(_ bytes: [UInt8], at position: Int = 0) {
        (self.bytes, self.position) = (bytes, position)
    }

    mutating func value(_ depth: Int) throws(PackageFault) -> JSONValue {
        guard depth < YAML.depthLimit else { throw fault("too many nested collections") }
        switch byte {
        case UInt8(ascii: "["): return try sequence(depth)
        case UInt8(ascii: "{"): return try mapping(depth)
        case let quote? where quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"):
            return .string(try quoted(quote))
        case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"): throw fault("anchors, aliases and tags")
        default: return YAML.resolved(try plain())
        }
    }

    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func sequence(_ depth: Int) throws(PackageFault) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        while true {
            skipBlank()
            if byte == UInt8(ascii: "]") { break }
            let element = try value(depth + 1)
            skipBlank()
            if byte == UInt8(ascii: ":") {
                // A pair without braces.
                position += 1
                skipBlank()
                elements.append(.object(JSONObject([(try Self.key(element), try memberValue(depth))])))
            } else {
                elements.append(element)
            }
            guard try separator(UInt8(ascii: "]")) else { break }
        }
        position += 1
        return .array(elements)
    }

    private mutating func mapping(_ depth: Int) throws(PackageFault) -> JSONValue {
        position += 1
        var members: [(String, JSONValue)] = []
        while true {
            skipBlank()
            if byte == UInt8(ascii: "}") { break }
            let key = try Self.key(try value(depth + 1))
            skipBlank()
            if byte == UInt8(ascii: ":") {
                position += 1
                skipBlank()
                members.append((key, try memberValue(depth)))
            } else {
                members.append((key, .null))
            }
            guard try separator(UInt8(ascii: "}")) else { break }
        }
        position += 1
        return .object(JSONObject(members))
    }

    private mutating func memberValue(_ depth: Int) throws(PackageFault) -> JSONValue {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"): .null
        default: try value(depth + 1)
        }
    }

    /// Goes behind a comma; false before the end of the collection.
    private mutating func separator(_ end: UInt8) throws(PackageFault) -> Bool {
        skipBlank()
        if byte == end { return false }
        guard byte == UInt8(ascii: ",") else { throw fault("a comma is expected in a flow collection") }
        position += 1
        return true
    }

    private static func key(_ value: JSONValue) throws(PackageFault) -> String {
        switch value {
        case .string(let text): return text
        case .array, .object: throw PackageFault(kind: "YAMLError", text: "complex keys")
        default: return value.serializedText
        }
    }

    private mutating func plain() throws(PackageFault) -> String {
        var text: [UInt8] = []
        while let byte {
            if ",[]{}".utf8.contains(byte) { break }
            if byte == UInt8(ascii: ":"), endsKey(position + 1) { break }
            if byte == UInt8(ascii: "#"), text.last.map({ YAML.isSpace($0) }) ?? true { break }
            text.append(byte == 0x0A ? 0x20 : byte)
            position += 1
        }
        let words = String(decoding: text, as: UTF8.self).split { $0 == " " || $0 == "\t" }
        guard !words.isEmpty else { throw fault("a value is expected") }
        return words.joined(separator: " ")
    }

    private func endsKey(_ place: Int) -> Bool {
        guard place < bytes.count else { return true }
        return YAML.isSpace(bytes[place]) || bytes[place] == 0x0A || ",[]{}".utf8.contains(bytes[place])
    }

    private mutating func skipBlank() {
        while let byte {
            if byte == UInt8(ascii: "#"),
                position == 0 || bytes[position - 1] == 0x0A || YAML.isSpace(bytes[position - 1])
            {
                while let next = self.byte, next != 0x0A { position += 1 }
            } else if YAML.isSpace(byte) || byte == 0x0A {
                position += 1
            } else {
                return
            }
        }
    }

    /// A quoted scalar, from its first quotation mark on.
    mutating func quoted(_ quote: UInt8) throws(PackageFault) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte {
            position += 1
            if byte == quote {
                guard quote == UInt8(ascii: "'"), self.byte == quote else {
                    return String(decoding: text, as: UTF8.self)
                }
                position += 1
                text.append(quote)
            } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                try appendEscape(&text)
            } else if byte == 0x0A {
                fold(&text)
            } else {
                text.append(byte)
            }
        }
        throw fault("a quotation mark is missing")
    }

    /// A line break becomes a space, and further ones stay.
    private mutating func fold(_ text: inout [UInt8]) {
        while text.last.map(YAML.isSpace) ?? false { text.removeLast() }
        var breaks = 1
        while let byte, byte == 0x0A || YAML.isSpace(byte) {
            if byte == 0x0A { breaks += 1 }
            position += 1
        }
        text += breaks == 1 ? [0x20] : [UInt8](repeating: 0x0A, count: breaks - 1)
    }

    private mutating func appendEscape(_ text: inout [UInt8]) throws(PackageFault) {
        guard let byte else { throw fault("a quotation mark is missing") }
        position += 1
        let single: [UInt8: UInt8] = [
            UInt8(ascii: "0"): 0, UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9,
            UInt8(ascii: "n"): 10, UInt8(ascii: "v"): 11, UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13,
            UInt8(ascii: "e"): 27, UInt8(ascii: " "): 32, UInt8(ascii: "\""): 34, UInt8(ascii: "/"): 47,
            UInt8(ascii: "\\"): 92, 9: 9,
        ]
        if let value = single[byte] { return text.append(value) }
        let lengths: [UInt8: Int] = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8]
        if byte == 0x0A {
            while let next = self.byte, YAML.isSpace(next) { position += 1 }
            return
        }
        guard let length = lengths[byte], position + length <= bytes.count,
            let code = UInt32(String(decoding: bytes[position..<position + length], as: UTF8.self), radix: 16)
        else { throw fault("an unknown escape") }
        position += length
        text += Array(String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
    }

    private func fault(_ text: String) -> PackageFault { PackageFault(kind: "YAMLError", text: text) }
}

extension JSONValue {
    /// The value as JSON.
    fileprivate var serializedText: String { String(decoding: serialized(), as: UTF8.self) }
}
