import JSONCore
import LangBotContract

extension Behaviour {
    var knowledgeFiles: [OperationID: Handler] {
        [
            "knowledge_base.file.list": { world, call throws(DomainError) in
                _ = try world.record(.knowledgeBase, call.identifier)
                return ["files": .array((world.knowledgeFiles[call.identifier]?.records ?? []).map(shownFile))]
            },
            "knowledge_base.file.store": { world, call throws(DomainError) in try storeFile(&world, call) },
            "knowledge_base.file.delete": { world, call throws(DomainError) in
                _ = try world.record(.knowledgeBase, call.identifier)
                let file = call.parameters["file_id"] ?? ""
                let isThere = world.knowledgeFiles[call.identifier]?.contains(file) ?? false
                guard isThere || !traits.missingFileIs404 else { throw .notFound(.knowledgeFile) }
                world.knowledgeFiles[call.identifier]?[file] = nil
                return traits.changedBase
            },
        ]
    }

    private func storeFile(_ world: inout World, _ call: Call) throws(DomainError) -> JSONValue {
        try findFirst(.knowledgeBase, world, call)
        let members = try content(call)
        guard let identifier = members["file_id"], !isBlank(identifier) else { throw .invalid("File ID is required") }
        _ = try world.record(.knowledgeBase, call.identifier)
        guard let name = identifier.stringValue, let document = world.documents[name] else {
            throw traits.missingFileIs404 ? .notFound(.document) : .failure("The file does not exist")
        }
        let uuid = call.surroundings.uuid()
        let type = document.name.lastIndex(of: ".").map { String(document.name[document.name.index(after: $0)...]) }
        var file: JSONObject = [
            "uuid": .string(uuid), "file_id": identifier,
            "file_name": traits.filesShowUpload ? .string(document.name) : identifier,
            "extension": .string(type ?? ""), "status": "completed",
            "created_at": traits.shown(call.surroundings.now()),
        ]
        if !traits.filesShowUpload { file["kb_id"] = .string(call.identifier) }
        world.knowledgeFiles[call.identifier, default: RecordTable()][uuid] = traits.arranged(file)
        return ["task_id": .integer(addTask("knowledge-operation", &world, call))]
    }

    private func shownFile(_ record: JSONObject) -> JSONValue {
        var shown = record
        if !traits.filesShowUpload { shown["file_id"] = nil }
        return .object(shown)
    }
}
