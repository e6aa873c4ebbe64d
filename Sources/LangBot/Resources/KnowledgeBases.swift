/// Knowledge bases: collections of documents that models can search.
///
/// Source: `/api/v1/knowledge/bases` in LangBot's API key guide. 4.5 requires a user token.
public struct KnowledgeBases: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// The documents of a knowledge base.
    public var files: KnowledgeFiles { KnowledgeFiles(client: client) }

    /// Lists all knowledge bases.
    public func list() async throws -> [KnowledgeBase] {
        try await core.answer(to: APIOperation("knowledge_base.list", .get, "knowledge/bases")).list("bases")
    }

    /// Creates a knowledge base and returns its identifier.
    ///
    /// - Throws: `LangBotError` with the code `.unsupportedByServer` if the release does not support the draft's
    ///   storage.
    public func create(_ draft: KnowledgeBase.Draft) async throws -> KnowledgeBase.ID {
        var operation = APIOperation("knowledge_base.create", .post, "knowledge/bases", fields: Self.created)
        operation.adapted = draft.members(for:)
        return try await core.answer(to: operation).identifier()
    }

    /// Returns the knowledge base with the given identifier.
    public func get(_ id: KnowledgeBase.ID) async throws -> KnowledgeBase {
        try await core.answer(to: APIOperation("knowledge_base.get", .get, "knowledge/bases/\(id)")).object("base")
    }

    /// Sends what was changed of a knowledge base since it was read, or nothing if nothing was.
    ///
    /// Everything else stays as it is on the server.
    public func update(_ base: KnowledgeBase) async throws {
        let changes = base.changes
        if !changes.fields.isEmpty { try await update(base.id, changes) }
    }

    /// Updates the members that `changes` contains and leaves the rest.
    public func update(_ id: KnowledgeBase.ID, _ changes: KnowledgeBase.Changes) async throws {
        var operation = APIOperation("knowledge_base.update", .put, "knowledge/bases/\(id)", body: changes.body)
        operation.knownFields = Self.changed
        try await core.perform(operation)
    }

    /// Deletes a knowledge base and its documents.
    ///
    /// Up to 4.9, deleting one that does not exist succeeds.
    public func delete(_ id: KnowledgeBase.ID) async throws {
        try await core.perform(APIOperation("knowledge_base.delete", .delete, "knowledge/bases/\(id)"))
    }

    /// Returns the passages of a knowledge base that best match a query.
    ///
    /// - Parameters:
    ///   - id: The knowledge base's identifier.
    ///   - query: The text to search for.
    ///   - settings: Engine settings for this query, such as `top_k`; since 4.9.
    public func retrieve(
        _ id: KnowledgeBase.ID,
        query: String,
        settings: JSONObject? = nil
    ) async throws -> [RetrievedPassage] {
        let body = JSONObject(given: ["query": .string(query), "retrieval_settings": JSONValue(settings)])
        var operation = APIOperation("knowledge_base.retrieve", .post, "knowledge/bases/\(id)/retrieve")
        operation.body = .json(.object(body))
        operation.knownFields = Self.asked
        return try await core.answer(to: operation).list("results")
    }

    private static let engines = ServerRelease(4, 8, 7)
    private static let created = FieldTable(
        [.always("name"), .always("description"), .before(ServerRelease(4, 9, 7), "embedding_model_uuid")],
        [
            .before(ServerRelease(4, 9, 7), "top_k"),
            FieldTable.Field(name: "emoji", absentThrough: ServerRelease(4, 7, 2), goneSince: ServerRelease(4, 9, 7)),
        ],
        ["knowledge_engine_plugin_id", "creation_settings", "retrieval_settings"].map { .after(engines, $0) },
        [.after(ServerRelease(4, 10, 11), "defer_initialization")]
    )
    private static let changed = FieldTable(
        [.always("name"), .always("description"), .before(ServerRelease(4, 9, 7), "top_k")],
        [
            FieldTable.Field(name: "emoji", absentThrough: ServerRelease(4, 7, 2), goneSince: ServerRelease(4, 9, 7)),
            .after(engines, "retrieval_settings"),
        ],
        ["initialize_engine", "creation_settings"].map { .after(ServerRelease(4, 10, 11), $0) }
    )
    private static let asked = FieldTable([.always("query"), .after(engines, "retrieval_settings")])
}
