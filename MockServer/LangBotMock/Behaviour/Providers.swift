import JSONCore
import LangBotContract

extension Behaviour {
    var providers: [OperationID: Handler] {
        [
            "provider.list": { world, call throws(DomainError) in
                let hides = try hidesSecrets(world, call)
                let providers = world.records(.provider)
                return ["providers": .array(providers.map { shown($0, world, hidesKeys: hides) })]
            },
            "provider.create": { world, call throws(DomainError) in
                let members = try normalized(try content(call))
                let uuid = try world.insert(.provider, members, traits, call.surroundings)
                try loadNewProvider(uuid, members, &world)
                return ["uuid": .string(uuid)]
            },
            "provider.get": { world, call throws(DomainError) in
                let hides = try hidesSecrets(world, call)
                return ["provider": shown(try world.record(.provider, call.identifier), world, hidesKeys: hides)]
            },
            "provider.update": { world, call throws(DomainError) in
                let members = try content(call)
                if traits.missingIs404, Self.addressing.contains(where: { members[$0] != nil }) {
                    _ = try world.record(.provider, call.identifier)
                }
                let changes = members["api_keys"] == nil ? members : try normalized(members)
                let loaded = loadedProvider(.string(call.identifier), world)
                try world.change(.provider, call.identifier, changes, traits, call.surroundings)
                try reloadProvider(call.identifier, before: loaded, &world)
                return .null
            },
            "provider.delete": { world, call throws(DomainError) in
                let cascades = try cascades(call)
                if !traits.deletesUnloadedProviders { _ = try world.record(.provider, call.identifier) }
                for (resource, name) in Self.users where count(resource, call.identifier, world) > 0 {
                    guard cascades else { throw .invalid("Cannot delete provider: \(name) models still reference it") }
                    world.tables[resource]?.removeAll { $0["provider_uuid"]?.stringValue == call.identifier }
                }
                // A provider that was never loaded is deleted as well, and the release fails only then.
                let loaded = loadedProvider(.string(call.identifier), world)
                try world.remove(.provider, call.identifier)
                world.staleProviders.removeValue(forKey: call.identifier)
                if traits.deletesUnloadedProviders, loaded == nil { throw .failure("'\(call.identifier)'") }
                return .null
            },
            "requester.list": { _, call throws(DomainError) in
                let kind = call.query["type"] ?? ""
                let chosen = traits.requesters.filter { _, requester in
                    kind.isEmpty || requester.abilities.contains { $0.rawValue == kind }
                }
                return ["requesters": .array(chosen.keys.sorted().map(requester))]
            },
            "requester.get": { _, call throws(DomainError) in
                guard traits.requesters[call.identifier] != nil else { throw .notFound(.requester) }
                return ["requester": requester(call.identifier)]
            },
        ]
    }

    /// Whether the models of a provider go with it.
    private func cascades(_ call: Call) throws(DomainError) -> Bool {
        guard traits.canHideSecrets, let choice = call.query["cascade"] else { return false }
        guard let cascades = ["true": true, "false": false][choice] else {
            throw .invalid("cascade must be a single true or false value")
        }
        return cascades
    }

    /// Whether the keys of providers are hidden: the query asks for that, or the caller may not see them.
    func hidesSecrets(_ world: World, _ call: Call) throws(DomainError) -> Bool {
        guard traits.canHideSecrets else { return false }
        let mayNot = !world.permits(.providerSecretManage, call.principal)
        guard let choice = call.query["include_secret"] else { return mayNot }
        guard let shows = ["true": true, "false": false][trimmed(choice).lowercased()] else {
            throw .invalid("include_secret must be either true or false")
        }
        return !shows || mayNot
    }

    private static let addressing = ["requester", "base_url", "api_keys"]

    /// The members with keys as a list of distinct texts, if they are normalised.
    private func normalized(_ members: JSONObject) throws(DomainError) -> JSONObject {
        guard traits.normalizesProviderKeys else { return members }
        var keys: [JSONValue] = []
        switch members["api_keys"] {
        case nil, .null: break
        case .string(let key): keys = [.string(key)]
        case .array(let given): keys = given
        case .object(let object): keys = object.names.map(JSONValue.string)
        default: throw .failure("The keys are not a list")
        }
        var seen: [JSONValue] = []
        for key in keys {
            guard let text = key.stringValue.map(trimmed), !text.isEmpty, !seen.contains(.string(text)) else {
                continue
            }
            seen.append(.string(text))
        }
        return members.merging(["api_keys": .array(seen)])
    }

    private static let users: [(Resource, String)] = [
        (.llmModel, "LLM"), (.embeddingModel, "Embedding"), (.rerankModel, "Rerank"),
    ]

    private func count(_ resource: Resource, _ provider: String, _ world: World) -> Int {
        world.records(resource).count { $0["provider_uuid"]?.stringValue == provider }
    }

    private func shown(_ record: JSONObject, _ world: World, hidesKeys: Bool) -> JSONValue {
        let uuid = record["uuid"]?.stringValue ?? ""
        var shown = record
        shown["api_keys"] = shownKeys(record["api_keys"] ?? .null, hidden: hidesKeys)
        shown["embedding_count"] = .integer(Int64(count(.embeddingModel, uuid, world)))
        shown["llm_count"] = .integer(Int64(count(.llmModel, uuid, world)))
        if traits.countsRerankModels { shown["rerank_count"] = .integer(Int64(count(.rerankModel, uuid, world))) }
        return .object(shown.sortedByName())
    }

    /// Keys as shown: a text is parsed as JSON, and becomes an empty list if that fails.
    func shownKeys(_ keys: JSONValue, hidden: Bool) -> JSONValue {
        if hidden { return .array((keys.arrayValue ?? []).map { _ in "***" }) }
        guard let text = keys.stringValue else { return keys }
        return (try? JSONValue(parsing: Array(text.utf8))) ?? []
    }

    func requester(_ name: String) -> JSONValue {
        let requester = traits.requesters[name] ?? Requester([:])
        func text(_ text: String) -> JSONValue { ["en_US": .string(text), "zh_Hans": .string(text)] }
        let address: JSONValue = [
            "default": .string(requester.address), "label": text("Base URL"), "name": "base_url", "required": true,
            "type": "string",
        ]
        let fields = requester.fields.map { field -> JSONValue in
            [
                "default": field.initial, "label": text(field.name), "name": .string(field.name),
                "required": .bool(field.isRequired), "type": .string(field.type),
            ]
        }
        var specification: JSONObject = [
            "config": .array([address] + fields), "provider_category": .string(requester.category),
            "support_type": .array(requester.abilities.map { .string($0.rawValue) }),
        ]
        if traits.hasWorkspaces {
            specification["alias"] = .string(name)
            specification["litellm_provider"] = requester.libraryName
        }
        return [
            "description": ["en_US": ""], "icon": .string("\(name).svg"), "label": text(name), "name": .string(name),
            "spec": .object(specification),
        ]
    }
}
