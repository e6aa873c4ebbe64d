import JSONCore
import LangBotContract

extension Behaviour {
    var knowledgeFiles: [OperationID: Handler] {
        [
            "knowledge_base.file.list": { world, call throws(DomainError) in
                _ = try world.record(.knowledgeBase, call.identifier)
                return ["files": .array((world.knowledgeFiles[call.identifier]?.records ?? []).map(shownFile))]
            },
            "knowledge_base.file.delete": { world, call throws(DomainError) in
                _ = try world.record(.knowledgeBase, call.identifier)
                let file = call.parameters["file_id"] ?? ""
                let record = world.knowledgeFiles[call.identifier]?[file]
                if record == nil, traits.missingFileIs404 || traits.hasWorkspaces { throw .notFound(.knowledgeFile) }
                let isBusy = ["pending", "processing", "interrupted"].contains(record?["status"] ?? .null)
                if traits.ingestionsCanBeInterrupted, isBusy {
                    throw .failure("Knowledge ingestion was interrupted; its remote outcome is unknown.")
                }
                world.knowledgeFiles[call.identifier]?[file] = nil
                world.chunks[call.identifier]?.removeAll { $0.file == file }
                return traits.changedBase
            },
        ]
    }

    private func shownFile(_ record: JSONObject) -> JSONValue {
        var shown = record
        if !traits.filesShowUpload { shown["file_id"] = nil }
        return .object(shown)
    }

    func storeFile(_ live: LiveWorld, _ call: Call) async throws(DomainError) -> Int64 {
        let world = live.now
        try findFirst(.knowledgeBase, world, call)
        let members = try content(call)
        guard let identifier = members["file_id"], !isBlank(identifier) else { throw .invalid("File ID is required") }
        let base = try world.record(.knowledgeBase, call.identifier)
        if base["initialized"] == false { throw .notFound(.knowledgeBase) }
        guard let name = identifier.stringValue, let document = world.documents[name] else {
            guard !traits.missingFileIs404 else { throw .notFound(.document) }
            throw traits.hasWorkspaces
                ? .notFound(.knowledgeFile) : .failure("File \(identifier.stringValue ?? "") not found")
        }
        let parser = members["parser_plugin_id"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        if !traits.filesShowUpload, name.lowercased().hasSuffix(".zip") {
            return try await storeArchive(document, name, base, parser, live)
        }
        return try await store(document, name, base, parser, live)
    }

    /// Stores each document of an archive; the task is that of the first.
    private func storeArchive(
        _ document: World.Document,
        _ name: String,
        _ base: JSONObject,
        _ parser: String?,
        _ live: LiveWorld
    ) async throws(DomainError) -> Int64 {
        guard let archive = try? ZipArchive(document.content) else { throw .failure("File is not a zip file") }
        var first: Int64?
        var rest = ArchiveLimits.skill.totalSize
        for entry in archive.entries.prefix(100) where !entry.isDirectory && !entry.name.hasPrefix(".") {
            let type = entry.name.split(separator: ".").last.map { $0.lowercased() } ?? ""
            guard ["txt", "pdf", "docx", "md", "html"].contains(type),
                let content = try? archive.content(entry, limit: min(rest, 10 << 20))
            else { continue }
            rest -= content.count
            let plain = String(entry.name.map { "/\\".contains($0) ? "_" : $0 })
            let part = World.Document(name: plain, content: content)
            let key = try live.change { world throws(DomainError) in
                try world.checkRoom(for: content.count, live.surroundings)
                let key = newKey("upload_document", plain, world, live.surroundings)
                world.documents[key] = part
                return key
            }
            let task = try await store(part, key, base, parser, live)
            if first == nil { first = task }
        }
        guard let first else { throw .failure("No supported files found in ZIP archive") }
        _ = try live.change { world throws(DomainError) in world.documents.removeValue(forKey: name) }
        return first
    }

    private func store(
        _ document: World.Document,
        _ name: String,
        _ base: JSONObject,
        _ parser: String?,
        _ live: LiveWorld
    ) async throws(DomainError) -> Int64 {
        let file = try live.change { world throws(DomainError) in
            try world.checkRoom(for: document.content.count, live.surroundings)
            return add(name, document, base, &world, live.surroundings)
        }
        let job = KnowledgeJob(base: base, file: file, key: name, document: document, parser: parser)
        let task = TaskRecord(
            kind: "knowledge-operation",
            name: "knowledge-store-file-\(name)",
            label: "Store file \(name)"
        )
        // Without a model there is nothing to wait for.
        guard embeddingModel(of: base, live.now, live.surroundings) != nil else {
            let ticket = live.outside.nextTicket()
            let id = try live.change { world throws(DomainError) in world.begin(task, ticket, live.surroundings) }
            let end = await ingest(job, live, id)
            try live.change { world throws(DomainError) in world.finish(id, ticket, end) }
            return id
        }
        return try live.start(task) { live, id in await ingest(job, live, id) }
    }

    /// Adds the row of a file, and returns its identifier.
    private func add(
        _ key: String,
        _ document: World.Document,
        _ base: JSONObject,
        _ world: inout World,
        _ surroundings: Surroundings
    ) -> String {
        let uuid = surroundings.uuid()
        let kept = traits.filesShowUpload ? document.name : key
        // Without an engine, the type of a name without a dot is the name.
        let whole = traits.knowledgeNeedsEngine || traits.filesShowUpload ? "" : kept
        let type = kept.lastIndex(of: ".").map { String(kept[kept.index(after: $0)...]) } ?? whole
        var file: JSONObject = [
            "uuid": .string(uuid), "file_id": .string(key), "file_name": .string(kept),
            "extension": .string(traits.filesShowUpload ? type : type.lowercased()), "status": "pending",
            "created_at": traits.shown(surroundings.now()),
        ]
        let baseID = base["uuid"]?.stringValue ?? ""
        if !traits.filesShowUpload { file["kb_id"] = .string(baseID) }
        if traits.ingestionsCanBeInterrupted { file["engine_document_id"] = .null }
        if traits.hasWorkspaces { file["workspace_uuid"] = .string(world.workspace) }
        world.knowledgeFiles[baseID, default: RecordTable()][uuid] = traits.arranged(file)
        return uuid
    }
}
