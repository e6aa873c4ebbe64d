/// An array of which no append takes long, however much it holds.
///
/// An array that is full moves everything at once, which takes tens of milliseconds from some 100,000 elements on. This
/// is many small ones, of which only the list of them is ever moved.
struct SpreadArray<Element: Sendable>: Sendable {
    /// How many elements one array holds.
    private static var partLength: Int { 1024 }

    private var parts: [[Element]] = []
    private(set) var count = 0

    init() {}

    mutating func append(_ element: Element) {
        if count % Self.partLength == 0 {
            var part: [Element] = []
            // What holds little must not take the memory of a whole part.
            if !parts.isEmpty { part.reserveCapacity(Self.partLength) }
            parts.append(part)
        }
        parts[parts.count - 1].append(element)
        count += 1
    }
}

extension SpreadArray: RandomAccessCollection, MutableCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(position: Int) -> Element {
        get { parts[position / Self.partLength][position % Self.partLength] }
        _modify { yield &parts[position / Self.partLength][position % Self.partLength] }
    }
}

extension SpreadArray {
    /// The elements that a condition holds for, in their order.
    func filter(_ isIncluded: (Element) -> Bool) -> SpreadArray {
        var filtered = SpreadArray()
        for element in self where isIncluded(element) { filtered.append(element) }
        return filtered
    }
}
