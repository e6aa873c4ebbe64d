/// The models that pipelines and knowledge bases use.
public struct Models: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Large language models, which answer in conversations.
    public var llm: ModelResource<LLMModel> { ModelResource(client: client) }
    /// Embedding models, which turn text into vectors.
    public var embedding: ModelResource<EmbeddingModel> { ModelResource(client: client) }
    /// Rerank models, which order passages by relevance; since 4.9.
    public var rerank: ModelResource<RerankModel> { ModelResource(client: client) }
}

/// The models of one kind.
///
/// Source: `/api/v1/provider/models/{llm,embedding,rerank}` of LangBot's service API.
public struct ModelResource<Model: ProviderModel>: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists all models of this kind.
    ///
    /// - Parameters:
    ///   - providerID: The provider whose models to list, since 4.7; nil for all. With a provider given, the models
    ///     lack `provider`.
    ///   - includesSecrets: Whether API keys are included, since 4.10; nil for whatever the credential may see.
    public func list(providerID: ModelProvider.ID? = nil, includesSecrets: Bool? = nil) async throws -> [Model] {
        var operation = APIOperation("model.\(Model.kind).list", .get, "provider/models/\(Model.kind)")
        operation.query = .init(given: ["provider_uuid": providerID, "include_secret": includesSecrets])
        operation.knownParameters = ModelFields.parameters
        return try await core.answer(to: operation).list("models")
    }

    /// Creates a model and returns its identifier.
    public func create(_ draft: ModelDraft) async throws -> Model.ID {
        var operation = APIOperation("model.\(Model.kind).create", .post, "provider/models/\(Model.kind)")
        operation.knownFields = ModelFields.table(Model.kind)
        operation.adapted = { try draft.members(for: $0, kind: Model.kind) }
        return try await core.answer(to: operation).identifier()
    }

    /// Returns the model with the given identifier.
    ///
    /// - Parameters:
    ///   - id: The model's identifier.
    ///   - includesSecrets: Whether API keys are included, since 4.10; nil for whatever the credential may see.
    public func get(_ id: Model.ID, includesSecrets: Bool? = nil) async throws -> Model {
        var operation = APIOperation("model.\(Model.kind).get", .get, "provider/models/\(Model.kind)/\(id)")
        operation.query = .init(given: ["include_secret": includesSecrets])
        operation.knownParameters = ModelFields.parameters
        return try await core.answer(to: operation).object("model")
    }

    /// Sends what was changed of a model since it was read, or nothing if nothing was.
    ///
    /// Everything else stays as it is on the server.
    public func update(_ model: Model) async throws {
        let changes = model.changes
        if !changes.fields.isEmpty { try await update(model.id, changes) }
    }

    /// Updates the members that `changes` contains and leaves the rest.
    ///
    /// From 4.7 to 4.9, the running server forgets whatever an update omits. For those releases, the client reads the
    /// model first and sends it as a whole.
    public func update(_ id: Model.ID, _ changes: ModelChanges) async throws {
        var operation = APIOperation("model.\(Model.kind).update", .put, "provider/models/\(Model.kind)/\(id)")
        let changes = try await core.onBehalf(of: operation.name) {
            guard let release = try await core.release(), release >= .modelsHaveProviders,
                release < .modelUpdatesAreMerged
            else { return changes }
            return changes.completed(with: try await get(id))
        }
        operation.adapted = changes.members(for:)
        operation.knownFields = ModelFields.table(Model.kind)
        try await core.perform(operation)
    }

    /// Deletes a model.
    ///
    /// Up to 4.9, deleting one that does not exist succeeds.
    public func delete(_ id: Model.ID) async throws {
        let operation = APIOperation("model.\(Model.kind).delete", .delete, "provider/models/\(Model.kind)/\(id)")
        try await core.perform(operation)
    }

    /// Sends a test request to a stored model, and throws if it fails.
    ///
    /// The call takes as long as the model's answer.
    ///
    /// - Parameters:
    ///   - id: The model's identifier.
    ///   - extraArguments: Further arguments for the test request, such as `temperature`.
    public func test(_ id: Model.ID, extraArguments: JSONObject = [:]) async throws {
        let body: JSONObject = extraArguments.isEmpty ? [:] : ["extra_args": .object(extraArguments)]
        var operation = APIOperation("model.\(Model.kind).test", .post, "provider/models/\(Model.kind)/\(id)/test")
        operation.body = .json(.object(body))
        try await core.perform(operation)
    }

    /// Sends a test request to a model before it is created, and throws if it fails.
    ///
    /// - Parameter draft: The model, with its provider given inline: requester, base URL and keys.
    public func test(_ draft: ModelDraft) async throws {
        var operation = APIOperation("model.\(Model.kind).test", .post, "provider/models/\(Model.kind)/_/test")
        guard case .inline = draft.provider else {
            throw LangBotError(
                .invalidRequest,
                operation: operation.name,
                detail: "a model that is not stored cannot refer to a provider; give the provider inline"
            )
        }
        operation.adapted = { try draft.members(for: $0, kind: Model.kind) }
        operation.knownFields = ModelFields.table(Model.kind)
        try await core.perform(operation)
    }
}

/// The fields of a model, by release.
enum ModelFields {
    static func table(_ kind: String) -> FieldTable { kind == LLMModel.kind ? answering : other }

    private static let answering = FieldTable(
        common,
        [.always("abilities")] + ["context_length", "reasoning_config"].map { .after(ServerRelease(4, 9, 7), $0) }
    )
    private static let other = FieldTable(common)

    private static let common: [FieldTable.Field] =
        ["name", "extra_args"].map(FieldTable.Field.always)
        + ["description", "requester", "requester_config", "api_keys"].map { .before(ServerRelease(4, 7, 2), $0) }
        + ["provider_uuid", "provider", "prefered_ranking"].map { .after(ServerRelease(4, 6, 5), $0) }

    static let parameters = FieldTable(
        [.after(ServerRelease(4, 6, 5), "provider_uuid"), .after(ServerRelease(4, 9, 7), "include_secret")]
    )
}
