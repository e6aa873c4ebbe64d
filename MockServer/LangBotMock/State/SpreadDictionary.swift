/// A dictionary by identifier whose changes never take long, however many entries it has.
///
/// A plain dictionary moves all its entries when it grows, which takes tens of milliseconds from about 100,000 entries
/// on. Beyond a few thousand entries, this one consists of many small dictionaries.
struct SpreadDictionary<Value: Sendable>: Sendable {
    /// An identifier with its hash, so that most comparisons end without reading the text.
    private struct Key: Hashable {
        let text: String
        let number: Int

        init(_ text: String) {
            self.text = text
            number = text.hashValue
        }

        static func == (lhs: Self, rhs: Self) -> Bool { lhs.number == rhs.number && lhs.text == rhs.text }

        func hash(into hasher: inout Hasher) { hasher.combine(number) }
    }

    /// The maximum number of entries in a single dictionary.
    private static var undividedLimit: Int { 4096 }
    private static var partCount: Int { 256 }

    private var parts: [[Key: Value]] = [[:]]
    private(set) var count = 0

    init() {}

    /// The value of an identifier; setting nil removes it.
    subscript(identifier: String) -> Value? {
        get {
            let key = Key(identifier)
            return parts[part(key)][key]
        }
        set {
            let key = Key(identifier)
            guard let newValue else {
                if parts[part(key)].removeValue(forKey: key) != nil { count -= 1 }
                return
            }
            if parts[part(key)].updateValue(newValue, forKey: key) == nil { grow() }
        }
    }

    /// Lets `body` change the value of an identifier, which is `initial` if there is none yet.
    mutating func change<Result>(
        _ identifier: String,
        initial: @autoclosure () -> Value,
        _ body: (inout Value) -> Result
    ) -> Result {
        let key = Key(identifier)
        let part = part(key)
        let before = parts[part].count
        let result = body(&parts[part][key, default: initial()])
        if parts[part].count > before { grow() }
        return result
    }

    /// All entries, sorted by identifier.
    var sorted: [(identifier: String, value: Value)] {
        parts.joined().map { ($0.key.text, $0.value) }.sorted { $0.identifier < $1.identifier }
    }

    private func part(_ key: Key) -> Int { parts.count == 1 ? 0 : key.number & (Self.partCount - 1) }

    private mutating func grow() {
        count += 1
        guard parts.count == 1, count > Self.undividedLimit else { return }
        let whole = parts[0]
        parts = Array(repeating: [:], count: Self.partCount)
        for (key, value) in whole { parts[part(key)][key] = value }
    }
}
