import JSONCore
import LangBotContract

extension ReleaseHandlers {
    var knowledge: [OperationID: Handler] {
        [
            "knowledge_base.list": { world, _ throws(DomainError) in
                ["bases": .array((world.tables[.knowledgeBase]?.records ?? []).map(JSONValue.object))]
            },
            "knowledge_base.create": { world, call throws(DomainError) in
                ["uuid": .string(try createBase(&world, call))]
            },
            "knowledge_base.get": { world, call throws(DomainError) in
                ["base": .object(try world.record(.knowledgeBase, call.identifier))]
            },
            "knowledge_base.update": { world, call throws(DomainError) in
                try updateBase(&world, call)
                return traits.knowledgeNeedsEngine ? ["uuid": .string(call.identifier)] : [:]
            },
            "knowledge_base.delete": { world, call throws(DomainError) in
                try world.remove(.knowledgeBase, call.identifier)
                world.knowledgeFiles[call.identifier] = nil
                return [:]
            },
            "knowledge_base.file.list": { world, call throws(DomainError) in
                _ = try world.record(.knowledgeBase, call.identifier)
                return ["files": .array((world.knowledgeFiles[call.identifier]?.records ?? []).map(shownFile))]
            },
            "knowledge_base.file.store": { world, call throws(DomainError) in try storeFile(&world, call) },
            "knowledge_base.file.delete": { world, call throws(DomainError) in
                _ = try world.record(.knowledgeBase, call.identifier)
                world.knowledgeFiles[call.identifier]?[call.parameters["file_id"] ?? ""] = nil
                return [:]
            },
            "knowledge_base.retrieve": { world, call throws(DomainError) in try retrieve(world, call) },
            "knowledge_engine.list": { _, _ throws(DomainError) in ["engines": []] },
            "knowledge_engine.creation_schema": { _, call throws(DomainError) in throw missingEngine(call) },
            "knowledge_engine.retrieval_schema": { _, call throws(DomainError) in throw missingEngine(call) },
            "knowledge_parser.list": { _, _ throws(DomainError) in ["parsers": []] },
            "knowledge_migration.status": { _, _ throws(DomainError) in
                ["external_kb_count": 0, "internal_kb_count": 0, "needed": false]
            },
        ]
    }

    /// The mock's own knowledge engine; in a release, a plugin would provide one.
    ///
    /// No list shows it, so that the mock looks like a new installation.
    static let engine = "langbot-mock/plain-text"

    private func missingEngine(_ call: Call) -> DomainError {
        let isNamed = call.identifier.split(separator: "/", omittingEmptySubsequences: false).count == 2
        return isNamed || !traits.looksFirst
            ? .notFound(.plugin) : .invalid("Invalid plugin_id format. Expected author/name.")
    }

    private func createBase(_ world: inout World, _ call: Call) throws(DomainError) -> String {
        let members = try object(call)
        guard traits.knowledgeNeedsEngine else { return try world.insert(.knowledgeBase, members, traits, call) }
        guard !isBlank(members["knowledge_engine_plugin_id"]) else {
            throw .invalid("knowledge_engine_plugin_id is required")
        }
        guard members["knowledge_engine_plugin_id"] == .string(Self.engine) else {
            throw .failure("No plugin provides that engine")
        }
        return try world.insert(.knowledgeBase, members, traits, call)
    }

    private func updateBase(_ world: inout World, _ call: Call) throws(DomainError) {
        var members = try object(call)
        if traits.knowledgeNeedsEngine {
            // Releases without workspaces do not check that the knowledge base exists.
            if traits.looksFirst { _ = try world.record(.knowledgeBase, call.identifier) }
            let known = traits.tables[.knowledgeBase]?.known(members) ?? members
            try world.change(.knowledgeBase, call.identifier, known, traits, call)
            guard known.isEmpty || (try? world.record(.knowledgeBase, call.identifier)) != nil else {
                throw .failure("Knowledge base not found after update")
            }
            return
        }
        members["embedding_model_uuid"] = nil
        try world.change(.knowledgeBase, call.identifier, members, traits, call)
        _ = try world.record(.knowledgeBase, call.identifier)
    }

    private func storeFile(_ world: inout World, _ call: Call) throws(DomainError) -> JSONValue {
        let members = try object(call)
        guard let identifier = members["file_id"], !isBlank(identifier) else { throw .invalid("File ID is required") }
        _ = try world.record(.knowledgeBase, call.identifier)
        guard let name = identifier.stringValue, let document = world.documents[name] else {
            throw .failure("The file does not exist")
        }
        let uuid = call.surroundings.uuid()
        let type = document.name.lastIndex(of: ".").map { String(document.name[document.name.index(after: $0)...]) }
        world.knowledgeFiles[call.identifier, default: RecordTable()][uuid] = [
            "created_at": .string(call.surroundings.now().secondsText), "extension": .string(type ?? ""),
            "file_id": identifier, "file_name": identifier, "kb_id": .string(call.identifier),
            "status": "completed", "uuid": .string(uuid),
        ]
        return .object(["task_id": .integer(world.addTask("knowledge-operation", traits, call))])
    }

    private func shownFile(_ record: JSONObject) -> JSONValue {
        .object(JSONObject(record.filter { $0.name != "file_id" }.map { ($0.name, $0.value) }))
    }

    private func retrieve(_ world: World, _ call: Call) throws(DomainError) -> JSONValue {
        let members = try object(call)
        let query = members["query"]?.stringValue
        if traits.knowledgeNeedsEngine, query?.contains(where: { !$0.isWhitespace }) != true {
            throw .invalid("Query is required and cannot be empty")
        }
        let base = try world.record(.knowledgeBase, call.identifier)
        guard let query else { throw .failure("'query'") }
        if !traits.knowledgeNeedsEngine {
            guard let model = base["embedding_model_uuid"]?.stringValue,
                world.tables[.embeddingModel]?.contains(model) == true
            else { throw .failure("Embedding model not found") }
        }
        let files = world.knowledgeFiles[call.identifier]?.records ?? []
        let passages = files.flatMap { file in
            let text = file["file_id"]?.stringValue.flatMap { world.documents[$0] }?.text ?? ""
            return Passage.split(text).enumerated().map { index, text in
                Passage(
                    file: file["uuid"]?.stringValue ?? "",
                    name: file["file_name"]?.stringValue ?? "",
                    index: index,
                    text: text
                )
            }
        }
        let wanted = base["top_k"] ?? base["retrieval_settings"]?["top_k"]
        let limit = Int(clamping: wanted?.integerValue ?? 5)
        return ["results": .array(Passage.ranked(passages, for: query).prefix(max(0, limit)).map(\.json))]
    }
}
