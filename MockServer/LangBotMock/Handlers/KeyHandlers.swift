import JSONCore
import LangBotContract

extension HandlerTable {
    static let keyHandlers: [OperationID: Handler] = [
        "api_key.list": { world, _ throws(DomainError) in
            ["keys": .array(world.keys.values.sorted { $0.id < $1.id }.map(\.json))]
        },
        "api_key.create": { world, call throws(DomainError) in try world.createKey(call) },
        "api_key.get": { world, call throws(DomainError) in ["key": try world.key(call).json] },
        "api_key.update": { world, call throws(DomainError) in try world.updateKey(call) },
        "api_key.delete": { world, call throws(DomainError) in
            world.removeKey(try world.key(call).id)
            return .null
        },
    ]
}

extension World {
    fileprivate func key(_ call: Call) throws(DomainError) -> APIKey {
        // Only the canonical digits address a key, not other spellings of the number.
        guard let id = Int64(call.identifier), String(id) == call.identifier, let key = keys[id] else {
            throw .notFound(.apiKey)
        }
        return key
    }

    fileprivate mutating func createKey(_ call: Call) throws(DomainError) -> JSONValue {
        let key = APIKey(
            id: nextNumber(),
            name: try call.text("name"),
            description: try call.string("description") ?? "",
            secret: call.surroundings.apiKey(),
            call.surroundings
        )
        insert(key)
        return ["key": key.json]
    }

    fileprivate mutating func updateKey(_ call: Call) throws(DomainError) -> JSONValue {
        let id = try key(call).id
        let name = call.body["name"] == nil ? nil : try call.text("name")
        let description = try call.string("description")
        let now = call.surroundings.now()
        update(key: id) { key in
            key.name = name ?? key.name
            key.description = description ?? key.description
            key.updatedAt = now
        }
        return .null
    }
}

extension Call {
    fileprivate func string(_ name: String) throws(DomainError) -> String? {
        guard let value = body[name] else { return nil }
        guard let text = value.stringValue else { throw .invalid("'\(name)' must be a string") }
        return text
    }
}

extension APIKey {
    fileprivate var json: JSONValue {
        [
            "id": .integer(id), "name": .string(name), "description": .string(description), "key": .string(secret),
            "created_at": .string(createdAt.text), "updated_at": .string(updatedAt.text),
        ]
    }
}
