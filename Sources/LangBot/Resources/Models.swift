/// The models that pipelines and knowledge bases use.
public struct Models: Sendable {
    let core: ClientCore

    /// Models that answer in a conversation.
    public var llm: ModelResource<LLMModel> { ModelResource(core: core) }
    /// Models that turn text into vectors.
    public var embedding: ModelResource<EmbeddingModel> { ModelResource(core: core) }
}

/// The models of one kind.
///
/// Source: `/api/v1/provider/models/{llm,embedding}` of LangBot's service API.
public struct ModelResource<Model: ProviderModel>: Sendable {
    let core: ClientCore

    /// All models of this kind.
    public func list() async throws -> [Model] {
        try await core.answer(to: operation("list", .get)).list("models")
    }

    /// Adds a model and returns its identifier.
    public func create(_ draft: ModelDraft) async throws -> String {
        try await core.answer(to: operation("create", .post, body: draft.body)).text("uuid")
    }

    /// The model of that identifier.
    public func get(_ uuid: String) async throws -> Model {
        try await core.answer(to: operation("get", .get, [uuid])).object("model")
    }

    /// Changes what `changes` names of a model and leaves the rest.
    public func update(_ uuid: String, _ changes: ModelChanges) async throws {
        try await core.perform(operation("update", .put, [uuid], body: changes.body))
    }

    /// Deletes a model; up to 4.9 also one that does not exist succeeds.
    public func delete(_ uuid: String) async throws {
        try await core.perform(operation("delete", .delete, [uuid]))
    }

    /// Has the server send a request to the model, and throws when that fails.
    ///
    /// - Parameter configuration: What to test instead of the stored model; empty for the model as it is stored.
    public func test(_ uuid: String, configuration: JSONObject = [:]) async throws {
        try await core.perform(operation("test", .post, [uuid, "test"], body: .json(.object(configuration))))
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
