/// Reads JSON, a Python representation or plain text once, from left to right, and writes it without its secrets.
///
/// Nothing has to be well-formed or complete: what is cut off, wrongly nested or no UTF-8 is read as far as it goes.
/// Brackets are kept on a stack of bytes, so that depth costs no call stack.
struct ContentScanner {
    /// What is shown of the values in some object or list.
    enum Exposure: UInt8 {
        /// Values, without what looks like a secret.
        case open
        /// The shape of texts; numbers, and what has a harmless name.
        case evidence
        /// The same without long numbers.
        case configuration
        /// The same without any number: the members of an object under a secret name.
        case secretMembers
        /// The shape of everything: what somebody has filled in under names of their own.
        case opaque
        /// The shape of everything: the secret itself.
        case secret
    }

    /// How deep texts are read that stand in texts; below, only their shape is shown.
    private static let depthLimit = 6
    static let placeholder = Array("<redacted>".utf8)

    let bytes: [UInt8]
    let rules: Set<RedactionRule>
    /// What marks a part of an address as a sample of the caller's own.
    let sampleMark: [UInt8]?
    let classes = ByteClass.table
    /// Takes the secrets that the content holds under names that say so; nil where nobody wants them.
    var learn: (([UInt8], LearnedFrom) -> Void)?
    private(set) var output: [UInt8] = []
    private var sensitivities: [ArraySlice<UInt8>: NameSensitivity] = [:]
    private var depth = 0

    /// Where a value was found.
    enum LearnedFrom {
        /// Under the name of a secret.
        case secretName
        /// In configuration, an environment or a list of arguments, where not everything is a secret.
        case configuration
    }

    init(_ bytes: [UInt8], rules: Set<RedactionRule>, sampleMark: String?) {
        self.bytes = bytes
        self.rules = rules
        self.sampleMark = sampleMark.map { Array($0.utf8) }
        output.reserveCapacity(bytes.count)
    }

    /// Reads everything; JSON is taken for such by its first character.
    mutating func scan(_ root: Exposure) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        var start = bytes.starts(with: mark) ? mark.count : 0
        while start < bytes.count, bytes[start].isSpace { start += 1 }
        guard start < bytes.count, beginsStructure(start) else {
            string(0, bytes.count, .open)
            return
        }
        write(0, start)
        var end = structure(start, bytes.count, root)
        // Several documents, such as lines of JSON.
        while end < bytes.count {
            if beginsStructure(end) {
                end = structure(end, bytes.count, root)
            } else if bytes[end].isSpace {
                output.append(bytes[end])
                end += 1
            } else {
                string(end, bytes.count, .open)
                return
            }
        }
    }

    /// Whether a bracket begins JSON or a representation, and not a remark in brackets.
    private func beginsStructure(_ start: Int) -> Bool {
        guard Self.isOpening(bytes[start]) else { return false }
        var next = start + 1
        while next < bytes.count, bytes[next].isSpace { next += 1 }
        guard next < bytes.count else { return true }
        let byte = bytes[next]
        if Self.isQuote(byte) || Self.isOpening(byte) || Self.isClosing(byte) { return true }
        return bytes[start] == 0x5B && (byte.isDigit || "-tfn".utf8.contains(byte))
    }

    mutating func write(_ start: Int, _ end: Int) {
        if start < end { output.append(contentsOf: bytes[start..<end]) }
    }

    mutating func writePlaceholder() {
        output.append(contentsOf: Self.placeholder)
    }

    static func isOpening(_ byte: UInt8) -> Bool { byte == 0x7B || byte == 0x5B || byte == 0x28 }
    private static func isClosing(_ byte: UInt8) -> Bool { byte == 0x7D || byte == 0x5D || byte == 0x29 }
    static func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 }
    static let backslash: UInt8 = 0x5C
}

extension ContentScanner {
    /// Reads an object or a list with everything in it.
    ///
    /// - Parameter start: where it begins.
    /// - Returns: the index behind it, or `end` where it does not end.
    mutating func structure(_ start: Int, _ end: Int, _ root: Exposure) -> Int {
        var stack: [(exposure: Exposure, awaitsSecret: Bool)] = []
        var exposure = root
        // Whether a secret's name stands as a value here, so that the next value is the secret: `["Cookie", "a=b"]`.
        var awaitsSecret = false
        var name: NameSensitivity?
        var nameRange = start..<start
        var isCount = false
        var index = start
        while index < end {
            let byte = bytes[index]
            if Self.isOpening(byte) {
                stack.append((exposure, awaitsSecret))
                awaitsSecret = false
                exposure = Self.inside(exposure, name, isObject: byte == 0x7B)
                name = nil
                output.append(byte)
                index += 1
            } else if Self.isClosing(byte) {
                (exposure, awaitsSecret) = stack.popLast() ?? (root, false)
                name = nil
                output.append(byte)
                index += 1
                if stack.isEmpty { return index }
            } else if byte == Self.backslash || Self.isQuote(byte) {
                guard let opening = quote(at: index, end) else {
                    let run = runEnd(index, end) { $0 == Self.backslash }
                    write(index, run)
                    index = run
                    continue
                }
                let closing = self.closing(of: opening, end)
                write(index, opening.content)
                index = min(closing + opening.width, end)
                if isName(at: index, end) {
                    nameRange = opening.content..<closing
                    string(opening.content, closing, .open)
                    (name, isCount) = judged(opening.content, closing)
                } else {
                    let isSecret = awaitsSecret && (name == nil || nameIs(["value"], nameRange))
                    string(opening.content, closing, isSecret ? .secret : Self.value(exposure, name))
                    let isLabel = name == nil || nameIs(["name", "key", "header", "field"], nameRange)
                    if isSecret || isLabel {
                        awaitsSecret = !isSecret && sensitivity(opening.content, closing) == .secret
                    }
                    name = nil
                }
                write(closing, index)
            } else if byte.isNameLetter || byte == 0x2D {
                let wordEnd = self.wordEnd(index, end)
                if isName(at: wordEnd, end) {
                    nameRange = index..<wordEnd
                    write(index, wordEnd)
                    (name, isCount) = judged(index, wordEnd)
                } else {
                    scalar(index, wordEnd, isCount ? .evidence : Self.value(exposure, name))
                    name = nil
                }
                index = wordEnd
            } else {
                if byte == 0x2C { name = nil }
                output.append(byte)
                index += 1
            }
        }
        return end
    }

    private func nameIs(_ names: [String], _ range: Range<Int>) -> Bool {
        range.count <= 6 && names.contains(String(decoding: bytes[range], as: UTF8.self).lowercased())
    }

    /// What is shown inside an object or list that stands under a name.
    static func inside(_ outer: Exposure, _ name: NameSensitivity?, isObject: Bool) -> Exposure {
        switch (name, outer) {
        case (.opaque, _): .opaque
        case (.secret, _): isObject ? .secretMembers : .secret
        case (.configuration, .open), (.configuration, .evidence): .configuration
        case (.harmless, .evidence), (.harmless, .configuration), (.harmless, .secretMembers), (.telling, .evidence),
            (.code, .evidence):
            isObject ? outer : .open
        // Of a list such as `keys` the texts are secrets, and the records have some.
        case (_, .secret): isObject ? .secretMembers : .secret
        default: outer
        }
    }

    /// What is shown of a text or number that stands under a name.
    private static func value(_ exposure: Exposure, _ name: NameSensitivity?) -> Exposure {
        switch name {
        case .secret?: .secret
        case .opaque?: .opaque
        case .harmless? where exposure < .opaque: .open
        case .telling?, .code?:
            switch exposure {
            case .open, .evidence: .open
            case .configuration, .secretMembers: name == .code ? .secret : exposure
            case .opaque, .secret: exposure
            }
        case .configuration?: max(exposure, .configuration)
        default: exposure
        }
    }

    private mutating func judged(_ start: Int, _ end: Int) -> (NameSensitivity, isCount: Bool) {
        let sensitivity = sensitivity(start, end)
        return (sensitivity, sensitivity == .secret && NameSensitivity.countsTokens(bytes[start..<end]))
    }

    /// What a name says, under the rules that hold.
    mutating func sensitivity(_ start: Int, _ end: Int) -> NameSensitivity {
        let name = bytes[start..<end]
        if let known = sensitivities[name] { return known }
        let isEscaped = name.contains(Self.backslash)
        let judged = isEscaped ? NameSensitivity(TextEscapes.unescaped(name)) : NameSensitivity(name)
        let isActive =
            switch judged {
            case .secret: rules.contains(.secretNames)
            case .configuration: rules.contains(.configuration)
            case .opaque: rules.contains(.opaqueMaps)
            case .ordinary, .harmless, .telling, .code: true
            }
        let sensitivity = isActive ? judged : .ordinary
        if sensitivities.count < 4096 { sensitivities[name] = sensitivity }
        return sensitivity
    }

    /// Whether a colon or an equals sign makes what ends here a name.
    private func isName(at index: Int, _ end: Int) -> Bool {
        var index = index
        while index < end, bytes[index].isSpace { index += 1 }
        return index < end && (bytes[index] == 0x3A || bytes[index] == 0x3D)
    }

    private func wordEnd(_ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, bytes[index].isNameLetter || "-_.+".utf8.contains(bytes[index]) { index += 1 }
        return index
    }

    private mutating func scalar(_ start: Int, _ end: Int, _ exposure: Exposure) {
        let isNumber = bytes[start].isDigit || bytes[start] == 0x2D
        let isConstant = Self.constants.contains(String(decoding: bytes[start..<min(end, start + 6)], as: UTF8.self))
        if exposure == .open {
            text(start, end)
        } else if isConstant || isNumber && isShown(bytes[start..<end].count(where: \.isDigit), exposure) {
            write(start, end)
        } else {
            learn?(Array(bytes[start..<end]), exposure == .secret ? .secretName : .configuration)
            let shape = isNumber ? "… (number)" : "… (\(end - start) characters)"
            // Inside a text in quotation marks others would end it.
            output.append(contentsOf: (depth == 0 ? "\"\(shape)\"" : shape).utf8)
        }
    }

    /// Whether a number of so many digits is shown.
    private func isShown(_ digits: Int, _ exposure: Exposure) -> Bool {
        switch exposure {
        case .open, .evidence: true
        case .configuration: digits <= 5
        case .secretMembers, .opaque, .secret: false
        }
    }

    private static let constants: Set<String> = ["true", "false", "null", "True", "False", "None", "nil"]
}

extension ContentScanner.Exposure: Comparable {
    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

// MARK: - Texts in quotation marks

extension ContentScanner {
    /// A quotation mark, with the backslashes before it where the text itself stands in a text.
    struct Quote {
        let mark: UInt8
        let backslashes: Int
        /// Where the text begins.
        let content: Int

        var width: Int { backslashes + 1 }
    }

    func quote(at start: Int, _ end: Int) -> Quote? {
        var index = start
        while index < end, bytes[index] == Self.backslash { index += 1 }
        guard index < end, Self.isQuote(bytes[index]) else { return nil }
        return Quote(mark: bytes[index], backslashes: index - start, content: index + 1)
    }

    /// Where the text ends that a quotation mark begins, or `end` where it is not closed.
    func closing(of quote: Quote, _ end: Int) -> Int {
        var index = quote.content
        var backslashes = 0
        while index < end {
            let byte = bytes[index]
            if byte == Self.backslash {
                backslashes += 1
            } else {
                if byte == quote.mark,
                    quote.backslashes == 0 ? backslashes.isMultiple(of: 2) : backslashes <= quote.backslashes
                {
                    return quote.backslashes == 0 ? index : index - min(backslashes, quote.backslashes)
                }
                backslashes = 0
            }
            index += 1
        }
        return end
    }

    /// Writes a text as far as it may be shown.
    mutating func string(_ start: Int, _ end: Int, _ exposure: Exposure) {
        if exposure == .open, depth < Self.depthLimit {
            depth += 1
            text(start, end)
            depth -= 1
        } else {
            shape(start, end, exposure == .secret ? .secretName : .configuration)
        }
    }

    /// Writes how long a text is.
    mutating func shape(_ start: Int, _ end: Int, _ source: LearnedFrom) {
        let content = bytes[start..<end]
        // The server's own mask is worth seeing, and a shape that stands here already is one.
        guard !content.isEmpty, !content.allSatisfy({ $0 == 0x2A }), !Self.isShape(content) else {
            return write(start, end)
        }
        let text = content.contains(Self.backslash) ? TextEscapes.unescaped(content) : Array(content)
        learn?(text, source)
        let count = text.count { $0 & 0xC0 != 0x80 }
        output.append(contentsOf: "… (\(count) character\(count == 1 ? "" : "s"))".utf8)
    }

    private static let shapeStart = Array("… (".utf8)
    private static let shapeEnds = ["number)", " character)", " characters)"].map { Array($0.utf8) }

    static func isShape(_ content: ArraySlice<UInt8>) -> Bool {
        guard content.starts(with: shapeStart) else { return false }
        return shapeEnds.contains(Array(content.dropFirst(shapeStart.count).drop(while: \.isDigit)))
    }
}
