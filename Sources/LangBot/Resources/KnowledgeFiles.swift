/// The documents of a knowledge base.
///
/// Source: `/api/v1/knowledge/bases/{uuid}/files` in LangBot's guide to API keys.
public struct KnowledgeFiles: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// All documents of a knowledge base.
    public func list(in baseUUID: String) async throws -> [KnowledgeFile] {
        try await core.answer(to: operation("list", .get, baseUUID)).list("files")
    }

    /// Has a document taken into a knowledge base, and returns the task that does it.
    ///
    /// ```swift
    /// let document = try await client.files.upload(contentsOf: file)
    /// let task = try await client.knowledge.bases.files.store(document, in: base)
    /// try await client.tasks.wait(for: task)
    /// ```
    ///
    /// - Parameters:
    ///   - fileID: What `files.upload` returned for the document. It is used up; of an archive, each document in it is
    ///     taken in by a task of its own, and the first one's is returned.
    ///   - baseUUID: The knowledge base's identifier.
    ///   - parserPluginID: Author and name of the plugin that takes the document apart, since 4.9; nil for the engine's
    ///     own way.
    public func store(_ fileID: String, in baseUUID: String, parserPluginID: String? = nil) async throws
        -> ServerTask.ID
    {
        let body = JSONObject(given: ["file_id": .string(fileID), "parser_plugin_id": JSONValue(parserPluginID)])
        var operation = operation("store", .post, baseUUID, body: .json(.object(body)))
        operation.knownFields = Self.fields
        return try await core.answer(to: operation).member("task_id", ServerTask.ID.init)
    }

    /// Takes a document out of a knowledge base.
    ///
    /// - Parameters:
    ///   - fileUUID: The identifier in the list of documents, which is not that of the upload.
    ///   - baseUUID: The knowledge base's identifier.
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

    private static let fields = FieldTable([.always("file_id"), .after(ServerRelease(4, 8, 7), "parser_plugin_id")])
}
