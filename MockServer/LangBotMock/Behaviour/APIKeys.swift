import JSONCore
import LangBotContract

extension Behaviour {
    var keys: [OperationID: Handler] {
        [
            "api_key.list": { world, _ throws(DomainError) in
                ["keys": .array(world.keys.values.sorted { $0.id < $1.id }.map { shown($0, world, secret: false) })]
            },
            "api_key.create": { world, call throws(DomainError) in
                let key = try newKey(&world, call)
                world.insert(key)
                return ["key": shown(key, world, secret: true)]
            },
            "api_key.get": { world, call throws(DomainError) in
                ["key": shown(try key(world, call), world, secret: false)]
            },
            "api_key.update": { world, call throws(DomainError) in
                if traits.missingComesFirst { _ = try key(world, call) }
                let members = try content(call)
                let name = try keyName(members["name"] ?? .null)
                let description = try keyText(members["description"] ?? .null)
                let id = try key(world, call).id
                let now = call.surroundings.now()
                world.update(key: id) { key in
                    key.name = name ?? key.name
                    key.description = description ?? key.description
                    key.updatedAt = now
                }
                return .null
            },
            "api_key.delete": { world, call throws(DomainError) in
                let id = try key(world, call).id
                if traits.keepsRevokedKeys {
                    world.update(key: id) { $0.isRevoked = true }
                } else {
                    world.removeKey(id)
                }
                return .null
            },
        ]
    }

    private func key(_ world: World, _ call: Call) throws(DomainError) -> APIKey {
        guard let id = try number(in: call), let key = world.keys[id],
            !traits.keyNumbersAreExact || String(id) == call.identifier
        else { throw .notFound(.apiKey) }
        return key
    }

    private func newKey(_ world: inout World, _ call: Call) throws(DomainError) -> APIKey {
        let number = traits.reusesKeyNumbers ? (world.keys.keys.max() ?? 0) + 1 : world.nextNumber()
        let members = try content(call)
        var expiry: Timestamp?
        if traits.showsKeysOnce, let given = members["expires_at"], !isBlank(given) {
            guard let time = given.stringValue.flatMap(Timestamp.init(iso8601:)) else { throw .invalidExpiry }
            expiry = time
        }
        let given = members["name"] ?? ""
        if !traits.showsKeysOnce, isBlank(given) { throw .invalidKeyRequest("Name is required") }
        guard let name = try keyName(given) else { throw .failure("The name is missing") }
        if let expiry, expiry <= call.surroundings.now() {
            throw .invalidKeyRequest("API key expiry must be in the future")
        }
        let scopes = traits.showsKeysOnce ? try scopes(members["scopes"] ?? .null) : nil
        let description = try keyText(members["description"] ?? "")
        if traits.showsKeysOnce, description == nil { throw .failure(PythonText.lacks("strip", .null)) }
        var key = APIKey(
            id: number,
            name: name,
            description: description ?? "",
            secret: call.surroundings.apiKey(),
            call.surroundings
        )
        key.scopes = scopes
        key.expiresAt = expiry
        return key
    }

    /// The name to store, or nil if none is given.
    private func keyName(_ value: JSONValue) throws(DomainError) -> String? {
        guard let name = try keyText(value) else { return nil }
        if traits.showsKeysOnce, name.isEmpty { throw .invalidKeyRequest("Name is required") }
        return name
    }

    private func keyText(_ value: JSONValue) throws(DomainError) -> String? {
        if value.isNull { return nil }
        if !traits.showsKeysOnce { return try Column("text", .text).stored(value).stringValue }
        guard let text = value.stringValue else { throw .failure("The value is not a text") }
        return trimmed(text)
    }

    private func scopes(_ value: JSONValue) throws(DomainError) -> [Permission]? {
        let names: [JSONValue]
        switch value {
        case .null: return nil
        case .array(let values): names = values
        // What Python makes a list of: the names of an object, the characters of a text.
        case .object(let members): names = members.names.map(JSONValue.string)
        case .string(let text): names = text.map { .string("\($0)") }
        default: throw .failure("The scopes are not a list")
        }
        var scopes: [Permission] = []
        for name in names {
            guard let text = name.stringValue else { throw .invalidKeyRequest("API key scopes must be strings") }
            let scope = Permission(rawValue: trimmed(text))
            guard Permission.all.contains(scope) else {
                throw .invalidKeyRequest("Unknown API key scope: \(scope.rawValue)")
            }
            if !scopes.contains(scope) { scopes.append(scope) }
        }
        return scopes
    }

    private func shown(_ key: APIKey, _ world: World, secret: Bool) -> JSONValue {
        var shown: JSONObject = [
            "id": .integer(key.id), "name": .string(key.name), "description": .string(key.description),
        ]
        if !traits.showsKeysOnce || secret { shown["key"] = .string(key.secret) }
        shown["created_at"] = traits.shown(key.createdAt)
        shown["updated_at"] = traits.shown(key.updatedAt)
        if traits.showsKeysOnce {
            let scopes = key.scopes ?? Permission.all
            shown["created_by_account_uuid"] = world.owner.map { .string($0.uuid) } ?? .null
            shown["expires_at"] = key.expiresAt.map { .string($0.shortestText) } ?? .null
            shown["last_used_at"] = key.lastUsedAt.map { .string($0.text) } ?? .null
            shown["scopes"] = .array(scopes.map { .string($0.rawValue) })
            shown["secret_available"] = .bool(secret)
            shown["status"] = key.isRevoked ? "revoked" : "active"
            shown["uuid"] = .string(key.uuid)
            shown["workspace_uuid"] = .string(world.workspace)
        }
        return .object(traits.arranged(shown))
    }
}
