/// Elements in the order in which they were appended, of which no append and no removal takes long, however many there
/// are.
///
/// An array that is full moves everything at once, and so does one that closes its gaps, which takes tens of
/// milliseconds from some 100,000 elements on. This is many small ones, each of which moves its own few.
struct SpreadArray<Element: Sendable>: Sendable {
    /// How many elements one part holds.
    private static var partLength: Int { 1024 }

    /// Elements, and nil where one was removed and the gap not closed yet.
    fileprivate struct Part {
        var slots: [Element?] = []
        var count = 0

        /// Whether more of it is gaps than is worth leaving.
        var isHollow: Bool { count == 0 || slots.count > 32 && count < slots.count / 2 }
    }

    private var parts: [Part] = []
    /// How many parts were before these, and have gone with all that they held.
    private var goneParts = 0

    init() {}

    /// Where the next element will be.
    var endPosition: Int {
        let end = (goneParts + parts.count) * Self.partLength
        guard let last = parts.last, last.slots.count < Self.partLength else { return end }
        return end - Self.partLength + last.slots.count
    }

    mutating func append(_ element: Element) {
        if parts.last.map({ $0.slots.count == Self.partLength }) ?? true {
            var part = Part()
            // What holds little must not take the memory of a whole part.
            if !parts.isEmpty { part.slots.reserveCapacity(Self.partLength) }
            parts.append(part)
        }
        parts[parts.count - 1].slots.append(element)
        parts[parts.count - 1].count += 1
    }

    /// The element at a position, where it has not been removed.
    subscript(position: Int) -> Element? { parts[part(position)].slots[position % Self.partLength] }

    /// Puts another element in the place of one that has not been removed.
    mutating func replace(at position: Int, with element: Element) {
        parts[part(position)].slots[position % Self.partLength] = element
    }

    private func part(_ position: Int) -> Int { position / Self.partLength - goneParts }

    /// Removes the element at a position.
    ///
    /// - Returns: the positions at which there are other elements now than before; they are as many as a part has, at
    ///   the utmost.
    mutating func remove(at position: Int) -> Range<Int> {
        let index = part(position)
        parts[index].slots[position % Self.partLength] = nil
        parts[index].count -= 1
        let start = (goneParts + index) * Self.partLength
        guard parts[index].isHollow else { return start..<start }
        parts[index].slots = parts[index].slots.filter { $0 != nil }
        let count = parts[index].count
        if index == 0 { dropEmptyParts() }
        return start..<start + count
    }

    /// Where much comes and goes, what has gone must not be walked through for ever.
    private mutating func dropEmptyParts() {
        let empty = parts.dropLast().prefix { $0.count == 0 }.count
        parts.removeFirst(empty)
        goneParts += empty
    }
}

extension SpreadArray: Sequence {
    struct Iterator: IteratorProtocol {
        private let parts: [Part]
        private var part = 0
        private var slot = 0

        fileprivate init(_ parts: [Part]) {
            self.parts = parts
        }

        mutating func next() -> Element? {
            while part < parts.count {
                while slot < parts[part].slots.count {
                    defer { slot += 1 }
                    if let element = parts[part].slots[slot] { return element }
                }
                part += 1
                slot = 0
            }
            return nil
        }
    }

    func makeIterator() -> Iterator { Iterator(parts) }
}
