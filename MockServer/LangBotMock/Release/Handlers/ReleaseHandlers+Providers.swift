import JSONCore
import LangBotContract

extension ReleaseHandlers {
    var providers: [OperationID: Handler] {
        [
            "provider.list": { world, _ throws(DomainError) in
                ["providers": .array((world.tables[.provider]?.records ?? []).map { shown($0, world) })]
            },
            "provider.create": { world, call throws(DomainError) in
                let members = try object(call)
                let uuid = try world.insert(.provider, members, traits, call)
                try knownRequester(members["requester"])
                return ["uuid": .string(uuid)]
            },
            "provider.get": { world, call throws(DomainError) in
                ["provider": shown(try world.record(.provider, call.identifier), world)]
            },
            "provider.update": { world, call throws(DomainError) in
                try world.change(.provider, call.identifier, try object(call), traits, call)
                let record = try world.record(.provider, call.identifier)
                try knownRequester(record["requester"])
                return .null
            },
            "provider.delete": { world, call throws(DomainError) in
                _ = try world.record(.provider, call.identifier)
                for (resource, name) in Self.users where count(resource, call.identifier, world) > 0 {
                    throw .invalid("Cannot delete provider: \(name) models still reference it")
                }
                try world.remove(.provider, call.identifier)
                return .null
            },
            "provider.scan_models": { world, call throws(DomainError) in
                _ = try world.record(.provider, call.identifier)
                return ["models": []]
            },
            "requester.list": { _, _ throws(DomainError) in
                let names = RequesterCatalog.rows.map(\.name).filter { traits.requesters[$0] != nil }
                return ["requesters": .array(names.map(requester))]
            },
            "requester.get": { _, call throws(DomainError) in
                guard traits.requesters[call.identifier] != nil else { throw .notFound(.requester) }
                return ["requester": requester(call.identifier)]
            },
        ]
    }

    private static let users: [(Resource, String)] = [
        (.llmModel, "LLM"), (.embeddingModel, "Embedding"), (.rerankModel, "Rerank"),
    ]

    private func count(_ resource: Resource, _ provider: String, _ world: World) -> Int {
        world.tables[resource]?.records.count { $0["provider_uuid"]?.stringValue == provider } ?? 0
    }

    private func shown(_ record: JSONObject, _ world: World) -> JSONValue {
        let uuid = record["uuid"]?.stringValue ?? ""
        var shown = record
        shown["embedding_count"] = .integer(Int64(count(.embeddingModel, uuid, world)))
        shown["llm_count"] = .integer(Int64(count(.llmModel, uuid, world)))
        if traits.release >= .v4_9_7 { shown["rerank_count"] = .integer(Int64(count(.rerankModel, uuid, world))) }
        return .object(shown.sortedByName())
    }

    private func requester(_ name: String) -> JSONValue {
        let abilities = traits.requesters[name] ?? []
        let field: JSONValue = [
            "default": "http://127.0.0.1/v1", "label": ["en_US": "Address", "zh_Hans": "Address"], "name": "base_url",
            "required": true, "type": "string",
        ]
        var specification: JSONObject = [
            "config": [field], "provider_category": "maas",
            "support_type": .array(abilities.map { .string($0.rawValue) }),
        ]
        if traits.hasWorkspaces {
            specification["alias"] = .string(name)
            specification["litellm_provider"] = "openai"
        }
        return [
            "description": ["en_US": ""], "icon": .string("\(name).svg"),
            "label": ["en_US": .string(name), "zh_Hans": .string(name)], "name": .string(name),
            "spec": .object(specification),
        ]
    }
}
