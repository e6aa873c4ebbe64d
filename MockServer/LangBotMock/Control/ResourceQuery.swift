import JSONCore
import LangBotContract
import Redaction

/// Which records of which world a request to `resources` is about.
struct ResourceQuery {
    private static let names = ["kind", "id", "search", "limit", "world"]

    /// The number of the key whose world it is; nil for the world in which keys and accounts are kept.
    let world: Int64?
    private let kind: Resource?
    private let id: String?
    /// In lower case.
    private let search: String?
    private let limit: Int

    init(_ query: [String: String]) throws(MockInputError) {
        for name in query.keys.sorted() where !Self.names.contains(name) {
            throw MockInputError(MockFault.unknown("way to choose resources", name, Self.names))
        }
        if let name = query["kind"] {
            guard let kind = Resource(rawValue: name) else {
                throw MockInputError(MockFault.unknown("kind of resource", name, Resource.allCases.map(\.rawValue)))
            }
            self.kind = kind
        } else {
            kind = nil
        }
        id = query["id"]
        search = query["search"].flatMap { $0.isEmpty ? nil : $0.lowercased() }
        limit = Int(clamping: try Self.number(query, "limit") ?? 200)
        world = try Self.number(query, "world")
    }

    private static func number(_ query: [String: String], _ name: String) throws(MockInputError) -> Int64? {
        guard let text = query[name] else { return nil }
        guard let number = Int64(text), number >= 0 else { throw MockInputError("'\(name)' must be a whole number") }
        return number
    }

    /// The one record that a change is about.
    func target() throws(MockInputError) -> (kind: Resource, id: String) {
        guard let kind, let id else { throw MockInputError("a change needs 'kind' and 'id'") }
        return (kind, id)
    }

    /// How many resources of each kind there are, how many match, and the first of those without their secrets.
    func answer(_ world: World, hiding redactor: Redactor) -> JSONValue {
        let tables = world.sortedTables
        var count = 0
        var found: [(kind: Resource, id: String, record: JSONObject)] = []
        for (resource, table) in tables where kind == nil || kind == resource {
            for (identifier, record) in table.entries where id == nil || id == identifier {
                // Masking takes longer than looking.
                if search == nil, found.count >= limit {
                    count += 1
                } else if matches(identifier, .object(record)) {
                    found.append((resource, identifier, record))
                }
            }
        }
        // One record may repeat the secret of another one.
        var redactor = redactor
        for entry in found { redactor.learn(from: JSONValue.object(entry.record).serialized()) }
        var rows: [JSONValue] = []
        for (resource, identifier, record) in found {
            let shown = MaskedRecord(record, hiding: redactor).shown
            // A search for a secret must not find it.
            guard matches(identifier, shown) else { continue }
            count += 1
            guard rows.count < limit else { continue }
            rows.append(["kind": .string(resource.rawValue), "id": .string(identifier), "record": shown])
        }
        let kinds = tables.map { ($0.key.rawValue, JSONValue.integer(Int64($0.value.count))) }
        return ["kinds": .object(JSONObject(kinds)), "count": .integer(Int64(count)), "resources": .array(rows)]
    }

    private func matches(_ identifier: String, _ record: JSONValue) -> Bool {
        guard let search else { return true }
        return identifier.lowercased().contains(search) || Self.holds(record, search)
    }

    private static func holds(_ value: JSONValue, _ text: String) -> Bool {
        switch value {
        case .object(let object): object.contains { holds($0.value, text) }
        case .array(let elements): elements.contains { holds($0, text) }
        case .string(let string): string.lowercased().contains(text)
        default: value.description.lowercased().contains(text)
        }
    }
}

extension World {
    /// Puts a record in the place of another one; masked secrets in it stay what they are.
    mutating func replace(
        _ resource: Resource,
        _ id: String,
        with json: JSONValue,
        hiding redactor: Redactor
    ) throws(MockInputError) {
        let stored = try stored(resource, id)
        guard json.objectValue != nil else { throw MockInputError("a record is an object, not \(json.kind)") }
        // Releases address by its identifier what the document addresses by its name.
        for name in ["uuid", "name"] where stored[name] == .string(id) && json[name] != .string(id) {
            throw MockInputError("'\(name)' identifies the resource and must stay as it is")
        }
        var redactor = redactor
        redactor.learn(from: JSONValue.object(stored).serialized())
        tables[resource]?[id] = try MaskedRecord(stored, hiding: redactor).restored(json).objectValue
    }

    /// Removes a record and what belongs to it.
    mutating func discard(_ resource: Resource, _ id: String) throws(MockInputError) {
        let name = try stored(resource, id)["name"]?.stringValue
        tables[resource]?[id] = nil
        switch resource {
        case .bot: botLogs[id] = nil
        case .knowledgeBase: (knowledgeFiles[id], chunks[id]) = (nil, nil)
        case .mcpServer: if let name { servers[name] = nil }
        default: break
        }
    }

    private func stored(_ resource: Resource, _ id: String) throws(MockInputError) -> JSONObject {
        guard let record = tables[resource]?[id] else {
            throw MockInputError("there is no \(resource.rawValue) '\(id)'")
        }
        return record
    }
}
