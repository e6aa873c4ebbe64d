/// Secrets in running text: a server's message, a log line, a URL, a representation of an object.
extension ContentScanner {
    /// Writes a text without what looks like a secret in it.
    mutating func text(_ start: Int, _ end: Int) {
        var index = start
        var written = start
        // A run is judged once, however many words it has, and so is an address.
        var judged = start
        var address = start..<start
        while index < end {
            let byte = bytes[index]
            if !classes[Int(byte)].contains(.notable) {
                index += 1
            } else if byte == Self.backslash {
                index = behindEscape(index, end)
            } else if byte == 0x2D, let keyEnd = privateKeyEnd(index, end) {
                write(written, index)
                writePlaceholder()
                index = keyEnd
                written = index
            } else if byte == 0x3A, let authority = authority(index, end) {
                if index >= address.upperBound {
                    address = authority.upperBound..<addressEnd(authority.upperBound, end)
                }
                if let user = userInformation(authority) {
                    write(written, user.lowerBound)
                    if let colon = bytes[user].firstIndex(of: 0x3A) {
                        learn?(Array(bytes[user][(colon + 1)...]), .secretName)
                    }
                    writePlaceholder()
                    index = user.upperBound
                    written = index
                } else {
                    index = authority.lowerBound
                }
            } else if byte == 0x5B, let values = statementParameters(index, end) {
                write(written, values)
                index = structure(values, end, .configuration)
                written = index
            } else if byte.isNameLetter {
                if address.contains(index), let part = uncommonPart(index, address) {
                    write(written, part.lowerBound)
                    learn?(Array(bytes[part]), .configuration)
                    writePlaceholder()
                    index = part.upperBound
                    written = index
                    continue
                }
                let wordEnd = runEnd(index, end, of: .word)
                let run = index < judged ? index : runEnd(index, end, of: .run)
                judged = max(judged, run)
                if let secretEnd = issuedSecretEnd(index, wordEnd, end) ?? (isRandom(index, run) ? run : nil) {
                    write(written, index)
                    writePlaceholder()
                    index = secretEnd
                    written = index
                } else if let value = credential(after: index, wordEnd, end) {
                    write(written, value.lowerBound)
                    hide(value)
                    index = value.upperBound
                    written = index
                } else if let value = namedValue(index, wordEnd, end) {
                    write(written, value.start)
                    index = hide(value, end)
                    written = index
                } else {
                    index = wordEnd
                }
            } else {
                index += 1
            }
        }
        write(written, end)
    }

    func runEnd(_ start: Int, _ end: Int, _ isPart: (UInt8) -> Bool) -> Int {
        var index = start
        while index < end, isPart(bytes[index]) { index += 1 }
        return index
    }

    func runEnd(_ start: Int, _ end: Int, of kind: ByteClass) -> Int {
        var index = start
        while index < end, classes[Int(bytes[index])].contains(kind) { index += 1 }
        return index
    }

    func matches(_ text: StaticString, at index: Int, _ end: Int) -> Bool {
        index + text.utf8CodeUnitCount <= end && text.isAt(index, in: bytes)
    }

    private mutating func hide(_ value: Range<Int>) {
        learn?(Array(bytes[value]), .secretName)
        writePlaceholder()
    }

    /// A character that is written as an escape ends a word; a backslash that begins none is passed over.
    private func behindEscape(_ index: Int, _ end: Int) -> Int {
        guard index + 1 < end else { return end }
        switch bytes[index + 1] {
        case UInt8(ascii: "u"): return min(index + 6, end)
        case UInt8(ascii: "x"): return min(index + 4, end)
        case let letter where "nrtbf0".utf8.contains(letter): return index + 2
        default: return index + 1
        }
    }
}

// MARK: - Secrets that show what they are

extension ContentScanner {
    /// What keys and tokens begin with that start with a byte.
    static let issued = (0...255).map { byte in prefixes.filter { $0.prefix.utf8Start.pointee == byte } }

    /// How keys and tokens begin that are issued by LangBot and by the services that it speaks to, and how many
    /// characters follow at least.
    private static let prefixes: [(prefix: StaticString, minimum: Int)] = [
        ("lbk_", 1), ("lbk%5", 1), ("eyJ", 4), ("sk-", 12), ("sk_", 12), ("rk_", 12), ("app-", 12), ("ghp_", 12),
        ("gho_", 12), ("ghu_", 12), ("ghs_", 12), ("ghr_", 12), ("github_pat_", 12), ("glpat-", 12), ("xoxb-", 8),
        ("xoxa-", 8), ("xoxp-", 8), ("xoxr-", 8), ("xoxs-", 8), ("xapp-", 8), ("AKIA", 16), ("ASIA", 16),
        ("AIza", 30), ("ya29.", 12), ("hf_", 16), ("gsk_", 16), ("xai-", 16), ("tvly-", 12), ("npm_", 20),
        ("pypi-", 16), ("SG.", 16), ("whsec_", 12), ("bot", 36),
    ]

    private func issuedSecretEnd(_ start: Int, _ wordEnd: Int, _ end: Int) -> Int? {
        guard classes[Int(bytes[start])].contains(.issued), rules.contains(.issuedPrefixes) else { return nil }
        let first = bytes[start]
        if first.isDigit { return botTokenEnd(start, end) }
        // As in the address of Telegram's API.
        if matches("bot", at: start, end), let tokenEnd = botTokenEnd(start + 3, end) { return tokenEnd }
        for (prefix, minimum) in Self.issued[Int(first)] where matches(prefix, at: start, end) {
            let isEncoded = prefix.utf8Start[prefix.utf8CodeUnitCount - 2] == 0x25
            var keyEnd = isEncoded ? runEnd(start, end) { classes[Int($0)].contains(.word) || $0 == 0x25 } : wordEnd
            while keyEnd > start, bytes[keyEnd - 1] == 0x2E { keyEnd -= 1 }
            let restStart = start + prefix.utf8CodeUnitCount
            guard keyEnd - restStart >= minimum else { continue }
            // Ordinary words are joined with the same characters: a key has a digit in it.
            if minimum <= 4 || bytes[restStart..<keyEnd].contains(where: \.isDigit) { return keyEnd }
        }
        return nil
    }

    /// A bot's token as Telegram issues it: a number, a colon, and 35 characters.
    private func botTokenEnd(_ start: Int, _ end: Int) -> Int? {
        let digits = runEnd(start, end, \.isDigit)
        guard digits - start >= 6, digits < end, bytes[digits] == 0x3A else { return nil }
        let tokenEnd = runEnd(digits + 1, end) { $0.isLetterOrDigit || $0 == 0x5F || $0 == 0x2D }
        return tokenEnd - digits > 30 ? tokenEnd : nil
    }

    /// Whether nobody has written a run by hand.
    private func isRandom(_ start: Int, _ end: Int) -> Bool {
        guard end - start >= 24, rules.contains(.randomRuns) else { return false }
        var (digits, uppers, lowers, hexadecimals) = (0, 0, 0, 0)
        for byte in bytes[start..<end] {
            if byte.isDigit { digits += 1 }
            if byte.isUppercase { uppers += 1 }
            if byte.isLowercase { lowers += 1 }
            if byte.isDigit || byte.lowercased >= 0x61 && byte.lowercased <= 0x66 { hexadecimals += 1 }
        }
        if digits >= 2, uppers >= 2, lowers >= 2 { return true }
        return hexadecimals == end - start && hexadecimals >= 32 && digits >= 4 && uppers + lowers >= 4
    }

    /// What follows `Bearer`, `Basic` or another scheme, where it looks like a credential and not like a word.
    private func credential(after start: Int, _ wordEnd: Int, _ end: Int) -> Range<Int>? {
        guard wordEnd < end, bytes[wordEnd] == 0x20, rules.contains(.schemes), isScheme(start..<wordEnd) else {
            return nil
        }
        let value = valueRange(runEnd(wordEnd, end) { $0 == 0x20 }, end)
        return looksSecret(value) ? value : nil
    }

    static let schemes: Set<String> = ["basic", "bearer", "digest", "hmac", "token"]

    private func privateKeyEnd(_ start: Int, _ end: Int) -> Int? {
        guard rules.contains(.privateKeys), matches("-----BEGIN ", at: start, end) else { return nil }
        var index = start + 11
        while index < end {
            if bytes[index] == 0x2D, matches("-----END ", at: index, end) {
                let label = runEnd(index + 9, end) { $0 != 0x2D && $0 != 0x0A }
                return runEnd(label, end) { $0 == 0x2D }
            }
            index += 1
        }
        return end
    }

    /// What stands between the `://` that begins here, which JSON may write as `:\/\/`, and the path of a URL.
    private func authority(_ start: Int, _ end: Int) -> Range<Int>? {
        let width = matches("://", at: start, end) ? 3 : matches(":\\/\\/", at: start, end) ? 5 : 0
        guard width > 0 else { return nil }
        return (start + width)..<runEnd(start + width, end) { !$0.isSpace && !"/?#\"'<>\\".utf8.contains($0) }
    }

    private func addressEnd(_ start: Int, _ end: Int) -> Int {
        runEnd(start, end) { !$0.isSpace && !"\"'<>`".utf8.contains($0) }
    }

    /// `user:password` in a URL.
    private func userInformation(_ authority: Range<Int>) -> Range<Int>? {
        guard rules.contains(.userInformation), let sign = bytes[authority].lastIndex(of: 0x40),
            sign > authority.lowerBound
        else { return nil }
        return authority.lowerBound..<sign
    }

    /// The part of an address that begins here, if it is too random to be a name: a segment of the path, a parameter's
    /// value, or a fragment.
    private func uncommonPart(_ start: Int, _ address: Range<Int>) -> Range<Int>? {
        guard rules.contains(.addresses) else { return nil }
        let isJoined = start - 1 > address.lowerBound && "-_".utf8.contains(bytes[start - 1])
        let start = isJoined ? start - 1 : start
        guard "/?&=#;".utf8.contains(bytes[start - 1]) else { return nil }
        var partEnd = runEnd(start, address.upperBound) { !"/?&=#;\\".utf8.contains($0) }
        while partEnd > start, ".,:'()[]{}|!".utf8.contains(bytes[partEnd - 1]) { partEnd -= 1 }
        let part = start..<partEnd
        let isSample = sampleMark.map { !$0.isEmpty && bytes[part].firstRange(of: $0) != nil } ?? false
        return SecretIndex.isUncommon(bytes[part]) && !isSample ? part : nil
    }

    /// Where the values of a failed statement begin.
    private func statementParameters(_ start: Int, _ end: Int) -> Int? {
        guard rules.contains(.statementParameters), matches("[parameters: ", at: start, end) else { return nil }
        let values = start + 13
        return values < end && Self.isOpening(bytes[values]) ? values : nil
    }
}

// MARK: - Secrets that a name gives away

extension ContentScanner {
    /// A value after a name in running text.
    struct NamedValue {
        let start: Int
        let form: Form

        enum Form {
            case quoted(Quote)
            case structure(Exposure)
            case bare(Range<Int>)
        }
    }

    private mutating func namedValue(_ start: Int, _ wordEnd: Int, _ end: Int) -> NamedValue? {
        guard let separator = separator(wordEnd, end), rules.contains(.namesInText) else { return nil }
        // The name may be percent-encoded with the character before it.
        let isEncoded = start > 0 && bytes[start - 1] == 0x25 && wordEnd - start > 2
        let nameStart = isEncoded ? start + 2 : start
        var sensitivity = sensitivity(nameStart, wordEnd)
        if sensitivity == .code, isParameter(nameStart) { sensitivity = .secret }
        guard sensitivity == .secret || sensitivity == .configuration || sensitivity == .opaque else { return nil }
        let isEquals = bytes[separator] != 0x3A
        var index = separator + 1
        if isEquals, index < end, bytes[index] == 0x3E { index += 1 }
        index = runEnd(index, min(end, index + 16)) { $0 == 0x20 || $0 == 0x09 }
        guard index < end else { return nil }
        // Python's b'…'.
        let isPrefixed = "bBuUrRfF".utf8.contains(bytes[index]) && index + 1 < end
        if let quote = quote(at: isPrefixed ? index + 1 : index, end) ?? quote(at: index, end) {
            return NamedValue(start: quote.content, form: .quoted(quote))
        }
        if Self.isOpening(bytes[index]) {
            return NamedValue(
                start: index,
                form: .structure(Self.inside(.open, sensitivity, isObject: bytes[index] == 0x7B))
            )
        }
        guard sensitivity == .secret else { return nil }
        return bare(index, end, named: nameStart..<wordEnd, isEquals: isEquals)
    }

    private mutating func hide(_ value: NamedValue, _ end: Int) -> Int {
        switch value.form {
        case .quoted(let quote):
            let closing = closing(of: quote, end)
            shape(quote.content, closing, .secretName)
            return closing
        case .structure(let exposure):
            return structure(value.start, end, exposure)
        case .bare(let range):
            hide(range)
            return range.upperBound
        }
    }

    /// Whether the name that begins here is one of a query's or a fragment's.
    private func isParameter(_ start: Int) -> Bool {
        guard start > 0 else { return false }
        if "?&#".utf8.contains(bytes[start - 1]) { return true }
        return ["%3F", "%3f", "%26", "%23", "&amp;", "\\u0026"].contains { (mark: StaticString) in
            mark.utf8CodeUnitCount <= start && mark.isAt(start - mark.utf8CodeUnitCount, in: bytes)
        }
    }

    /// A colon or an equals sign behind a name and its quotation mark.
    private func separator(_ wordEnd: Int, _ end: Int) -> Int? {
        guard wordEnd < end, classes[Int(bytes[wordEnd])].contains(.separator) else { return nil }
        if bytes[wordEnd] == 0x25 { return encodedSeparator(wordEnd, end) }
        let limit = min(end, wordEnd + 16)
        var index = wordEnd
        while index < limit, bytes[index] == Self.backslash { index += 1 }
        if index < limit, Self.isQuote(bytes[index]) { index += 1 } else if index > wordEnd { return nil }
        // The name may end a subscript: `headers['Authorization'] = …`.
        if index < limit, bytes[index] == 0x5D { index += 1 }
        while index < limit, bytes[index] == 0x20 { index += 1 }
        guard index < limit, bytes[index] == 0x3A || bytes[index] == 0x3D else { return nil }
        return index
    }

    /// An equals sign or a colon in percent encoding, or one behind a closing bracket in it.
    private func encodedSeparator(_ start: Int, _ end: Int) -> Int? {
        guard start + 3 < end else { return nil }
        switch TextEscapes.hexadecimal(bytes[(start + 1)...(start + 2)]) {
        case 0x3A, 0x3D: return start + 2
        case 0x5D: return bytes[start + 3] == 0x3D ? start + 3 : nil
        default: return nil
        }
    }

    /// A value without quotation marks: after an equals sign whatever it is, after a colon where it is no plain word or
    /// the name leaves no doubt.
    private func bare(_ start: Int, _ end: Int, named name: Range<Int>, isEquals: Bool) -> NamedValue? {
        let field = String(decoding: bytes[name], as: UTF8.self).lowercased()
        if field.hasSuffix("cookie") {
            let lineEnd = runEnd(start, end) { $0 != 0x0A && $0 != 0x0D && $0 != Self.backslash }
            return lineEnd > start ? NamedValue(start: start, form: .bare(start..<lineEnd)) : nil
        }
        var value = valueRange(start, end)
        if isScheme(value), value.upperBound < end, bytes[value.upperBound] == 0x20 {
            value = valueRange(runEnd(value.upperBound, end) { $0 == 0x20 }, end)
        }
        guard !value.isEmpty, !isConstant(value) else { return nil }
        guard isEquals || looksSecret(value) || leavesNoDoubt(field) && !isRemark(value) else { return nil }
        return NamedValue(start: value.lowerBound, form: .bare(value))
    }

    /// Up to a space or what cannot be a part of it, without the punctuation of the sentence that it stands in.
    private func valueRange(_ start: Int, _ end: Int) -> Range<Int> {
        var valueEnd = runEnd(start, end) { !$0.isSpace && !"&\"<>\\`".utf8.contains($0) }
        while valueEnd > start, ".,;:'()[]{}|!?".utf8.contains(bytes[valueEnd - 1]) { valueEnd -= 1 }
        return start..<valueEnd
    }

    private func isScheme(_ value: Range<Int>) -> Bool {
        value.count <= 6 && Self.schemes.contains(String(decoding: bytes[value], as: UTF8.self).lowercased())
    }

    /// What stands for nothing, for a count or for a variable of a shell.
    private func isConstant(_ value: Range<Int>) -> Bool {
        let text = bytes[value]
        if text.allSatisfy({ $0 == 0x2A }) { return true }
        if text.first == UInt8(ascii: "$") {
            return text.count <= 64 && text.allSatisfy { $0.isNameLetter || "_${}%?*-".utf8.contains($0) }
        }
        guard text.count <= 5 else { return false }
        return text.allSatisfy { $0.isDigit || $0 == 0x2E }
            || ["none", "null", "true", "false", "nil"].contains(String(decoding: text, as: UTF8.self).lowercased())
    }

    /// Whether a name of several words, such as `X-Auth-Token`, or one such as `password` stands before its value.
    private func leavesNoDoubt(_ field: String) -> Bool {
        field.contains("-") || field.contains("_") || field == "authorization"
            || ["passphrase", "passwd", "password", "pwd", "secret"].contains(field)
    }

    /// Whether a word says something about a value, as in `password: required`.
    private func isRemark(_ value: Range<Int>) -> Bool {
        value.count <= 12 && Self.remarks.contains(String(decoding: bytes[value], as: UTF8.self).lowercased())
    }

    private static let remarks: Set<String> = [
        "a", "an", "cannot", "expired", "field", "incorrect", "input", "invalid", "is", "missing", "must", "needs",
        "no", "not", "required", "str", "string", "the", "too", "unknown", "value", "wrong",
    ]

    private func looksSecret(_ value: Range<Int>) -> Bool {
        SecretIndex.looksSecret(bytes[value])
    }
}
