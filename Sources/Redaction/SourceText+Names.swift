/// Values behind names in running text.
extension SourceText {
    /// Whether the name that begins here is one of a query's or a fragment's.
    func isParameter(_ start: Int) -> Bool {
        guard start > 0 else { return false }
        if "?&#".utf8.contains(bytes[start - 1]) { return true }
        return ["%3F", "%3f", "%26", "%23", "&amp;", "\\u0026"].contains { (mark: StaticString) in
            mark.utf8CodeUnitCount <= start && mark.isAt(start - mark.utf8CodeUnitCount, in: bytes)
        }
    }

    /// A colon or an equals sign behind a name and its quotation mark.
    func separator(_ wordEnd: Int, _ end: Int) -> Int? {
        guard wordEnd < end, isOf(.separator, bytes[wordEnd]) else { return nil }
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

    /// The comma between the quoted name and the quoted value of a pair: `("Authorization", "…")`.
    func pairSeparator(_ start: Int, _ wordEnd: Int, _ end: Int) -> Int? {
        guard wordEnd < end, start > 1, Self.isQuote(bytes[start - 1]) else { return nil }
        var before = start - 2
        while before > 0, before > start - 16, bytes[before] == Self.backslash { before -= 1 }
        if before > 0, "bBuU".utf8.contains(bytes[before]) { before -= 1 }
        guard bytes[before] == 0x28 || bytes[before] == 0x5B else { return nil }
        let limit = min(end, wordEnd + 32)
        var index = runEnd(wordEnd, limit) { $0 == Self.backslash }
        guard index < limit, Self.isQuote(bytes[index]) else { return nil }
        index = runEnd(index + 1, limit) { $0 == 0x20 }
        guard index < limit, bytes[index] == 0x2C else { return nil }
        var value = runEnd(index + 1, limit) { $0 == 0x20 }
        if value < limit, "bBuU".utf8.contains(bytes[value]) { value += 1 }
        return quote(at: value, limit) == nil ? nil : index
    }

    /// An equals sign or a colon in percent encoding, or one behind a closing bracket in it.
    func encodedSeparator(_ start: Int, _ end: Int) -> Int? {
        guard start + 3 < end else { return nil }
        switch TextEscapes.hexadecimal(Array(part((start + 1)..<(start + 3)))[...]) {
        case 0x3A, 0x3D: return start + 2
        case 0x5D: return bytes[start + 3] == 0x3D ? start + 3 : nil
        default: return nil
        }
    }

    /// A value without quotation marks: after an equals sign whatever it is, after a colon where it is no plain word or
    /// the name leaves no doubt.
    func bare(_ start: Int, _ end: Int, named name: Range<Int>, isEquals: Bool) -> Range<Int>? {
        let field = text(name).lowercased()
        if field.hasSuffix("cookie") {
            let lineEnd = runEnd(start, end) { $0 != 0x0A && $0 != 0x0D && $0 != Self.backslash }
            return lineEnd > start ? start..<lineEnd : nil
        }
        var value = valueRange(start, end)
        if isScheme(value), value.upperBound < end, bytes[value.upperBound] == 0x20 {
            value = valueRange(runEnd(value.upperBound, end) { $0 == 0x20 }, end)
        }
        guard !value.isEmpty, !isConstant(value) else { return nil }
        guard isEquals || looksSecret(value) || leavesNoDoubt(field) && !isRemark(value) else { return nil }
        return value
    }

    /// Up to a space or what cannot be a part of it, without the punctuation of the sentence that it stands in.
    func valueRange(_ start: Int, _ end: Int) -> Range<Int> {
        var valueEnd = runEnd(start, end, of: .value)
        while valueEnd > start, ".,;:'()[]{}|!?".utf8.contains(bytes[valueEnd - 1]) { valueEnd -= 1 }
        return start..<valueEnd
    }

    func isScheme(_ value: Range<Int>) -> Bool {
        value.count <= 6 && Self.schemes.contains(text(value).lowercased())
    }

    /// What stands for nothing, for a count or for a variable of a shell.
    func isConstant(_ value: Range<Int>) -> Bool {
        let text = part(value)
        if text.allSatisfy({ $0 == 0x2A }) { return true }
        if text.first == UInt8(ascii: "$") {
            return text.count <= 64 && text.allSatisfy { $0.isNameLetter || "_${}%?*-".utf8.contains($0) }
        }
        guard text.count <= 5 else { return false }
        return text.allSatisfy { $0.isDigit || $0 == 0x2E }
            || ["none", "null", "true", "false", "nil"].contains(String(decoding: text, as: UTF8.self).lowercased())
    }

    /// Whether a name of several words, such as `X-Auth-Token`, or one such as `password` stands before its value.
    func leavesNoDoubt(_ field: String) -> Bool {
        field.contains("-") || field.contains("_") || field == "authorization"
            || ["passphrase", "passwd", "password", "pwd", "secret"].contains(field)
    }

    /// Whether a word says something about a value, as in `password: required`.
    func isRemark(_ value: Range<Int>) -> Bool {
        value.count <= 12 && Self.remarks.contains(text(value).lowercased())
    }

    private static let remarks: Set<String> = [
        "a", "an", "cannot", "expired", "field", "incorrect", "input", "invalid", "is", "missing", "must", "needs",
        "no", "not", "required", "str", "string", "the", "too", "unknown", "value", "wrong",
    ]

    func looksSecret(_ value: Range<Int>) -> Bool {
        SecretIndex.looksSecret(part(value))
    }
}
