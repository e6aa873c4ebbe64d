import JSONCore
import LangBotContract

extension Behaviour {
    var knowledge: [OperationID: Handler] {
        [
            "knowledge_base.list": { world, call throws(DomainError) in
                ["bases": .array(world.records(.knowledgeBase).map { shownBase($0, world, call.surroundings) })]
            },
            "knowledge_base.create": { world, call throws(DomainError) in
                ["uuid": .string(try createBase(try content(call), &world, call))]
            },
            "knowledge_base.get": { world, call throws(DomainError) in
                ["base": shownBase(try world.record(.knowledgeBase, call.identifier), world, call.surroundings)]
            },
            "knowledge_base.update": { world, call throws(DomainError) in
                try updateBase(&world, call)
                return traits.knowledgeNeedsEngine ? ["uuid": .string(call.identifier)] : traits.changedBase
            },
            "knowledge_base.delete": { world, call throws(DomainError) in
                _ = try world.record(.knowledgeBase, call.identifier)
                let files = world.knowledgeFiles[call.identifier]?.records ?? []
                let isBusy = files.contains { ["pending", "processing", "interrupted"].contains($0["status"]) }
                if traits.ingestionsCanBeInterrupted, isBusy {
                    throw .failure("Knowledge base has active or interrupted ingestion")
                }
                try world.remove(.knowledgeBase, call.identifier)
                world.knowledgeFiles[call.identifier] = nil
                world.chunks[call.identifier] = nil
                return traits.changedBase
            },
        ]
    }

    /// A base with the engine that keeps it.
    private func shownBase(_ record: JSONObject, _ world: World, _ surroundings: Surroundings) -> JSONValue {
        guard traits.knowledgeNeedsEngine else { return .object(record) }
        let id = record["knowledge_engine_plugin_id"]?.stringValue
        let provider = id.flatMap { engine($0, world, surroundings) }
        let name = id ?? "Internal (Legacy)"
        let shown: JSONValue = [
            "capabilities": provider == nil ? [] : KnowledgeEngine.capabilities,
            "name": provider?.name ?? ["en_US": .string(name), "zh_Hans": .string(name)],
            "plugin_id": id.map(JSONValue.string) ?? .null,
        ]
        return .object(traits.arranged(record.merging(["knowledge_engine": shown])))
    }

    func createBase(_ given: JSONObject, _ world: inout World, _ call: Call) throws(DomainError) -> String {
        var members = given
        guard traits.knowledgeNeedsEngine else {
            return try world.insert(.knowledgeBase, members, traits, call.surroundings)
        }
        let isDeferred = traits.basesCanBeDrafts && members["defer_initialization"] == true
        guard let id = members["knowledge_engine_plugin_id"], !isBlank(id) else {
            throw .invalid("knowledge_engine_plugin_id is required")
        }
        if isDeferred {
            // Without a runtime, nobody can say which engines there are.
            let name = PythonText.str(id)
            guard !hasPluginRuntime(call) || engine(name, world, call.surroundings) != nil else {
                throw .invalid(Self.noEngine(name))
            }
        } else {
            try check(try checkedEngine(id, world, call.surroundings), members)
        }
        for (name, initial) in Self.newBase where members[name] == nil { members[name] = initial }
        let uuid = call.surroundings.uuid()
        members = JSONObject(members.filter { Self.settable.contains($0.name) })
        members["collection_id"] = .string(uuid)
        if traits.basesCanBeDrafts { members["initialized"] = .bool(!isDeferred) }
        return try world.insert(.knowledgeBase, members, traits, call.surroundings, uuid: uuid)
    }

    private static let newBase: JSONObject = [
        "name": "Untitled", "description": "", "creation_settings": [:], "retrieval_settings": [:],
    ]
    private static let settable: Set = [
        "name", "description", "creation_settings", "retrieval_settings", "knowledge_engine_plugin_id",
    ]

    private func checkedEngine(
        _ id: JSONValue,
        _ world: World,
        _ surroundings: Surroundings
    ) throws(DomainError) -> KnowledgeEngine {
        let name = PythonText.str(id)
        if let engine = engine(name, world, surroundings) { return engine }
        guard try isPluginName(id) else { throw .invalid(Self.badPluginName(name)) }
        guard surroundings.runtimes.contains(.plugins) else { throw .failure(PluginRuntime.absence) }
        throw .invalid(
            traits.hasWorkspaces ? Self.notInstalled(name) : Self.noEngine(name)
        )
    }

    /// Whether the release takes a value for the name of a plugin, an author and a name with a slash between them.
    func isPluginName(_ id: JSONValue) throws(DomainError) -> Bool {
        switch id {
        case .string(let text):
            guard traits.splitsPluginNames else { return text.contains("/") }
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            return parts.count == 2 && !parts.contains(where: \.isEmpty)
        case .array where !traits.splitsPluginNames, .object where !traits.splitsPluginNames: return false
        // Releases that do not split names look for what is not text, and do not find it.
        case _ where !traits.splitsPluginNames: return true
        default: throw .failure(PythonText.lacks("split", id))
        }
    }

    private static func noEngine(_ plugin: String) -> String { "Knowledge Engine plugin \(plugin) not found" }

    static func notInstalled(_ plugin: String) -> String { "Plugin \(plugin) is not installed in this Workspace" }

    static func badPluginName(_ name: String) -> String {
        "Invalid plugin_id format: '\(name)'. Expected 'author/name' format (e.g. 'langbot/rag-engine')."
    }

    /// Checks the fields that the engine requires.
    private func check(_ engine: KnowledgeEngine, _ members: JSONObject) throws(DomainError) {
        let creation = members["creation_settings"]?.objectValue ?? [:]
        let retrieval = members["retrieval_settings"]?.objectValue ?? [:]
        let complaint = engine.complaint(creation, retrieval: false) ?? engine.complaint(retrieval, retrieval: true)
        if let complaint { throw .invalid(complaint) }
    }

    private func updateBase(_ world: inout World, _ call: Call) throws(DomainError) {
        // Content that is not JSON is reported before an unknown identifier, and JSON of another kind after it.
        _ = try call.json()
        if traits.missingIs404 { _ = try world.record(.knowledgeBase, call.identifier) }
        var members = try content(call)
        if traits.knowledgeNeedsEngine {
            if try initialize(&world, call, members) { return }
            let known = JSONObject(
                members.filter { ["name", "description", "retrieval_settings"].contains($0.name) }
            )
            guard !known.isEmpty else { return }
            try world.change(.knowledgeBase, call.identifier, known, traits, call.surroundings)
            guard (try? world.record(.knowledgeBase, call.identifier)) != nil else {
                throw .failure("Knowledge base not found after update")
            }
            return
        }
        if traits.basesKeepEmbeddingModel { members["embedding_model_uuid"] = nil }
        try world.change(.knowledgeBase, call.identifier, members, traits, call.surroundings)
        _ = try world.record(.knowledgeBase, call.identifier)
    }

    /// Completes a base that was created as a draft; false if there is nothing to complete.
    private func initialize(
        _ world: inout World,
        _ call: Call,
        _ members: JSONObject
    ) throws(DomainError) -> Bool {
        guard traits.basesCanBeDrafts, members["initialize_engine"] == true,
            let base = world.tables[.knowledgeBase]?[call.identifier], base["initialized"] == false,
            let id = base["knowledge_engine_plugin_id"]
        else { return false }
        guard call.surroundings.runtimes.contains(.plugins) else { throw .failure(PluginRuntime.absence) }
        try check(try checkedEngine(id, world, call.surroundings), members)
        let changes: JSONObject = [
            "name": members["name"] ?? base["name"] ?? "",
            "description": members["description"] ?? base["description"] ?? "",
            "creation_settings": members["creation_settings"] ?? [:],
            "retrieval_settings": members["retrieval_settings"] ?? [:], "initialized": true,
        ]
        try world.change(.knowledgeBase, call.identifier, changes, traits, call.surroundings)
        return true
    }
}
