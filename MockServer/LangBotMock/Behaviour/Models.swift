import Foundation
import JSONCore
import LangBotContract

extension Behaviour {
    func models(_ kind: String, _ resource: Resource) -> [OperationID: Handler] {
        func id(_ action: String) -> OperationID { OperationID(rawValue: "model.\(kind).\(action)") }
        return [
            id("list"): { world, call throws(DomainError) in
                let hides = try hidesSecrets(world, call)
                let provider = traits.modelsHaveProviders ? call.query["provider_uuid"] ?? "" : ""
                if traits.checksModels, !provider.isEmpty { _ = try world.record(.provider, provider) }
                let chosen = world.records(resource).filter {
                    provider.isEmpty || $0["provider_uuid"]?.stringValue == provider
                }
                for model in chosen { try checkCapabilities(of: model, resource, world) }
                // Who names a provider is not told it again.
                let models = chosen.map { shown($0, resource, world, hidesKeys: hides, naming: provider.isEmpty) }
                return ["models": .array(models)]
            },
            id("create"): { world, call throws(DomainError) in
                ["uuid": .string(try create(resource, &world, call))]
            },
            id("get"): { world, call throws(DomainError) in
                let hides = try hidesSecrets(world, call)
                let record = try world.record(resource, call.identifier)
                try checkCapabilities(of: record, resource, world)
                return ["model": shown(record, resource, world, hidesKeys: hides)]
            },
            id("update"): { world, call throws(DomainError) in
                try update(resource, &world, call)
                return .null
            },
            id("delete"): { world, call throws(DomainError) in
                try world.remove(resource, call.identifier)
                return .null
            },
        ]
    }

    private func create(_ resource: Resource, _ world: inout World, _ call: Call) throws(DomainError) -> String {
        var members = try content(call)
        guard traits.modelsHaveProviders else {
            let uuid = try world.insert(resource, members, traits, call.surroundings)
            if traits.checksRequesters { try checkStandalone(try world.record(resource, uuid)) }
            bindDefaultPipeline(resource, uuid, &world)
            return uuid
        }
        try resolveProvider(&members, &world, call)
        if traits.checksModels {
            guard let named = members["provider_uuid"], named.objectValue == nil, named.arrayValue == nil else {
                throw .failure("'provider_uuid'")
            }
            try checkProvider(named, of: resource, &members, [:], world)
        }
        let uuid = try world.insert(resource, members, traits, call.surroundings)
        noteName(members, of: uuid, resource, &world)
        // The model stays stored although it cannot be used.
        try requireLoadedProvider(members["provider_uuid"], world)
        bindDefaultPipeline(resource, uuid, &world)
        return uuid
    }

    private func update(_ resource: Resource, _ world: inout World, _ call: Call) throws(DomainError) {
        let content = try call.json()
        if traits.missingIs404 {
            try checkCapabilities(of: try world.record(resource, call.identifier), resource, world)
        }
        guard var members = content.objectValue else { throw .failure("The content is not an object") }
        if traits.modelsHaveProviders { try resolveProvider(&members, &world, call) }
        if traits.checksModels {
            let stored = try world.record(resource, call.identifier)
            let provider = members["provider_uuid"] ?? stored["provider_uuid"] ?? .null
            try checkProvider(provider, of: resource, &members, stored, world)
        }
        try world.change(resource, call.identifier, members, traits, call.surroundings)
        noteName(members, of: call.identifier, resource, &world)
        // Models that do not exist are changed as well.
        if traits.modelChangesNameProvider { return try requireLoadedProvider(members["provider_uuid"], world) }
        let record = try world.record(resource, call.identifier)
        if traits.checksModels {
            try requireLoadedProvider(record["provider_uuid"], world)
        } else if traits.checksRequesters, !traits.modelsHaveProviders {
            try checkStandalone(record)
        }
    }

    /// Checks the provider of a model that is to be stored and, since language models are loaded first, also how it
    /// reasons.
    private func checkProvider(
        _ provider: JSONValue,
        of resource: Resource,
        _ members: inout JSONObject,
        _ stored: JSONObject,
        _ world: World
    ) throws(DomainError) {
        guard provider.objectValue == nil, provider.arrayValue == nil else {
            throw .failure("The type of provider_uuid is not supported")
        }
        _ = try world.record(.provider, provider.stringValue ?? "")
        try supported(resource, loadedProvider(provider, world)?["requester"]?.stringValue ?? "")
        guard resource == .llmModel else { return }
        try settleReasoning(&members, of: stored, world)
        try requireLoadedProvider(provider, world)
    }

    private func checkStandalone(_ record: JSONObject) throws(DomainError) {
        try knownRequester(record["requester"])
        let configuration = record["requester_config"] ?? .null
        guard PythonText.updatesDictionary(configuration),
            configuration["base_url"]?.stringValue != nil
                || configuration["base_url"] == nil
        else { throw .failure("The configuration cannot be used") }
    }

    /// Resolves a provider that is described instead of referenced: finds it or creates it.
    private func resolveProvider(_ members: inout JSONObject, _ world: inout World, _ call: Call) throws(DomainError) {
        guard let described = members["provider"] else { return }
        members["provider"] = nil
        guard let provider = described.objectValue else { throw .failure("The provider is not an object") }
        if let uuid = provider["uuid"]?.stringValue, !uuid.isEmpty {
            members["provider_uuid"] = .string(uuid)
            return
        }
        let requester = provider["requester"] ?? ""
        let address = provider["base_url"] ?? ""
        let keys = provider["api_keys"] ?? []
        let same = world.records(.provider).first {
            $0["requester"] == requester && $0["base_url"] == address && $0["api_keys"] == keys
        }
        if let uuid = same?["uuid"] {
            members["provider_uuid"] = uuid
            return
        }
        let host = address.stringValue.flatMap(URLComponents.init(string:)).flatMap { components in
            components.host.map { host in components.port.map { "\(host):\($0)" } ?? host }
        }
        let made: JSONObject = [
            "api_keys": keys, "base_url": address, "name": host.map(JSONValue.string) ?? requester,
            "requester": requester,
        ]
        let uuid = try world.insert(.provider, made, traits, call.surroundings)
        members["provider_uuid"] = .string(uuid)
        try loadNewProvider(uuid, made, &world)
    }

    /// - Throws: a failure if the release does not know the requester.
    func knownRequester(_ name: JSONValue?) throws(DomainError) {
        guard let name = name?.stringValue, traits.requesters[name] != nil else { throw .failure("provider not found") }
    }

    private func supported(_ resource: Resource, _ requester: String) throws(DomainError) {
        let needed: [Resource: Requester.Ability] = [.embeddingModel: .embedding, .rerankModel: .rerank]
        guard let abilities = traits.requesters[requester]?.abilities, !abilities.contains(needed[resource] ?? .llm)
        else {
            return
        }
        let kind = (needed[resource] ?? .llm).rawValue
        throw .invalid(
            traits.quotesRequesters
                ? "Provider requester \"\(requester)\" does not support \(kind) models"
                : "Provider \(requester) does not support \(kind) models"
        )
    }

    /// The first model becomes the model of the default pipeline.
    private func bindDefaultPipeline(_ resource: Resource, _ uuid: String, _ world: inout World) {
        guard traits.firstModelIsDefault, resource == .llmModel,
            let record = defaultPipeline(world),
            let pipeline = record["uuid"]?.stringValue, var configuration = record["config"]?.objectValue,
            var intelligence = configuration["ai"]?.objectValue,
            var agent = intelligence["local-agent"]?.objectValue, agent["model"] == ""
        else { return }
        agent["model"] = .string(uuid)
        intelligence["local-agent"] = .object(agent)
        configuration["ai"] = .object(intelligence)
        world.tables[.pipeline]?[pipeline] = record.merging(["config": .object(configuration)])
    }

    private func shown(
        _ record: JSONObject,
        _ resource: Resource,
        _ world: World,
        hidesKeys: Bool,
        naming namesProvider: Bool = true
    ) -> JSONValue {
        guard traits.modelsHaveProviders else { return .object(record) }
        var shown = record
        if namesProvider, let provider = record["provider_uuid"]?.stringValue.flatMap({ world.tables[.provider]?[$0] })
        {
            let keys = shownKeys(provider["api_keys"] ?? .null, hidden: hidesKeys)
            shown["provider"] = .object(provider.merging(["api_keys": keys]))
        }
        if resource == .llmModel, traits.hasWorkspaces {
            shown["reasoning_capabilities"] = reasoningCapabilities(record, world)
        }
        return .object(shown.sortedByName())
    }

    /// - Throws: an error if there is nothing to test; the identifier `_` tests the content instead.
    func checkTested(_ resource: Resource, _ world: World, _ call: Call) throws(DomainError) {
        _ = try call.json()
        guard call.identifier == "_" else {
            _ = try found(resource, world, call)
            return
        }
        let members = try content(call)
        if traits.testsCheckDrafts { _ = try traits.table(resource).inserted(members) }
    }
}
