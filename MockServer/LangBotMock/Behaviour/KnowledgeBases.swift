import JSONCore
import LangBotContract

extension Behaviour {
    var knowledge: [OperationID: Handler] {
        [
            "knowledge_base.list": { world, _ throws(DomainError) in
                ["bases": .array(world.records(.knowledgeBase).map(JSONValue.object))]
            },
            "knowledge_base.create": { world, call throws(DomainError) in
                ["uuid": .string(try createBase(&world, call))]
            },
            "knowledge_base.get": { world, call throws(DomainError) in
                ["base": .object(try world.record(.knowledgeBase, call.identifier))]
            },
            "knowledge_base.update": { world, call throws(DomainError) in
                try updateBase(&world, call)
                return traits.knowledgeNeedsEngine ? ["uuid": .string(call.identifier)] : traits.changedBase
            },
            "knowledge_base.delete": { world, call throws(DomainError) in
                try world.remove(.knowledgeBase, call.identifier)
                world.knowledgeFiles[call.identifier] = nil
                return traits.changedBase
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
        return isNamed || !traits.checksEngineNames
            ? .notFound(.plugin) : .invalid("Invalid plugin_id format. Expected author/name.")
    }

    private func createBase(_ world: inout World, _ call: Call) throws(DomainError) -> String {
        let members = try content(call)
        if traits.knowledgeNeedsEngine {
            let engine = members["knowledge_engine_plugin_id"]
            guard !isBlank(engine) else { throw .invalid("knowledge_engine_plugin_id is required") }
            guard engine == .string(Self.engine) else { throw .failure("No plugin provides that engine") }
        }
        return try world.insert(.knowledgeBase, members, traits, call.surroundings)
    }

    private func updateBase(_ world: inout World, _ call: Call) throws(DomainError) {
        var members = try content(call)
        if traits.missingIs404 { _ = try world.record(.knowledgeBase, call.identifier) }
        if traits.knowledgeNeedsEngine {
            let known = traits.tables[.knowledgeBase]?.known(members) ?? members
            try world.change(.knowledgeBase, call.identifier, known, traits, call.surroundings)
            guard known.isEmpty || (try? world.record(.knowledgeBase, call.identifier)) != nil else {
                throw .failure("Knowledge base not found after update")
            }
            return
        }
        if traits.basesKeepEmbeddingModel { members["embedding_model_uuid"] = nil }
        try world.change(.knowledgeBase, call.identifier, members, traits, call.surroundings)
        _ = try world.record(.knowledgeBase, call.identifier)
    }

    private func retrieve(_ world: World, _ call: Call) throws(DomainError) -> JSONValue {
        try findFirst(.knowledgeBase, world, call)
        let members = try content(call)
        let query = members["query"]?.stringValue
        if traits.knowledgeNeedsEngine, query?.contains(where: { !$0.isWhitespace }) != true {
            throw .invalid("Query is required and cannot be empty")
        }
        let base = try world.record(.knowledgeBase, call.identifier)
        guard let query else { throw .failure("'query'") }
        if traits.basesKeepEmbeddingModel {
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
        let asked = traits.searchesTakeLimit ? members["top_k"] : nil
        let wanted = asked ?? base["top_k"] ?? base["retrieval_settings"]?["top_k"]
        let limit = Int(clamping: wanted?.integerValue ?? 5)
        return ["results": .array(Passage.ranked(passages, for: query).prefix(max(0, limit)).map(\.json))]
    }
}
