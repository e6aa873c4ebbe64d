import JSONCore
import LangBotContract

/// Searches in knowledge bases.
extension Behaviour {
    /// How many passages a search finds where nobody says so.
    private static let standardLimit: Int64 = 5

    var liveKnowledge: [OperationID: LiveHandler] {
        [
            "knowledge_base.retrieve": { live, call async throws(DomainError) in
                .data(["results": .array(try await retrieve(live, call))])
            },
            "knowledge_base.file.store": { live, call async throws(DomainError) in
                .data(["task_id": .integer(try await storeFile(live, call))])
            },
        ]
    }

    private func retrieve(_ live: LiveWorld, _ call: Call) async throws(DomainError) -> [JSONValue] {
        let world = live.now
        try findFirst(.knowledgeBase, world, call)
        let members = try content(call)
        let query = members["query"]?.stringValue
        if traits.knowledgeNeedsEngine, query?.contains(where: { !$0.isWhitespace }) != true {
            if let value = members["query"], query == nil, !isBlank(value) {
                throw .failure(PythonText.lacks("strip", value))
            }
            throw .invalid("Query is required and cannot be empty")
        }
        let base = try world.record(.knowledgeBase, call.identifier)
        if base["initialized"] == false { throw .notFound(.knowledgeBase) }
        guard let query else { throw .failure("'query'") }
        var settings = base["retrieval_settings"]?.objectValue ?? [:]
        if traits.knowledgeNeedsEngine { settings.merge(members["retrieval_settings"]?.objectValue ?? [:]) }
        let asked = traits.searchesTakeLimit ? members["top_k"] : nil
        let wanted = asked ?? base["top_k"] ?? settings["top_k"]
        let limit = wanted?.integerValue.flatMap { $0 == 0 ? nil : $0 } ?? Self.standardLimit
        return try await passages(base, query, limit: Int(clamping: max(0, limit)), live)
    }

    /// The passages of a base that answer a question, as its engine shows them.
    func passages(
        _ base: JSONObject,
        _ query: String,
        limit: Int,
        _ live: LiveWorld
    ) async throws(DomainError) -> [JSONValue] {
        let uuid = base["uuid"]?.stringValue ?? ""
        let name = base["name"]?.stringValue ?? ""
        switch live.outside.script.effect(.knowledge, name, query) {
        case .value(let json): return (try? JSONValue(parsing: json))?.arrayValue ?? []
        case .fail(_, let message): throw .failure(message)
        case .succeed: return []
        case .reply(let texts, _): return texts.map { scripted($0) }
        case .call, nil: break
        }
        guard let model = embeddingModel(of: base, live.now, live.surroundings) else {
            return plainPassages(uuid, query, limit, live.now)
        }
        let vector: [Float]
        switch await embed([query], model, live, base: uuid, query: query) {
        case .success(let vectors): vector = vectors.first ?? []
        case .failure(let fault): throw .failure(fault.text)
        }
        let world = live.now
        let ranked = (world.chunks[uuid] ?? []).map { ($0, $0.distance(from: vector)) }.sorted { $0.1 < $1.1 }
        return ranked.prefix(limit).map { chunk, distance in
            traits.knowledgeNeedsEngine ? engineResult(chunk, distance, uuid, world) : builtInResult(chunk, distance)
        }
    }

    private func scripted(_ text: String) -> JSONValue {
        [
            "content": [element(text)], "distance": 0.0, "id": "scripted", "metadata": ["text": .string(text)],
            "score": 1.0,
        ]
    }

    /// The passages that share words with the question, of an engine without a model.
    private func plainPassages(_ base: String, _ query: String, _ limit: Int, _ world: World) -> [JSONValue] {
        let passages = (world.chunks[base] ?? []).map { chunk in
            Passage(file: chunk.file, name: chunk.fileName, index: chunk.index, text: chunk.text)
        }
        return Passage.ranked(passages, for: query).prefix(limit).map(\.json)
    }

    private func element(_ text: String) -> JSONValue {
        [
            "file_base64": nil, "file_name": nil, "file_url": nil, "image_base64": nil, "image_url": nil,
            "text": .string(text), "type": "text",
        ]
    }

    private func builtInResult(_ chunk: KnowledgeChunk, _ distance: Float) -> JSONValue {
        var result: JSONObject = [
            "distance": .double(Double(distance)), "id": .string(chunk.id),
            "metadata": ["file_id": .string(chunk.file), "text": .string(chunk.text), "uuid": .string(chunk.id)],
        ]
        if traits.passagesHaveContent { result["content"] = [element(chunk.text)] }
        return .object(result.sortedByName())
    }

    private func engineResult(_ chunk: KnowledgeChunk, _ distance: Float, _ base: String, _ world: World) -> JSONValue {
        let distance = Self.rounded(Double(distance))
        var metadata: JSONObject = [
            "chunk_index": .integer(Int64(chunk.index)), "document_id": .string(chunk.file),
            "document_name": .string(chunk.fileName), "file_id": .string(chunk.file), "text": .string(chunk.text),
        ]
        if traits.hasWorkspaces {
            metadata.merge([
                "_langbot_instance_uuid": .string("instance_\(world.workspace)"),
                "_langbot_knowledge_base_uuid": .string(base), "_langbot_workspace_uuid": .string(world.workspace),
            ])
        }
        return [
            "content": [element(chunk.text)], "distance": .double(distance), "id": .string(chunk.id),
            "metadata": .object(metadata.sortedByName()), "score": .double(Self.rounded(1 - distance)),
        ]
    }

    private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
