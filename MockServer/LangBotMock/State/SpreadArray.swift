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

    init() {}

    /// Where the next element will be.
    var endPosition: Int {
        guard let last = parts.last, last.slots.count < Self.partLength else { return parts.count * Self.partLength }
        return (parts.count - 1) * Self.partLength + last.slots.count
    }

    mutating func append(_ element: Element) {
        if endPosition == parts.count * Self.partLength {
            var part = Part()
            // What holds little must not take the memory of a whole part.
            if !parts.isEmpty { part.slots.reserveCapacity(Self.partLength) }
            parts.append(part)
        }
        parts[parts.count - 1].slots.append(element)
        parts[parts.count - 1].count += 1
    }

    /// The element at a position, where it has not been removed.
    subscript(position: Int) -> Element? { parts[position / Self.partLength].slots[position % Self.partLength] }

    /// Puts another element in the place of one that has not been removed.
    mutating func replace(at position: Int, with element: Element) {
        parts[position / Self.partLength].slots[position % Self.partLength] = element
    }

    /// Removes the element at a position.
    ///
    /// - Returns: the positions at which there are other elements now than before; they are as many as a part has, at
    ///   the utmost.
    mutating func remove(at position: Int) -> Range<Int> {
        let index = position / Self.partLength
        parts[index].slots[position % Self.partLength] = nil
        parts[index].count -= 1
        let start = index * Self.partLength
        guard parts[index].isHollow else { return start..<start }
        parts[index].slots = parts[index].slots.filter { $0 != nil }
        return start..<start + parts[index].count
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
