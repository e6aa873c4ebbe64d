/// Knowledge bases: collections of documents that a model looks things up in.
///
/// Source: `/api/v1/knowledge/bases` in LangBot's guide to API keys. 4.5 asks for a user's token here.
public struct KnowledgeBases: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// The documents of a knowledge base.
    public var files: KnowledgeFiles { KnowledgeFiles(client: client) }

    /// All knowledge bases.
    public func list() async throws -> [KnowledgeBase] {
        try await core.answer(to: operation("list", .get)).list("bases")
    }

    /// Adds a knowledge base and returns its identifier.
    ///
    /// - Throws: `LangBotError` with the code `.unsupportedByServer` when the release keeps passages in another way than
    ///   the draft says.
    public func create(_ draft: KnowledgeBase.Draft) async throws -> String {
        var operation = operation("create", .post)
        operation.adapted = draft.members(for:)
        operation.knownFields = Self.created
        return try await core.answer(to: operation).text("uuid")
    }

    /// The knowledge base of that identifier.
    public func get(_ uuid: String) async throws -> KnowledgeBase {
        try await core.answer(to: operation("get", .get, [uuid])).object("base")
    }

    /// Changes what `changes` names of a knowledge base and leaves the rest.
    public func update(_ uuid: String, _ changes: KnowledgeBase.Changes) async throws {
        var operation = operation("update", .put, [uuid], body: changes.body)
        operation.knownFields = Self.changed
        try await core.perform(operation)
    }

    /// Deletes a knowledge base and its documents; up to 4.9 also one that does not exist succeeds.
    public func delete(_ uuid: String) async throws {
        try await core.perform(operation("delete", .delete, [uuid]))
    }

    /// The passages of a knowledge base that are nearest to a question.
    ///
    /// - Parameters:
    ///   - uuid: The knowledge base's identifier.
    ///   - query: The question.
    ///   - settings: Settings of the engine for this question, such as `top_k`; since 4.9.
    public func retrieve(
        _ uuid: String,
        query: String,
        settings: JSONObject? = nil
    ) async throws -> [RetrievedPassage] {
        let body = JSONObject(given: ["query": .string(query), "retrieval_settings": JSONValue(settings)])
        var operation = operation("retrieve", .post, [uuid, "retrieve"], body: .json(.object(body)))
        operation.knownFields = Self.asked
        return try await core.answer(to: operation).list("results")
    }

    private func operation(
        _ action: String,
        _ method: HTTPMethod,
        _ path: [String] = [],
        body: APIOperation.Body = .none
    ) -> APIOperation {
        APIOperation(
            OperationName(rawValue: "knowledge_base.\(action)"),
            method,
            path: ["api", "v1", "knowledge", "bases"] + path,
            body: body
        )
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
