import Foundation

/// What was found of the names of one content, which repeats most of them.
///
/// Each name has one place, which it shares with others: nothing grows, and a name that was pushed out is judged again.
struct JudgedNames {
    struct Judgement {
        let sensitivity: NameSensitivity
        /// Whether a number under the name is a count, such as `prompt_tokens`.
        let isCount: Bool
    }

    private struct Entry {
        let name: UnsafeBufferPointer<UInt8>
        let judgement: Judgement
    }

    private var entries: [Entry?] = []
    private let capacity: Int

    /// - Parameter size: the size of the content.
    init(size: Int) {
        capacity = size < 4096 ? 32 : 1024
    }

    /// What was found of a name; `judge` finds it out.
    mutating func judgement(
        of name: UnsafeBufferPointer<UInt8>,
        _ judge: (UnsafeBufferPointer<UInt8>) -> Judgement
    ) -> Judgement {
        if entries.isEmpty { entries = Array(repeating: nil, count: capacity) }
        let place = Self.hash(name) & (capacity - 1)
        if let entry = entries[place], Self.areSame(entry.name, name) { return entry.judgement }
        let judgement = judge(name)
        entries[place] = Entry(name: name, judgement: judgement)
        return judgement
    }

    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var index = 0
        while index < name.count {
            hash = (hash ^ UInt64(name[index])) &* 0x0000_0100_0000_01B3
            index += 1
        }
        return Int(hash >> 32)
    }

    private static func areSame(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        guard let start = left.baseAddress, let other = right.baseAddress else { return true }
        return memcmp(start, other, left.count) == 0
    }
}
