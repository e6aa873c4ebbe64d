import JSONCore
import LangBotContract

extension HandlerTable {
    static let knowledgeHandlers = life("knowledge_base", .knowledgeBase).merging([
        "knowledge_base.delete": { world, call throws(DomainError) in
            let data = try world.delete(.knowledgeBase, call)
            world.knowledgeFiles[call.identifier] = nil
            return data
        },
        "knowledge_base.file.list": { world, call throws(DomainError) in
            _ = try world.record(.knowledgeBase, call.identifier)
            let files = world.knowledgeFiles[call.identifier]?.records ?? []
            return ["files": .array(files.map { .object($0) })]
        },
        "knowledge_base.file.store": { world, call throws(DomainError) in try world.storeFile(call) },
        "knowledge_base.file.delete": { world, call throws(DomainError) in try world.deleteFile(call) },
        "knowledge_base.retrieve": { world, call throws(DomainError) in try world.retrieve(call) },
        "file.document.upload": { world, call throws(DomainError) in try world.upload(call) },
    ]) { $1 }
}

extension World {
    fileprivate mutating func upload(_ call: Call) throws(DomainError) -> JSONValue {
        guard let part = call.content.form?["file"], let name = part.fileName, !name.isEmpty else {
            throw .invalid("The form has no file part named 'file'")
        }
        guard !name.contains(where: { "/\\\0".contains($0) }), name != ".", name != ".." else {
            throw .invalid("The file name contains invalid characters")
        }
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
        let identifier = "\(stem)_\(call.surroundings.digits(8))\(name.dropFirst(stem.count))"
        documents[identifier] = Document(name: name, text: String(decoding: part.content, as: UTF8.self))
        return ["file_id": .string(identifier)]
    }

    fileprivate mutating func storeFile(_ call: Call) throws(DomainError) -> JSONValue {
        _ = try record(.knowledgeBase, call.identifier)
        let identifier = try call.text("file_id")
        guard let document = documents[identifier] else { throw .notFound(.document) }
        let uuid = call.surroundings.uuid()
        let name = document.name
        knowledgeFiles[call.identifier, default: RecordTable()][uuid] = [
            "uuid": .string(uuid), "file_id": .string(identifier), "file_name": .string(name),
            "extension": .string(name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? ""),
            "status": "completed", "created_at": .string(call.surroundings.now().text),
        ]
        return completeTask("knowledge-operation", call)
    }

    fileprivate mutating func deleteFile(_ call: Call) throws(DomainError) -> JSONValue {
        _ = try record(.knowledgeBase, call.identifier)
        guard let file = call.parameters["file_id"], knowledgeFiles[call.identifier]?.contains(file) == true else {
            throw .notFound(.knowledgeFile)
        }
        knowledgeFiles[call.identifier]?[file] = nil
        return .null
    }

    fileprivate func retrieve(_ call: Call) throws(DomainError) -> JSONValue {
        let base = try record(.knowledgeBase, call.identifier)
        let query = try call.text("query")
        let limit = Int(clamping: try call.integer("top_k", default: base["top_k"]?.integerValue ?? 5))
        let files = knowledgeFiles[call.identifier]?.records ?? []
        let passages = files.flatMap { file in
            Passage.split(file["file_id"]?.stringValue.flatMap { documents[$0] }?.text ?? "").enumerated().map {
                index,
                text in
                Passage(
                    file: file["uuid"]?.stringValue ?? "",
                    name: file["file_name"]?.stringValue ?? "",
                    index: index,
                    text: text
                )
            }
        }
        return ["results": .array(Passage.ranked(passages, for: query).prefix(max(0, limit)).map(\.json))]
    }
}
