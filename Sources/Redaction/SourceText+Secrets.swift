/// Secrets that show what they are.
extension SourceText {
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

    func issuedSecretEnd(_ start: Int, _ wordEnd: Int, _ end: Int) -> Int? {
        guard isOf(.issued, bytes[start]), rules.contains(.issuedPrefixes) else { return nil }
        let first = bytes[start]
        if first.isDigit { return botTokenEnd(start, end) }
        // As in the address of Telegram's API.
        if matches("bot", at: start, end), let tokenEnd = botTokenEnd(start + 3, end) { return tokenEnd }
        for (prefix, minimum) in Self.issued[Int(first)] where matches(prefix, at: start, end) {
            let isEncoded = prefix.utf8Start[prefix.utf8CodeUnitCount - 2] == 0x25
            var keyEnd = isEncoded ? runEnd(start, end) { isOf(.word, $0) || $0 == 0x25 } : wordEnd
            while keyEnd > start, bytes[keyEnd - 1] == 0x2E { keyEnd -= 1 }
            let restStart = start + prefix.utf8CodeUnitCount
            guard keyEnd - restStart >= minimum else { continue }
            // Ordinary words are joined with the same characters: a key has a digit in it.
            if minimum <= 4 || bytes[restStart..<keyEnd].contains(where: \.isDigit) { return keyEnd }
        }
        return nil
    }

    /// A bot's token as Telegram issues it: a number, a colon, and 35 characters.
    func botTokenEnd(_ start: Int, _ end: Int) -> Int? {
        let digits = runEnd(start, end, \.isDigit)
        guard digits - start >= 6, digits < end, bytes[digits] == 0x3A else { return nil }
        let tokenEnd = runEnd(digits + 1, end) { $0.isLetterOrDigit || $0 == 0x5F || $0 == 0x2D }
        return tokenEnd - digits > 30 ? tokenEnd : nil
    }

    /// Whether nobody has written a run by hand.
    func isRandom(_ start: Int, _ end: Int) -> Bool {
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
    func credential(after start: Int, _ wordEnd: Int, _ end: Int) -> Range<Int>? {
        guard wordEnd < end, bytes[wordEnd] == 0x20, rules.contains(.schemes), isScheme(start..<wordEnd) else {
            return nil
        }
        let value = valueRange(runEnd(wordEnd, end) { $0 == 0x20 }, end)
        return looksSecret(value) ? value : nil
    }

    static let schemes: Set<String> = ["basic", "bearer", "digest", "hmac", "token"]

    func privateKeyEnd(_ start: Int, _ end: Int) -> Int? {
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
    func authority(_ start: Int, _ end: Int) -> Range<Int>? {
        let width = matches("://", at: start, end) ? 3 : matches(":\\/\\/", at: start, end) ? 5 : 0
        guard width > 0 else { return nil }
        return (start + width)..<runEnd(start + width, end) { !$0.isSpace && !"/?#\"'<>\\".utf8.contains($0) }
    }

    func addressEnd(_ start: Int, _ end: Int) -> Int {
        runEnd(start, end, of: .address)
    }

    /// `user:password` in a URL.
    func userInformation(_ authority: Range<Int>) -> Range<Int>? {
        guard rules.contains(.userInformation), let sign = bytes[authority].lastIndex(of: 0x40),
            sign > authority.lowerBound
        else { return nil }
        return authority.lowerBound..<sign
    }

    /// The part of an address that begins here, if it is too random to be a name: a segment of the path, a parameter's
    /// value, or a fragment.
    func uncommonPart(_ start: Int, _ address: Range<Int>) -> Range<Int>? {
        guard rules.contains(.addresses) else { return nil }
        let isJoined = start - 1 > address.lowerBound && "-_".utf8.contains(bytes[start - 1])
        let start = isJoined ? start - 1 : start
        guard "/?&=#;".utf8.contains(bytes[start - 1]) else { return nil }
        var partEnd = runEnd(start, address.upperBound) { !"/?&=#;\\".utf8.contains($0) }
        while partEnd > start, ".,:'()[]{}|!".utf8.contains(bytes[partEnd - 1]) { partEnd -= 1 }
        return SecretIndex.isUncommon(part(start..<partEnd)) ? start..<partEnd : nil
    }

    /// Where the values of a failed statement begin.
    func statementParameters(_ start: Int, _ end: Int) -> Int? {
        guard rules.contains(.statementParameters), matches("[parameters: ", at: start, end) else { return nil }
        let values = start + 13
        return values < end && Self.isOpening(bytes[values]) ? values : nil
    }
}
