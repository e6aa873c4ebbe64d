extension JSONValue {
    /// Parses one JSON text, strictly and in time linear in its length.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8 without a byte order mark.
    ///   - depthLimit: the maximum nesting depth of arrays and objects.
    /// - Throws: ``JSONParseError`` if the text does not conform to RFC 8259.
    package init(parsing bytes: some Sequence<UInt8>, depthLimit: Int = 256) throws(JSONParseError) {
        try self.init(parsing: Array(bytes), depthLimit: depthLimit)
    }

    /// Parses bytes without copying them.
    package init(parsing bytes: [UInt8], depthLimit: Int = 256) throws(JSONParseError) {
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSONValue, JSONParseError> in
            var parser = JSONParser(buffer, depthLimit: depthLimit)
            return parser.parse()
        }
        self = try result.get()
    }

    /// Parses the UTF-8 of a string.
    package init(parsing text: String, depthLimit: Int = 256) throws(JSONParseError) {
        try self.init(parsing: text.utf8, depthLimit: depthLimit)
    }
}

/// A recursive descent parser over a buffer that outlives it.
struct JSONParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var depth = 0
    private let depthLimit: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    mutating func parse() -> Result<JSONValue, JSONParseError> {
        do throws(JSONParseError) {
            let value = try value()
            skipWhitespace()
            guard position == bytes.count else { throw failure(.trailingContent) }
            return .success(value)
        } catch {
            return .failure(error)
        }
    }

    private func failure(_ reason: JSONParseError.Reason) -> JSONParseError {
        JSONParseError(reason: reason, offset: position)
    }

    private var unexpected: JSONParseError {
        position < bytes.count ? failure(.unexpectedByte(bytes[position])) : failure(.unexpectedEnd)
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipWhitespace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    private mutating func value() throws(JSONParseError) -> JSONValue {
        skipWhitespace()
        guard let byte = current else { throw failure(.unexpectedEnd) }
        switch byte {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw unexpected
        }
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONParseError) -> JSONValue {
        for offset in 0..<text.utf8CodeUnitCount {
            guard current == text.utf8Start[offset] else { throw unexpected }
            position += 1
        }
        return value
    }

    private mutating func enter() throws(JSONParseError) {
        depth += 1
        guard depth <= depthLimit else { throw failure(.tooDeep(limit: depthLimit)) }
        position += 1
        skipWhitespace()
    }

    private mutating func leave() {
        depth -= 1
        position += 1
    }

    private mutating func array() throws(JSONParseError) -> JSONValue {
        try enter()
        var elements: [JSONValue] = []
        if current == UInt8(ascii: "]") {
            leave()
            return .array(elements)
        }
        while true {
            elements.append(try value())
            if try endsOrContinues(UInt8(ascii: "]")) { return .array(elements) }
        }
    }

    private mutating func object() throws(JSONParseError) -> JSONValue {
        try enter()
        var members: [(String, JSONValue)] = []
        if current == UInt8(ascii: "}") {
            leave()
            return .object(JSONObject())
        }
        // Most objects have no more members than this. Stored objects are trimmed to size.
        members.reserveCapacity(8)
        while true {
            skipWhitespace()
            guard current == UInt8(ascii: "\"") else { throw unexpected }
            let name = try string()
            skipWhitespace()
            guard current == UInt8(ascii: ":") else { throw unexpected }
            position += 1
            members.append((name, try value()))
            if try endsOrContinues(UInt8(ascii: "}")) { return .object(JSONObject(members)) }
        }
    }

    /// Skips a comma, or the closing byte, in which case it returns true.
    private mutating func endsOrContinues(_ closing: UInt8) throws(JSONParseError) -> Bool {
        skipWhitespace()
        if current == closing {
            leave()
            return true
        }
        guard current == UInt8(ascii: ",") else { throw unexpected }
        position += 1
        return false
    }

    private mutating func digits() throws(JSONParseError) {
        guard let first = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            throw failure(.invalidNumber)
        }
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            position += 1
        }
    }

    private mutating func number() throws(JSONParseError) -> JSONValue {
        let start = position
        var isWhole = true
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if current == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            isWhole = false
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        if isWhole { return Int64(text).map(JSONValue.integer) ?? .number(text) }
        guard let value = Double(text), value.isFinite else { return .number(text) }
        return .double(value)
    }
}

extension JSONParser {
    private mutating func string() throws(JSONParseError) -> String {
        position += 1
        let start = position
        var isPlain = true
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                let content = UnsafeBufferPointer(rebasing: bytes[start..<position])
                position += 1
                return try isPlain ? text(content) : unescaped(content, at: start)
            case UInt8(ascii: "\\"):
                isPlain = false
                position += 2
            case 0..<0x20:
                throw failure(.controlCharacter)
            default:
                position += 1
            }
        }
        position = bytes.count
        throw failure(.unexpectedEnd)
    }

    private func text(_ content: UnsafeBufferPointer<UInt8>) throws(JSONParseError) -> String {
        guard let text = String(validatingBytes: content) else { throw failure(.invalidUTF8) }
        return text
    }

    private func unescaped(_ content: UnsafeBufferPointer<UInt8>, at start: Int) throws(JSONParseError) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(content.count)
        var index = 0
        while index < content.count {
            let byte = content[index]
            guard byte == UInt8(ascii: "\\") else {
                output.append(byte)
                index += 1
                continue
            }
            guard let escape = Self.escapes[content[index + 1]] else {
                let scalar = try unicodeEscape(content, &index, at: start)
                output.append(contentsOf: Array(String(Character(scalar)).utf8))
                continue
            }
            output.append(escape)
            index += 2
        }
        guard let text = output.withUnsafeBufferPointer({ String(validatingBytes: $0) }) else {
            throw JSONParseError(reason: .invalidUTF8, offset: start)
        }
        return text
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]

    /// Reads `\uXXXX`, or a surrogate pair of them, and advances `index`.
    private func unicodeEscape(
        _ content: UnsafeBufferPointer<UInt8>,
        _ index: inout Int,
        at start: Int
    ) throws(JSONParseError) -> Unicode.Scalar {
        func fail(_ reason: JSONParseError.Reason) -> JSONParseError {
            JSONParseError(reason: reason, offset: start + index)
        }
        guard let high = hexadecimal(content, at: index) else { throw fail(.invalidEscape) }
        index += 6
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard (0xD800..<0xDC00).contains(high), let low = hexadecimal(content, at: index),
            (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
        else { throw fail(.loneSurrogate) }
        index += 6
        return scalar
    }

    private func hexadecimal(_ content: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32? {
        guard index + 6 <= content.count, content[index] == UInt8(ascii: "\\"),
            content[index + 1] == UInt8(ascii: "u")
        else { return nil }
        var value: UInt32 = 0
        for byte in content[(index + 2)..<(index + 6)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
