/// The members of a JSON object, in the order in which they were written.
///
/// Of two members with one name the last counts, as in most parsers (RFC 8259, section 4).
package struct JSONObject: Sendable {
    package typealias Member = (name: String, value: JSONValue)

    private var members: [Member]

    package init() {
        members = []
    }

    package init(_ members: some Sequence<(String, JSONValue)>) {
        self.init()
        var positions: [String: Int] = [:]
        for (name, value) in members {
            if let position = positions[name] {
                self.members[position].value = value
            } else {
                positions[name] = self.members.count
                self.members.append((name, value))
            }
        }
    }

    package var names: [String] { members.map(\.name) }

    /// The value of that name; setting nil removes the member, setting a new name appends it.
    package subscript(name: String) -> JSONValue? {
        get { members.first { $0.name == name }?.value }
        set {
            let position = members.firstIndex { $0.name == name }
            switch (position, newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): members.remove(at: position)
            case (nil, let value?): members.append((name, value))
            case (nil, nil): break
            }
        }
    }

    /// The same members with those of `other` added; where both have a name, the other's value counts.
    package func merging(_ other: JSONObject) -> JSONObject {
        JSONObject(members.map { ($0.name, $0.value) } + other.members.map { ($0.name, $0.value) })
    }
}

extension JSONObject {
    /// The same members by name, those of objects within too, as servers write them that sort.
    package func sortedByName() -> JSONObject {
        JSONObject(members.sorted { $0.name < $1.name }.map { ($0.name, $0.value.sortedByName()) })
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
    package var startIndex: Int { members.startIndex }
    package var endIndex: Int { members.endIndex }
    package subscript(position: Int) -> Member { members[position] }
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

    private var dictionary: [String: JSONValue] {
        Dictionary(members.map { ($0.name, $0.value) }) { _, last in last }
    }
}
