/// Knowledge bases and the documents in them.
public struct Knowledge: Sendable {
    let core: ClientCore

    /// The knowledge bases.
    public var bases: KnowledgeBases { KnowledgeBases(core: core) }
}

/// Knowledge bases: collections of documents that a model looks things up in.
///
/// Source: `/api/v1/knowledge/*` in LangBot's guide to API keys. 4.5 asks for a user's token here.
public struct KnowledgeBases: Sendable {
    let core: ClientCore

    /// The documents of a knowledge base.
    public var files: KnowledgeFiles { KnowledgeFiles(core: core) }

    /// All knowledge bases.
    public func list() async throws -> [KnowledgeBase] {
        try await core.answer(to: APIOperation("knowledge_base.list", .get, "knowledge", "bases")).list("bases")
    }

    /// Adds a knowledge base and returns its identifier.
    public func create(_ draft: KnowledgeBase.Draft) async throws -> String {
        let operation = APIOperation("knowledge_base.create", .post, "knowledge", "bases", body: draft.body)
        return try await core.answer(to: operation).text("uuid")
    }

    /// The knowledge base of that identifier.
    public func get(_ uuid: String) async throws -> KnowledgeBase {
        try await core.answer(to: APIOperation("knowledge_base.get", .get, "knowledge", "bases", uuid)).object("base")
    }

    /// Changes what `changes` names of a knowledge base and leaves the rest.
    public func update(_ uuid: String, _ changes: KnowledgeBase.Changes) async throws {
        let operation = APIOperation("knowledge_base.update", .put, "knowledge", "bases", uuid, body: changes.body)
        try await core.perform(operation)
    }

    /// Deletes a knowledge base and its documents.
    public func delete(_ uuid: String) async throws {
        try await core.perform(APIOperation("knowledge_base.delete", .delete, "knowledge", "bases", uuid))
    }

    /// The passages of a knowledge base that are nearest to a question.
    ///
    /// - Parameter settings: Further members of the request, such as `retrieval_settings` of later releases.
    public func retrieve(
        _ uuid: String,
        query: String,
        settings: JSONObject = [:]
    ) async throws -> [RetrievedPassage] {
        let body = settings.merging(["query": .string(query)]) { _, query in query }
        let path = ["api", "v1", "knowledge", "bases", uuid, "retrieve"]
        let operation = APIOperation("knowledge_base.retrieve", .post, path: path, body: .json(.object(body)))
        return try await core.answer(to: operation).list("results")
    }
}

/// The documents of a knowledge base.
public struct KnowledgeFiles: Sendable {
    let core: ClientCore

    /// All documents of a knowledge base.
    public func list(in baseUUID: String) async throws -> [KnowledgeFile] {
        try await core.answer(to: operation("list", .get, baseUUID)).list("files")
    }

    /// Has a document taken into a knowledge base, and returns the task that does it.
    ///
    /// - Parameters:
    ///   - fileID: What `files.upload` returned for the document.
    ///   - settings: Further members of the request, such as `parser_plugin_id` of later releases.
    public func store(_ fileID: String, in baseUUID: String, settings: JSONObject = [:]) async throws -> ServerTask.ID {
        let body = settings.merging(["file_id": .string(fileID)]) { _, id in id }
        let operation = operation("store", .post, baseUUID, body: .json(.object(body)))
        return try await core.answer(to: operation).member("task_id", ServerTask.ID.init)
    }

    /// Takes a document out of a knowledge base.
    ///
    /// - Parameter fileUUID: The identifier in the list of documents, which is not that of the upload.
    public func delete(_ fileUUID: String, in baseUUID: String) async throws {
        try await core.perform(operation("delete", .delete, baseUUID, [fileUUID]))
    }

    private func operation(
        _ action: String,
        _ method: HTTPMethod,
        _ baseUUID: String,
        _ path: [String] = [],
        body: APIOperation.Body = .none
    ) -> APIOperation {
        APIOperation(
            OperationName(rawValue: "knowledge_base.file.\(action)"),
            method,
            path: ["api", "v1", "knowledge", "bases", baseUUID, "files"] + path,
            body: body
        )
    }
}
