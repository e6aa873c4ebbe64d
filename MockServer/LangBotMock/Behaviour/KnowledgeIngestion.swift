import JSONCore
import LangBotContract

/// A document that a knowledge base takes in.
struct KnowledgeJob: Sendable {
    let base: JSONObject
    /// The identifier of its row.
    let file: String
    /// The identifier of its upload.
    let key: String
    let document: World.Document
    let parser: String?

    var baseID: String { base["uuid"]?.stringValue ?? "" }
}

/// How documents become passages.
extension Behaviour {
    /// The most pieces of one document that are kept.
    private static let limit = 20_000
    /// How many pieces the built-in engine has embedded at once.
    private static let batch = 64

    /// Takes in a document; the file shows how far that is.
    func ingest(_ job: KnowledgeJob, _ live: LiveWorld, _ task: Int64) async -> TaskRecord.End {
        mark(job, "processing", live)
        let result =
            traits.knowledgeNeedsEngine || !traits.basesKeepEmbeddingModel
            ? await engineChunks(job, live, task) : await builtInChunks(job, live, task)
        switch result {
        case .success(let chunks):
            _ = try? live.change { world throws(DomainError) in
                // The base or the file may be gone by now.
                guard world.knowledgeFiles[job.baseID]?.contains(job.file) == true else { return }
                world.chunks[job.baseID, default: []] += chunks
            }
            mark(job, "completed", live, isKnown: true)
            if !traits.filesShowUpload { forget(job, live) }
            return .succeeded(.null)
        case .failure(let fault):
            let isLost = traits.ingestionsCanBeInterrupted && !fault.isConfirmed
            mark(job, isLost ? "interrupted" : "failed", live, isKnown: fault.isConfirmed)
            if !isLost { forget(job, live) }
            return .failed(fault.text)
        }
    }

    private func mark(_ job: KnowledgeJob, _ status: String, _ live: LiveWorld, isKnown: Bool = false) {
        _ = try? live.change { world throws(DomainError) in
            guard var file = world.knowledgeFiles[job.baseID]?[job.file] else { return }
            file["status"] = .string(status)
            if isKnown, traits.ingestionsCanBeInterrupted { file["engine_document_id"] = .string(job.file) }
            world.knowledgeFiles[job.baseID]?[job.file] = file
        }
    }

    private func forget(_ job: KnowledgeJob, _ live: LiveWorld) {
        _ = try? live.change { world throws(DomainError) in world.documents.removeValue(forKey: job.key) }
    }

    private func act(_ action: String, _ task: Int64, _ live: LiveWorld) {
        _ = try? live.change { world throws(DomainError) in world.tasks[task]?.action = action }
    }

    // MARK: Engines of plugins

    private func engineChunks(
        _ job: KnowledgeJob,
        _ live: LiveWorld,
        _ task: Int64
    ) async -> Result<[KnowledgeChunk], IngestionFault> {
        if traits.knowledgeNeedsEngine { act("Processing file", task, live) }
        if let parser = job.parser {
            act("Parsing file", task, live)
            if let complaint = complaint(parser, live.now) { return .failure(IngestionFault(text: complaint)) }
        }
        let text = job.document.text
        if let reason = Self.scriptedFailure(text) { return .failure(IngestionFault(text: reason, isConfirmed: true)) }
        let paragraphs = Array(Passage.split(text).prefix(Self.limit))
        guard let model = embeddingModel(of: job.base, live.now, live.surroundings) else {
            return plainChunks(job, paragraphs)
        }
        switch await embed(paragraphs, model, live, base: job.baseID) {
        case .failure(let fault): return .failure(IngestionFault(text: fault.text))
        case .success([]): return .failure(IngestionFault(text: passed + nothingToStore(job.baseID)))
        case .success(let vectors):
            return .success(
                zip(paragraphs, vectors).enumerated().map { index, pair in
                    KnowledgeChunk(
                        id: "\(job.file)_\(index)",
                        file: job.file,
                        fileName: job.key,
                        index: index,
                        text: pair.0,
                        vector: pair.1
                    )
                }
            )
        }
    }

    /// The passages of an engine without a model, which reads text alone.
    private func plainChunks(_ job: KnowledgeJob, _ paragraphs: [String]) -> Result<[KnowledgeChunk], IngestionFault> {
        guard traits.filesShowUpload || !job.document.isBinary else {
            return .failure(IngestionFault(text: "No text extracted from file \(job.key)", isConfirmed: true))
        }
        return .success(
            paragraphs.enumerated().map { index, text in
                KnowledgeChunk(
                    id: "\(job.file)-\(index)",
                    file: job.file,
                    fileName: traits.filesShowUpload ? job.document.name : job.key,
                    index: index,
                    text: text,
                    vector: []
                )
            }
        )
    }

    private func complaint(_ parser: String, _ world: World) -> String? {
        if hasParser(parser, world) { return nil }
        guard parser.split(separator: "/", omittingEmptySubsequences: false).count == 2 else {
            return Self.badPluginName(parser)
        }
        return traits.hasWorkspaces
            ? Self.notInstalled(parser) : "ActionCallError: ValueError: Plugin \(parser) not found"
    }

    private func nothingToStore(_ base: String) -> String {
        "[VectorStoreError/ValueError] [collection_id=\(base)] "
            + "Expected Embeddings to be non-empty list or numpy array, got [] in upsert."
    }

    /// What the engine without a script refuses: a text that says so.
    private static func scriptedFailure(_ text: String) -> String? {
        text.contains("FAIL-INGEST") ? "told to fail" : nil
    }

    // MARK: The built-in engine

    private func builtInChunks(
        _ job: KnowledgeJob,
        _ live: LiveWorld,
        _ task: Int64
    ) async -> Result<[KnowledgeChunk], IngestionFault> {
        act("Parsing file", task, live)
        guard let text = DocumentText.extracted(job.document, named: job.key), !text.isEmpty else {
            return .failure(IngestionFault(text: "No text extracted from file \(job.key)"))
        }
        act("Chunking file", task, live)
        let chunks = Array(TextSplitter(size: 500, overlap: 50).split(text).prefix(Self.limit))
        guard !chunks.isEmpty else {
            return .failure(IngestionFault(text: "No chunks extracted from file \(job.key)"))
        }
        act("Embedding chunks", task, live)
        let model = job.base["embedding_model_uuid"]?.stringValue ?? ""
        var kept: [KnowledgeChunk] = []
        for start in stride(from: 0, to: chunks.count, by: Self.batch) {
            let texts = Array(chunks[start..<min(start + Self.batch, chunks.count)])
            switch await embed(texts, model, live, base: job.baseID) {
            case .failure(let fault): return .failure(IngestionFault(text: fault.text))
            case .success(let vectors):
                kept += zip(texts, vectors).map { text, vector in
                    KnowledgeChunk(
                        id: live.surroundings.uuid(),
                        file: job.file,
                        fileName: job.key,
                        index: kept.count,
                        text: text,
                        vector: vector
                    )
                }
            }
        }
        return .success(kept)
    }
}

/// Why a document was not taken in.
struct IngestionFault: Error, Sendable {
    let text: String
    /// Whether the engine itself said so.
    var isConfirmed = false
}
