/// The documents of a knowledge base.
///
/// Source: `/api/v1/knowledge/bases/{uuid}/files` in LangBot's API key guide.
public struct KnowledgeFiles: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists all documents of a knowledge base.
    public func list(in baseUUID: String) async throws -> [KnowledgeFile] {
        let operation = APIOperation("knowledge_base.file.list", .get, "knowledge/bases/\(baseUUID)/files")
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
    ///   - fileID: The identifier that `files.upload` returned, which can be used once. For an archive, each document
    ///     in it gets a task of its own, and the first is returned.
    ///   - baseUUID: The knowledge base's identifier.
    ///   - parserPluginID: The plugin that parses the document, as `author/name`, since 4.9; nil for the engine's own
    ///     parser.
    public func store(_ fileID: String, in baseUUID: String, parserPluginID: String? = nil) async throws
        -> ServerTask.ID
    {
        let body = JSONObject(given: ["file_id": .string(fileID), "parser_plugin_id": JSONValue(parserPluginID)])
        var operation = APIOperation("knowledge_base.file.store", .post, "knowledge/bases/\(baseUUID)/files")
        operation.body = .json(.object(body))
        operation.knownFields = Self.fields
        return try await core.task(operation)
    }

    /// Removes a document from a knowledge base.
    ///
    /// - Parameters:
    ///   - fileUUID: The identifier from `list`, which differs from that of the upload.
    ///   - baseUUID: The knowledge base's identifier.
    public func delete(_ fileUUID: String, in baseUUID: String) async throws {
        guard !fileUUID.contains("/") else {
            throw LangBotError(
                .invalidRequest,
                operation: "knowledge_base.file.delete",
                detail:
                    "\"\(fileUUID)\" identifies an upload and not a document of a knowledge base; use an identifier from list(in:)"
            )
        }
        let operation = APIOperation(
            "knowledge_base.file.delete",
            .delete,
            "knowledge/bases/\(baseUUID)/files/\(fileUUID)"
        )
        try await core.perform(operation)
    }

    private static let fields = FieldTable([.always("file_id"), .after(ServerRelease(4, 8, 7), "parser_plugin_id")])
}
