/// The fields of a message in order (RFC 9110, section 5).
///
/// Names and values are bytes in one buffer, converted to strings only on demand. Values are read as ISO-8859-1, so
/// that every byte survives a round trip; names compare case-insensitively.
package struct HTTPFields: Sendable {
    private struct Entry {
        let name: Range<Int>
        let value: Range<Int>
    }

    private var bytes: [UInt8]
    private var entries: [Entry] = []

    package init() {
        bytes = []
    }

    /// Starts with bytes that hold names and values already; ``appendEntry(name:value:)`` says where.
    init(bytes: [UInt8], capacity: Int) {
        self.bytes = bytes
        entries.reserveCapacity(capacity)
    }

    /// Adds a field whose name and value lie in the bytes that this was made with.
    mutating func appendEntry(name: Range<Int>, value: Range<Int>) {
        entries.append(Entry(name: name, value: value))
    }

    /// Adds a field after the others.
    package mutating func append(_ name: String, _ value: String) {
        let nameStart = bytes.count
        bytes.append(contentsOf: name.utf8)
        let valueStart = bytes.count
        Latin1.append(value, to: &bytes)
        entries.append(Entry(name: nameStart..<valueStart, value: valueStart..<bytes.count))
    }

    /// Replaces all fields of that name.
    package mutating func set(_ name: String, _ value: String) {
        remove(name)
        append(name, value)
    }

    /// Removes every field of that name.
    package mutating func remove(_ name: String) {
        entries = entries.filter { !matches($0, name) }
    }

    /// The value of the first field of that name.
    package subscript(name: String) -> String? {
        entries.first { matches($0, name) }.map { text($0.value) }
    }

    /// The values of all fields of that name, in their order.
    package func values(_ name: String) -> [String] {
        var values: [String] = []
        for entry in entries where matches(entry, name) { values.append(text(entry.value)) }
        return values
    }

    /// How many fields there are of that name.
    package func count(of name: String) -> Int {
        entries.count { matches($0, name) }
    }

    /// Whether all values of that name consist of these characters alone.
    func allValues(of name: String, consistOf set: ByteSet) -> Bool {
        entries.allSatisfy { !matches($0, name) || bytes[$0.value].allSatisfy(set.contains) }
    }

    /// Whether there is a field of that name.
    package func contains(_ name: String) -> Bool {
        entries.contains { matches($0, name) }
    }

    /// The members of all fields of that name, split at commas, without the white space around them and in lower case
    /// (RFC 9110, section 5.6.1).
    package func tokens(_ name: String) -> [String] {
        values(name).flatMap { $0.split(separator: ",") }.map { member in
            String(member.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
                .lowercased()
        }
    }

    private func text(_ range: Range<Int>) -> String {
        bytes.withUnsafeBufferPointer { Latin1.text(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    private func matches(_ entry: Entry, _ name: String) -> Bool {
        var name = name
        guard entry.name.count == name.utf8.count else { return false }
        return name.withUTF8 { wanted in
            bytes.withUnsafeBufferPointer { bytes in
                for offset in wanted.indices
                where lowercased(bytes[entry.name.lowerBound + offset]) != lowercased(wanted[offset]) {
                    return false
                }
                return true
            }
        }
    }

    /// Appends each field as a line of its own.
    func write(to output: inout [UInt8]) {
        bytes.withUnsafeBufferPointer { bytes in
            for entry in entries {
                output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[entry.name]))
                output.append(UInt8(ascii: ":"))
                output.append(UInt8(ascii: " "))
                output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[entry.value]))
                output.append(0x0D)
                output.append(0x0A)
            }
        }
    }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

extension HTTPFields: RandomAccessCollection {
    package var startIndex: Int { entries.startIndex }
    package var endIndex: Int { entries.endIndex }

    package subscript(position: Int) -> (name: String, value: String) {
        let entry = entries[position]
        return (text(entry.name), text(entry.value))
    }
}

extension HTTPFields: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, String)...) {
        self.init()
        for (name, value) in elements { append(name, value) }
    }
}

extension HTTPFields: Equatable {
    /// Whether both hold the same names and values in the same order, letter by letter.
    package static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.elementsEqual(rhs) { $0 == $1 }
    }
}
