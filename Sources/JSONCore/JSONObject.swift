/// The members of a JSON object, in the order of the text.
///
/// If a name occurs twice, the last member wins, as in most parsers (RFC 8259, section 4).
package struct JSONObject: Sendable {
    package typealias Member = (name: String, value: JSONValue)

    private var members: [Member]
    private(set) var text: Text?

    /// The text of an object's first members, without braces.
    final class Text: Sendable {
        let bytes: [UInt8]
        let count: Int

        init(_ bytes: [UInt8], count: Int) {
            self.bytes = bytes
            self.count = count
        }
    }

    /// The number of members up to which linear search is faster than a table.
    private static let linearLimit = 16

    package init() {
        members = []
    }

    package init(_ members: [(String, JSONValue)]) {
        self.init()
        self.members.reserveCapacity(members.count)
        if members.count <= Self.linearLimit {
            for (name, value) in members { self[name] = value }
        } else {
            appendUsingTable(members)
        }
    }

    private mutating func appendUsingTable(_ members: [(String, JSONValue)]) {
        var positions: [Name: Int] = Dictionary(minimumCapacity: members.count)
        for (name, value) in members {
            if let position = positions[Name(text: name)] {
                self.members[position].value = value
            } else {
                positions[Name(text: name)] = self.members.count
                self.members.append((name, value))
            }
        }
    }

    /// The same object with its text beside it until a member changes, for what is sent more often than it changes.
    ///
    /// Members that are appended are written after the text.
    package func keepingText() -> JSONObject {
        var object = self
        object.text = nil
        object.text = Text(object.memberText, count: count)
        return object
    }

    private func position(of name: String) -> Int? {
        // Most names differ in length, which is known without reading them.
        let length = name.utf8.count
        for index in members.indices where members[index].name.utf8.count == length {
            if Name.isSame(members[index].name, name) { return index }
        }
        return nil
    }

    /// Reserves room for more members.
    package mutating func reserve(_ additional: Int) {
        members.reserveCapacity(members.count + additional)
    }

    package var names: [String] { map(\.name) }

    /// The value of a member.
    ///
    /// Setting nil removes it, setting a new name appends it.
    package subscript(name: String) -> JSONValue? {
        get { position(of: name).map { members[$0].value } }
        set {
            switch (position(of: name), newValue) {
            case (let position?, let value?):
                text = nil
                members[position].value = value
            case (let position?, nil):
                text = nil
                members.remove(at: position)
            case (nil, let value?): members.append((name, value))
            case (nil, nil): break
            }
        }
    }

    /// The same members with those of `other` added.
    ///
    /// If both have a name, the value from `other` wins.
    package func merging(_ other: JSONObject) -> JSONObject {
        var merged = self
        if count + other.count <= Self.linearLimit { merged.reserve(other.count) }
        merged.merge(other)
        return merged
    }

    /// Adds the members of `other`.
    ///
    /// If both have a name, the value from `other` wins.
    package mutating func merge(_ other: JSONObject) {
        guard count + other.count > Self.linearLimit else {
            for (name, value) in other { self[name] = value }
            return
        }
        self = JSONObject(map { ($0.name, $0.value) } + other.map { ($0.name, $0.value) })
    }
}

extension JSONObject {
    /// The same members sorted by name at every level, as servers with sorted output write them.
    package func sortedByName() -> JSONObject {
        var object = self
        object.text = nil
        object.members.sort { $0.name < $1.name }
        for index in object.members.indices {
            switch object.members[index].value {
            case .object, .array: object.members[index].value = object.members[index].value.sortedByName()
            default: break
            }
        }
        return object
    }
}

extension JSONValue {
    /// The same value with the members of every object sorted by name.
    package func sortedByName() -> JSONValue {
        switch self {
        case .object(let object): .object(object.sortedByName())
        case .array(let elements): .array(elements.map { $0.sortedByName() })
        default: self
        }
    }
}

extension JSONObject: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { members.count }

    package subscript(position: Int) -> Member { members[position] }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements)
    }
}

extension JSONObject: Hashable {
    /// Compares members by name, regardless of their order.
    package static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.count == rhs.count && lhs.dictionary == rhs.dictionary
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(dictionary)
    }

    private var dictionary: [Name: JSONValue] {
        Dictionary(map { (Name(text: $0.name), $0.value) }) { _, last in last }
    }

    /// A member's name.
    ///
    /// Names are equal if their code units are (RFC 8259, section 8.3), whereas strings compare by canonical
    /// equivalence.
    private struct Name: Hashable {
        let text: String

        static func == (lhs: Self, rhs: Self) -> Bool { isSame(lhs.text, rhs.text) }

        func hash(into hasher: inout Hasher) {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }

        static func isSame(_ lhs: String, _ rhs: String) -> Bool {
            guard lhs.utf8.count == rhs.utf8.count else { return false }
            var (lhs, rhs) = (lhs, rhs)
            return lhs.withUTF8 { left in
                rhs.withUTF8 { right in
                    for index in left.indices where left[index] != right[index] { return false }
                    return true
                }
            }
        }
    }
}
