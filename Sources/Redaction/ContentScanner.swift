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

    let source: SourceText
    /// What marks a part of an address as a sample of the caller's own.
    let sampleMark: [UInt8]?
    /// Takes the secrets that the content holds under names that say so; nil where nobody wants them.
    private let learn: (([UInt8], LearnedFrom) -> Void)?
    private var output: [UInt8] = []
    private var names: JudgedNames
    private var depth = 0

    /// Where a value was found.
    enum LearnedFrom {
        /// Under the name of a secret.
        case secretName
        /// In configuration, an environment or a list of arguments, where not everything is a secret.
        case configuration
    }

    private init(_ source: SourceText, _ sampleMark: String?, _ learn: (([UInt8], LearnedFrom) -> Void)?) {
        self.source = source
        self.sampleMark = sampleMark.map { Array($0.utf8) }
        self.learn = learn
        names = JudgedNames(size: source.bytes.count)
        if learn == nil { output.reserveCapacity(source.bytes.count) }
    }

    /// A content without its secrets.
    static func shown(_ content: [UInt8], _ root: Exposure, rules: RuleSet, sampleMark: String?) -> [UInt8] {
        content.withUnsafeBufferPointer { bytes in
            var scanner = ContentScanner(SourceText(bytes, rules), sampleMark, nil)
            scanner.scan(root)
            return scanner.output
        }
    }

    /// Finds the secrets of a content.
    static func search(
        _ content: [UInt8],
        rules: RuleSet,
        sampleMark: String?,
        learn: @escaping ([UInt8], LearnedFrom) -> Void
    ) {
        content.withUnsafeBufferPointer { bytes in
            var scanner = ContentScanner(SourceText(bytes, rules), sampleMark, learn)
            scanner.scan(.open)
        }
    }

    var bytes: UnsafeBufferPointer<UInt8> { source.bytes }

    /// Reads everything; JSON is taken for such by its first character.
    private mutating func scan(_ root: Exposure) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = bytes
        var start = bytes.starts(with: mark) ? mark.count : 0
        while start < bytes.count, bytes[start].isSpace { start += 1 }
        guard start < bytes.count, source.beginsStructure(start) else {
            string(0, bytes.count, .open)
            return
        }
        write(0, start)
        var end = structure(start, bytes.count, root)
        // Several documents, such as lines of JSON.
        while end < bytes.count {
            if source.beginsStructure(end) {
                end = structure(end, bytes.count, root)
            } else if bytes[end].isSpace {
                write(bytes[end])
                end += 1
            } else {
                string(end, bytes.count, .open)
                return
            }
        }
    }

    mutating func write(_ start: Int, _ end: Int) {
        if start < end, learn == nil { output.append(contentsOf: source.part(start..<end)) }
    }

    private mutating func write(_ byte: UInt8) {
        if learn == nil { output.append(byte) }
    }

    private mutating func write(_ text: String) {
        if learn == nil { output.append(contentsOf: text.utf8) }
    }

    mutating func writePlaceholder() {
        if learn == nil { output.append(contentsOf: Self.placeholder) }
    }

    func found(_ secret: Range<Int>, _ place: LearnedFrom) {
        learn?(Array(source.part(secret)), place)
    }
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
            if SourceText.isOpening(byte) {
                stack.append((exposure, awaitsSecret))
                awaitsSecret = false
                exposure = Self.inside(exposure, name, isObject: byte == 0x7B)
                name = nil
                write(byte)
                index += 1
            } else if SourceText.isClosing(byte) {
                (exposure, awaitsSecret) = stack.popLast() ?? (root, false)
                name = nil
                write(byte)
                index += 1
                if stack.isEmpty { return index }
            } else if byte == SourceText.backslash || SourceText.isQuote(byte) {
                guard let opening = source.quote(at: index, end) else {
                    let run = source.runEnd(index, end) { $0 == SourceText.backslash }
                    write(index, run)
                    index = run
                    continue
                }
                let closing = source.closing(of: opening, end)
                write(index, opening.content)
                index = min(closing + opening.width, end)
                if source.isName(at: index, end) {
                    nameRange = opening.content..<closing
                    string(opening.content, closing, .open)
                    let judgement = judged(opening.content, closing)
                    (name, isCount) = (judgement.sensitivity, judgement.isCount)
                } else {
                    let isSecret = awaitsSecret && (name == nil || source.nameIs(["value"], nameRange))
                    string(opening.content, closing, isSecret ? .secret : Self.value(exposure, name))
                    let isLabel = name == nil || source.nameIs(["name", "key", "header", "field"], nameRange)
                    if isSecret || isLabel {
                        let isShort = closing - opening.content <= 64
                        awaitsSecret = !isSecret && isShort && sensitivity(opening.content, closing) == .secret
                    }
                    name = nil
                }
                write(closing, index)
            } else if byte.isNameLetter || byte == 0x2D {
                let wordEnd = source.wordEnd(index, end)
                if source.isName(at: wordEnd, end) {
                    nameRange = index..<wordEnd
                    write(index, wordEnd)
                    let judgement = judged(index, wordEnd)
                    (name, isCount) = (judgement.sensitivity, judgement.isCount)
                } else {
                    scalar(index, wordEnd, isCount ? .evidence : Self.value(exposure, name))
                    name = nil
                }
                index = wordEnd
            } else {
                if byte == 0x2C { name = nil }
                write(byte)
                index += 1
            }
        }
        return end
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

    /// What a name says, under the rules that hold.
    mutating func sensitivity(_ start: Int, _ end: Int) -> NameSensitivity { judged(start, end).sensitivity }

    private mutating func judged(_ start: Int, _ end: Int) -> JudgedNames.Judgement {
        let name = source.part(start..<min(end, start + Self.nameLimit))
        let rules = source.rules
        return names.judgement(of: name) { Self.judgement(of: $0, rules) }
    }

    /// Longer names are judged by their beginning.
    private static let nameLimit = 768

    private static func judgement(
        of name: UnsafeBufferPointer<UInt8>,
        _ rules: RuleSet
    ) -> JudgedNames.Judgement {
        let isEscaped = name.contains(SourceText.backslash)
        let judged = isEscaped ? NameSensitivity(TextEscapes.unescaped(Array(name)[...])) : NameSensitivity(name)
        let isActive =
            switch judged {
            case .secret: rules.contains(.secretNames)
            case .configuration: rules.contains(.configuration)
            case .opaque: rules.contains(.opaqueMaps)
            case .ordinary, .harmless, .telling, .code: true
            }
        guard isActive else { return JudgedNames.Judgement(sensitivity: .ordinary, isCount: false) }
        let isCount = judged == .secret && NameSensitivity.countsTokens(name)
        return JudgedNames.Judgement(sensitivity: judged, isCount: isCount)
    }

    private mutating func scalar(_ start: Int, _ end: Int, _ exposure: Exposure) {
        let isNumber = bytes[start].isDigit || bytes[start] == 0x2D
        let isConstant = Self.constants.contains(source.text(start..<min(end, start + 6)))
        if exposure == .open {
            text(start, end)
        } else if isConstant || isNumber && isShown(bytes[start..<end].count(where: \.isDigit), exposure) {
            write(start, end)
        } else {
            found(start..<end, exposure == .secret ? .secretName : .configuration)
            let shape = isNumber ? "… (number)" : "… (\(end - start) characters)"
            // Inside a text in quotation marks others would end it.
            write(depth == 0 ? "\"\(shape)\"" : shape)
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
    mutating func shape(_ start: Int, _ end: Int, _ place: LearnedFrom) {
        let content = source.part(start..<end)
        // The server's own mask is worth seeing, and a shape that stands here already is one.
        guard !content.isEmpty, !content.allSatisfy({ $0 == 0x2A }), !Self.isShape(content) else {
            return write(start, end)
        }
        let text = content.contains(SourceText.backslash) ? TextEscapes.unescaped(Array(content)[...]) : Array(content)
        if let learn { return learn(text, place) }
        let count = text.count { $0 & 0xC0 != 0x80 }
        write("… (\(count) character\(count == 1 ? "" : "s"))")
    }

    private static let shapeStart = Array("… (".utf8)
    private static let shapeEnds = ["number)", " character)", " characters)"].map { Array($0.utf8) }

    static func isShape(_ content: some Sequence<UInt8>) -> Bool {
        guard content.starts(with: shapeStart) else { return false }
        return shapeEnds.contains(Array(content.dropFirst(shapeStart.count).drop(while: \.isDigit)))
    }
}
