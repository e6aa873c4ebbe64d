/// The members of a JSON object, in the order of the text.
///
/// If a name occurs twice, the last member wins, as in most parsers (RFC 8259, section 4).
package struct JSONObject: Sendable {
    package typealias Member = (name: String, value: JSONValue)

    private(set) var members: [Member]
    /// Cached text and chained members, which save copying and rewriting; dropped on the first change.
    private(set) var shortcut: Shortcut?

    /// The cache of an object that is stored and often sent: its serialized members, and further members that follow
    /// without being copied.
    final class Shortcut: Sendable {
        /// The first members as text, without the surrounding braces.
        let text: [UInt8]?
        let followers: [Member]
        /// The whole object as text, within the text that usually surrounds it.
        let framed: [UInt8]?

        init(text: [UInt8]?, followers: [Member], framed: [UInt8]? = nil) {
            self.text = text
            self.followers = followers
            self.framed = framed
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

    /// The same object without cached text.
    package func settled() -> JSONObject {
        var object = self
        object.settle()
        return object
    }

    /// The same object with its text cached, so that writing it repeatedly only copies bytes.
    package func written() -> JSONObject {
        var object = settled()
        object.shortcut = Shortcut(text: object.memberText(), followers: [])
        return object
    }

    /// The same object with its text cached between a prefix and a suffix, so that writing all three repeatedly only
    /// copies bytes.
    package func written(between start: [UInt8], and end: [UInt8]) -> JSONObject {
        var object = settled()
        let framed = JSONValue.object(object).text(between: start, and: end)
        object.shortcut = Shortcut(text: nil, followers: [], framed: framed)
        return object
    }

    /// The text that ``written(between:and:)`` cached; nil if the object has changed since.
    package var framedText: [UInt8]? { shortcut?.framed }

    /// The same members followed by these, which replace members of the same name.
    package func followed(by followers: [Member]) -> JSONObject {
        guard shortcut?.followers.isEmpty ?? true, followers.allSatisfy({ position(of: $0.name) == nil }) else {
            return merging(JSONObject(followers.map { ($0.name, $0.value) }))
        }
        var object = self
        object.shortcut = Shortcut(text: shortcut?.text, followers: followers)
        return object
    }

    /// Drops the cache, so that the members can be changed.
    private mutating func settle() {
        guard let shortcut else { return }
        members.append(contentsOf: shortcut.followers)
        self.shortcut = nil
    }

    private func position(of name: String) -> Int? {
        for index in members.indices where Name.isSame(members[index].name, name) { return index }
        return nil
    }

    /// Reserves room for more members.
    package mutating func reserve(_ additional: Int) {
        settle()
        members.reserveCapacity(members.count + additional)
    }

    package var names: [String] { map(\.name) }

    /// The value of a member.
    ///
    /// Setting nil removes it, setting a new name appends it.
    package subscript(name: String) -> JSONValue? {
        get {
            if let position = position(of: name) { return members[position].value }
            return shortcut?.followers.first { Name.isSame($0.name, name) }?.value
        }
        set {
            settle()
            switch (position(of: name), newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): members.remove(at: position)
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
        JSONObject(sorted { $0.name < $1.name }.map { ($0.name, $0.value.sortedByName()) })
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
    package var endIndex: Int { members.count + (shortcut?.followers.count ?? 0) }

    package subscript(position: Int) -> Member {
        guard position >= members.count, let shortcut else { return members[position] }
        return shortcut.followers[position - members.count]
    }
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
