/// The models that pipelines and knowledge bases use.
public struct Models: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// Models that answer in a conversation.
    public var llm: ModelResource<LLMModel> { ModelResource(client: client) }
    /// Models that turn text into vectors.
    public var embedding: ModelResource<EmbeddingModel> { ModelResource(client: client) }
    /// Models that order passages by how well they fit a question; since 4.9.
    public var rerank: ModelResource<RerankModel> { ModelResource(client: client) }
}

/// The models of one kind.
///
/// Source: `/api/v1/provider/models/{llm,embedding,rerank}` of LangBot's service API.
public struct ModelResource<Model: ProviderModel>: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// All models of this kind.
    ///
    /// - Parameters:
    ///   - providerUUID: The provider whose models to list, since 4.7; nil for all. Models are then listed without
    ///     `provider`.
    ///   - includesSecrets: Whether keys are shown, since 4.10; nil for what the credential is allowed.
    public func list(providerUUID: String? = nil, includesSecrets: Bool? = nil) async throws -> [Model] {
        var operation = operation("list", .get)
        operation.query = [.init("provider_uuid", providerUUID), .init("include_secret", includesSecrets)]
            .compactMap(\.self)
        operation.knownParameters = ModelFields.parameters
        return try await core.answer(to: operation).list("models")
    }

    /// Adds a model and returns its identifier.
    public func create(_ draft: ModelDraft) async throws -> String {
        var operation = operation("create", .post)
        operation.adapted = draft.members(for:)
        operation.knownFields = ModelFields.table(Model.kind)
        return try await core.answer(to: operation).text("uuid")
    }

    /// The model of that identifier.
    ///
    /// - Parameters:
    ///   - uuid: The model's identifier.
    ///   - includesSecrets: Whether keys are shown, since 4.10; nil for what the credential is allowed.
    public func get(_ uuid: String, includesSecrets: Bool? = nil) async throws -> Model {
        var operation = operation("get", .get, [uuid])
        operation.query = [.init("include_secret", includesSecrets)].compactMap(\.self)
        operation.knownParameters = ModelFields.parameters
        return try await core.answer(to: operation).object("model")
    }

    /// Changes what `changes` names of a model and leaves the rest.
    ///
    /// From 4.7 to 4.9 a server works on with nothing but what an update names; there, the model is read first and
    /// sent as a whole.
    public func update(_ uuid: String, _ changes: ModelChanges) async throws {
        var operation = operation("update", .put, [uuid])
        let changes = try await core.onBehalf(of: operation.name) {
            guard let release = try await core.release(), release >= .modelsHaveProviders,
                release < .modelUpdatesAreMerged
            else { return changes }
            return changes.completed(with: try await get(uuid))
        }
        operation.adapted = changes.members(for:)
        operation.knownFields = ModelFields.table(Model.kind)
        try await core.perform(operation)
    }

    /// Deletes a model; up to 4.9 also one that does not exist succeeds.
    public func delete(_ uuid: String) async throws {
        try await core.perform(operation("delete", .delete, [uuid]))
    }

    /// Has the server send a request to a model, and throws when that fails.
    ///
    /// It may take as long as the model does.
    ///
    /// - Parameters:
    ///   - uuid: The model's identifier.
    ///   - extraArguments: Arguments for this request, such as `temperature`.
    public func test(_ uuid: String, extraArguments: JSONObject = [:]) async throws {
        let body: JSONObject = extraArguments.isEmpty ? [:] : ["extra_args": .object(extraArguments)]
        try await core.perform(operation("test", .post, [uuid, "test"], body: .json(.object(body))))
    }

    /// Has the server send a request to a model that it does not have, and throws when that fails.
    ///
    /// - Parameter draft: The model, with requester, address and keys of its provider.
    public func test(_ draft: ModelDraft) async throws {
        var operation = operation("test", .post, ["_", "test"])
        guard case .inline = draft.provider else {
            throw LangBotError(
                .invalidRequest,
                operation: operation.name,
                detail: "a model that is not stored is tested with the keys of its provider, and not with a reference"
            )
        }
        operation.adapted = draft.members(for:)
        operation.knownFields = ModelFields.table(Model.kind)
        try await core.perform(operation)
    }

    private func operation(
        _ action: String,
        _ method: HTTPMethod,
        _ path: [String] = [],
        body: APIOperation.Body = .none
    ) -> APIOperation {
        APIOperation(
            OperationName(rawValue: "model.\(Model.kind).\(action)"),
            method,
            path: ["api", "v1", "provider", "models", Model.kind] + path,
            body: body
        )
    }
}

/// What the releases know of a model.
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
