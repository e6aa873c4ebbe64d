/// The members of a JSON object, in the order in which they were written.
///
/// Of two members with one name the last counts, as in most parsers (RFC 8259, section 4).
package struct JSONObject: Sendable {
    package typealias Member = (name: String, value: JSONValue)

    private(set) var members: [Member]
    /// What spares copies and repeated writing; gone with the first change.
    private(set) var shortcut: Shortcut?

    /// An object that is kept and often shown: its members as they are written, and members that follow them without
    /// having been copied behind them.
    final class Shortcut: Sendable {
        /// The first members as text, without the braces around them.
        let text: [UInt8]?
        let followers: [Member]
        /// All of it as text, within the text that it is mostly shown in.
        let framed: [UInt8]?

        init(text: [UInt8]?, followers: [Member], framed: [UInt8]? = nil) {
            self.text = text
            self.followers = followers
            self.framed = framed
        }
    }

    /// How many members are compared one by one; beyond it a table is faster.
    private static let linearLimit = 16

    package init() {
        members = []
    }

    package init(_ members: some Sequence<(String, JSONValue)>) {
        self.init(Array(members))
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

    /// The same object with nothing beside it.
    package func settled() -> JSONObject {
        var object = self
        object.settle()
        return object
    }

    /// The same object with its text beside it, so that writing it again and again costs no more than copying bytes.
    package func written() -> JSONObject {
        var object = settled()
        object.shortcut = Shortcut(text: object.memberText(), followers: [])
        return object
    }

    /// The same object with a text beside it in which it stands between two others, so that what always shows it there
    /// need not write it again.
    package func written(between start: [UInt8], and end: [UInt8]) -> JSONObject {
        var object = settled()
        let framed = JSONValue.object(object).text(between: start, and: end)
        object.shortcut = Shortcut(text: nil, followers: [], framed: framed)
        return object
    }

    /// What ``written(between:and:)`` has written, where nothing has been changed since.
    package var framedText: [UInt8]? { shortcut?.framed }

    /// The same members and these after them, of which those with known names take the place of what is there.
    package func followed(by followers: [Member]) -> JSONObject {
        guard shortcut?.followers.isEmpty ?? true, followers.allSatisfy({ position(of: $0.name) == nil }) else {
            return merging(JSONObject(followers.map { ($0.name, $0.value) }))
        }
        var object = self
        object.shortcut = Shortcut(text: shortcut?.text, followers: followers)
        return object
    }

    /// Makes this an object of members alone, which can be changed.
    private mutating func settle() {
        guard let shortcut else { return }
        members.append(contentsOf: shortcut.followers)
        self.shortcut = nil
    }

    private func position(of name: String) -> Int? {
        for index in members.indices where Name.isSame(members[index].name, name) { return index }
        return nil
    }

    /// Makes room for some more members at once.
    package mutating func reserve(_ additional: Int) {
        settle()
        members.reserveCapacity(members.count + additional)
    }

    package var names: [String] { map(\.name) }

    /// The value of that name; setting nil removes the member, setting a new name appends it.
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

    /// The same members with those of `other` added; where both have a name, the other's value counts.
    package func merging(_ other: JSONObject) -> JSONObject {
        var merged = self
        if count + other.count <= Self.linearLimit { merged.reserve(other.count) }
        merged.merge(other)
        return merged
    }

    /// Adds the members of `other`; where both have a name, the other's value counts.
    package mutating func merge(_ other: JSONObject) {
        guard count + other.count > Self.linearLimit else {
            for (name, value) in other { self[name] = value }
            return
        }
        self = JSONObject(map { ($0.name, $0.value) } + other.map { ($0.name, $0.value) })
    }
}

extension JSONObject {
    /// The same members by name, those of objects within too, as servers write them that sort.
    package func sortedByName() -> JSONObject {
        JSONObject(sorted { $0.name < $1.name }.map { ($0.name, $0.value.sortedByName()) })
    }
}

extension JSONValue {
    /// The same value with the members of every object by name.
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
    /// Members are compared by name: their order carries no meaning.
    package static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.count == rhs.count && lhs.dictionary == rhs.dictionary
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(dictionary)
    }

    private var dictionary: [Name: JSONValue] {
        Dictionary(map { (Name(text: $0.name), $0.value) }) { _, last in last }
    }

    /// A member's name: names are the same where their code units are (RFC 8259, section 8.3), which is not what a
    /// string's own comparison asks.
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
