/// The documents of a knowledge base.
///
/// Source: `/api/v1/knowledge/bases/{uuid}/files` in LangBot's API key guide.
public struct KnowledgeFiles: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists all documents of a knowledge base.
    public func list(in baseID: KnowledgeBase.ID) async throws -> [KnowledgeFile] {
        let operation = APIOperation("knowledge_base.file.list", .get, "knowledge/bases/\(baseID)/files")
        return try await core.answer(to: operation).list("files")
    }

    /// Adds an uploaded document to a knowledge base and returns the task that processes it.
    ///
    /// ```swift
    /// let document = try await client.files.upload(contentsOf: file)
    /// let task = try await client.knowledge.bases.files.store(document, in: base)
    /// try await client.tasks.wait(for: task)
    /// ```
    ///
    /// - Parameters:
    ///   - upload: The identifier that `files.upload` returned, which can be used once. For an archive, each document
    ///     in it gets a task of its own, and the first is returned.
    ///   - baseID: The knowledge base's identifier.
    ///   - parser: The plugin that parses the document, since 4.9; nil for the engine's own
    ///     parser.
    public func store(_ upload: KnowledgeFile.Upload.ID, in baseID: KnowledgeBase.ID, parser: PluginID? = nil)
        async throws
        -> ServerTask.ID
    {
        let body = JSONObject(given: [
            "file_id": .string(upload.rawValue), "parser_plugin_id": JSONValue(parser?.description),
        ])
        var operation = APIOperation("knowledge_base.file.store", .post, "knowledge/bases/\(baseID)/files")
        operation.body = .json(.object(body))
        operation.knownFields = Self.fields
        return try await core.task(operation)
    }

    /// Removes a document from a knowledge base.
    ///
    /// - Parameters:
    ///   - id: The identifier from `list`, which differs from that of the upload.
    ///   - baseID: The knowledge base's identifier.
    public func delete(_ id: KnowledgeFile.ID, in baseID: KnowledgeBase.ID) async throws {
        guard !id.rawValue.contains("/") else {
            throw LangBotError(
                .invalidRequest,
                operation: "knowledge_base.file.delete",
                detail:
                    "\"\(id)\" identifies an upload and not a document of a knowledge base; use an identifier from list(in:)"
            )
        }
        let operation = APIOperation(
            "knowledge_base.file.delete",
            .delete,
            "knowledge/bases/\(baseID)/files/\(id)"
        )
        try await core.perform(operation)
    }

    private static let fields = FieldTable([.always("file_id"), .after(ServerRelease(4, 8, 7), "parser_plugin_id")])
}
