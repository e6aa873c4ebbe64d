/// An array whose appends and removals never take long, however many elements it has.
///
/// A plain array moves all its elements when it grows or closes gaps, which takes tens of milliseconds from about
/// 100,000 elements on. This one consists of many small arrays, each of which only moves its own elements.
struct SpreadArray<Element: Sendable>: Sendable {
    /// The number of elements in one part.
    private static var partLength: Int { 1024 }

    /// The elements, and nil for gaps that are not closed yet.
    fileprivate struct Part {
        var slots: [Element?] = []
        var count = 0

        /// Whether it has enough gaps to close them.
        var isHollow: Bool { count == 0 || slots.count > 32 && count < slots.count / 2 }
    }

    private var parts: [Part] = []
    /// How many empty parts were dropped from the front.
    private var goneParts = 0

    init() {}

    /// The position of the next element.
    var endPosition: Int {
        let end = (goneParts + parts.count) * Self.partLength
        guard let last = parts.last, last.slots.count < Self.partLength else { return end }
        return end - Self.partLength + last.slots.count
    }

    mutating func append(_ element: Element) {
        if parts.last.map({ $0.slots.count == Self.partLength }) ?? true {
            var part = Part()
            // A small array must not use the memory of a whole part.
            if !parts.isEmpty { part.slots.reserveCapacity(Self.partLength) }
            parts.append(part)
        }
        parts[parts.count - 1].slots.append(element)
        parts[parts.count - 1].count += 1
    }

    /// The element at a position, or nil if it was removed.
    subscript(position: Int) -> Element? { parts[part(position)].slots[position % Self.partLength] }

    /// Replaces the element at a position, which must not have been removed.
    mutating func replace(at position: Int, with element: Element) {
        parts[part(position)].slots[position % Self.partLength] = element
    }

    private func part(_ position: Int) -> Int { position / Self.partLength - goneParts }

    /// Removes the element at a position.
    ///
    /// - Returns: the positions whose elements have moved, at most the length of one part.
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

    /// Drops empty parts from the front, so that iterating does not slow down over time.
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
