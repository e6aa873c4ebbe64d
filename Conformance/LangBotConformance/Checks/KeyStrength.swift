/// Whether new keys can be guessed from each other.
enum KeyStrength {
    /// What makes the keys guessable, in words; nil if nothing does.
    static func weakness(of keys: [String]) -> String? {
        let bodies = keys.map { Array(($0.hasPrefix("lbk_") ? String($0.dropFirst(4)) : $0).utf8) }
        guard let first = bodies.first, Set(bodies).count == bodies.count else { return "the same key twice" }
        let length = bodies.map(\.count).min() ?? 0
        let varying = (0..<length).filter { place in !bodies.allSatisfy { $0[place] == first[place] } }
        let letters = Set(bodies.flatMap { body in varying.map { body[$0] } }).count
        // A letter of 16 has four bits; a letter that never differs has none.
        let bits = Double(varying.count) * (letters >= 48 ? 5.5 : letters >= 16 ? 4 : letters >= 8 ? 3 : 1)
        if bits < 64 { return "only \(varying.count) characters differ, of \(letters) letters" }
        if bodies.contains(where: isRepetitive) { return "a key that repeats itself" }
        return nil
    }

    /// Whether the key has so few different pieces that it must repeat a short one.
    private static func isRepetitive(_ body: [UInt8]) -> Bool {
        guard body.count >= 20 else { return false }
        let pieces = Set((0..<(body.count - 3)).map { Array(body[$0..<($0 + 4)]) })
        return pieces.count < (body.count - 3) * 2 / 3
    }
}
