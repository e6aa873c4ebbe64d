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
            if !source.isOf(.notable, byte) {
                index += 1
            } else if byte == SourceText.backslash {
                index = source.behindEscape(index, end)
            } else if byte == 0x2D, let keyEnd = source.privateKeyEnd(index, end) {
                write(written, index)
                writePlaceholder()
                index = keyEnd
                written = index
            } else if byte == 0x3A, let authority = source.authority(index, end) {
                if index >= address.upperBound {
                    address = authority.upperBound..<source.addressEnd(authority.upperBound, end)
                }
                if let user = source.userInformation(authority) {
                    write(written, user.lowerBound)
                    if let colon = bytes[user].firstIndex(of: 0x3A) {
                        found((colon + 1)..<user.upperBound, .secretName)
                    }
                    writePlaceholder()
                    index = user.upperBound
                    written = index
                } else {
                    index = authority.lowerBound
                }
            } else if byte == 0x5B, let values = source.statementParameters(index, end) {
                write(written, values)
                index = structure(values, end, .configuration)
                written = index
            } else if byte.isNameLetter {
                if address.contains(index), let part = source.uncommonPart(index, address), !isSample(part) {
                    write(written, part.lowerBound)
                    found(part, .configuration)
                    writePlaceholder()
                    index = part.upperBound
                    written = index
                    continue
                }
                let wordEnd = source.runEnd(index, end, of: .word)
                let run = index < judged ? index : source.runEnd(index, end, of: .run)
                judged = max(judged, run)
                if let secretEnd = source.issuedSecretEnd(index, wordEnd, end)
                    ?? (source.isRandom(index, run) ? run : nil)
                {
                    write(written, index)
                    writePlaceholder()
                    index = secretEnd
                    written = index
                } else if let value = source.credential(after: index, wordEnd, end) {
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

    private mutating func hide(_ value: Range<Int>) {
        found(value, .secretName)
        writePlaceholder()
    }

    private func isSample(_ part: Range<Int>) -> Bool {
        sampleMark.map { !$0.isEmpty && bytes[part].firstRange(of: $0) != nil } ?? false
    }
}

// MARK: - Secrets that a name gives away

extension ContentScanner {
    /// A value after a name in running text.
    struct NamedValue {
        let start: Int
        let form: Form

        enum Form {
            case quoted(SourceText.Quote)
            case structure(Exposure)
            case bare(Range<Int>)
        }
    }

    private mutating func namedValue(_ start: Int, _ wordEnd: Int, _ end: Int) -> NamedValue? {
        guard let separator = source.separator(wordEnd, end) ?? source.pairSeparator(start, wordEnd, end),
            source.rules.contains(.namesInText)
        else { return nil }
        // The name may be percent-encoded with the character before it.
        let isEncoded = start > 0 && bytes[start - 1] == 0x25 && wordEnd - start > 2
        let nameStart = isEncoded ? start + 2 : start
        var sensitivity = sensitivity(nameStart, wordEnd)
        if sensitivity == .code, source.isParameter(nameStart) { sensitivity = .secret }
        guard sensitivity == .secret || sensitivity == .configuration || sensitivity == .opaque else { return nil }
        let isEquals = bytes[separator] != 0x3A
        var index = separator + 1
        if isEquals, index < end, bytes[index] == 0x3E { index += 1 }
        index = source.runEnd(index, min(end, index + 16)) { $0 == 0x20 || $0 == 0x09 }
        guard index < end else { return nil }
        // Python's b'…'.
        let isPrefixed = "bBuUrRfF".utf8.contains(bytes[index]) && index + 1 < end
        if let quote = source.quote(at: isPrefixed ? index + 1 : index, end) ?? source.quote(at: index, end) {
            return NamedValue(start: quote.content, form: .quoted(quote))
        }
        if SourceText.isOpening(bytes[index]) {
            return NamedValue(
                start: index,
                form: .structure(Self.inside(.open, sensitivity, isObject: bytes[index] == 0x7B))
            )
        }
        guard sensitivity == .secret else { return nil }
        return source.bare(index, end, named: nameStart..<wordEnd, isEquals: isEquals).map { value in
            NamedValue(start: value.lowerBound, form: .bare(value))
        }
    }

    private mutating func hide(_ value: NamedValue, _ end: Int) -> Int {
        switch value.form {
        case .quoted(let quote):
            let closing = source.closing(of: quote, end)
            shape(quote.content, closing, .secretName)
            return closing
        case .structure(let exposure):
            return structure(value.start, end, exposure)
        case .bare(let range):
            hide(range)
            return range.upperBound
        }
    }
}
