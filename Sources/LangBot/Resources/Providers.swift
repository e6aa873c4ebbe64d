/// Model providers; since 4.7.
///
/// Source: `/api/v1/provider/providers`.
public struct Providers: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Signing in to ChatGPT for providers of Codex; since 4.10.
    ///
    /// Requires a user token.
    public var codex: CodexSignIns { CodexSignIns(client: client) }

    /// Lists all providers, including the one that LangBot comes with.
    ///
    /// - Parameter includesSecrets: Whether API keys are included, since 4.10; nil for whatever the credential may see.
    public func list(includesSecrets: Bool? = nil) async throws -> [ModelProvider] {
        var operation = APIOperation("provider.list", .get, "provider/providers")
        operation.query = .init(given: ["include_secret": includesSecrets])
        operation.knownParameters = Self.parameters
        return try await core.answer(to: operation).list("providers")
    }

    /// Creates a provider and returns its identifier.
    ///
    /// - Throws: `LangBotError` if the server does not support the requester; the provider is stored nevertheless.
    public func create(_ draft: ModelProvider.Draft) async throws -> ModelProvider.ID {
        var operation = APIOperation("provider.create", .post, "provider/providers", body: draft.body)
        operation.knownFields = Self.fields
        return try await core.answer(to: operation).identifier()
    }

    /// Returns the provider with the given identifier.
    ///
    /// - Parameters:
    ///   - id: The provider's identifier.
    ///   - includesSecrets: Whether API keys are included, since 4.10; nil for whatever the credential may see.
    public func get(_ id: ModelProvider.ID, includesSecrets: Bool? = nil) async throws -> ModelProvider {
        var operation = APIOperation("provider.get", .get, "provider/providers/\(id)")
        operation.query = .init(given: ["include_secret": includesSecrets])
        operation.knownParameters = Self.parameters
        return try await core.answer(to: operation).object("provider")
    }

    /// Sends what was changed of a provider since it was read, or nothing if nothing was.
    ///
    /// Everything else stays as it is on the server.
    public func update(_ provider: ModelProvider) async throws {
        let changes = provider.changes
        if !changes.fields.isEmpty { try await update(provider.id, changes) }
    }

    /// Updates the members that `changes` contains and leaves the rest.
    public func update(_ id: ModelProvider.ID, _ changes: ModelProvider.Changes) async throws {
        var operation = APIOperation("provider.update", .put, "provider/providers/\(id)", body: changes.body)
        operation.knownFields = Self.fields
        try await core.perform(operation)
    }

    /// Deletes a provider.
    ///
    /// - Parameters:
    ///   - id: The provider's identifier.
    ///   - cascades: Whether to delete the provider's models as well, since 4.10; nil for the server's default, which
    ///     is to refuse deletion while there are models.
    public func delete(_ id: ModelProvider.ID, cascades: Bool? = nil) async throws {
        var operation = APIOperation("provider.delete", .delete, "provider/providers/\(id)")
        operation.query = .init(given: ["cascade": cascades])
        operation.knownParameters = Self.parameters
        try await core.perform(operation)
    }

    /// Lists the models that a provider offers; since 4.9.
    ///
    /// - Parameters:
    ///   - id: The provider's identifier.
    ///   - kind: The kind of model to list; nil for all.
    public func scanModels(_ id: ModelProvider.ID, kind: ModelKind? = nil) async throws -> [ScannedModel] {
        var operation = APIOperation("provider.scan_models", .get, "provider/providers/\(id)/scan-models")
        operation.query = .init(given: ["type": kind?.rawValue])
        operation.knownParameters = Self.parameters
        return try await core.answer(to: operation).list("models")
    }

    private static let fields = FieldTable(
        ["name", "requester", "base_url", "api_keys"].map(FieldTable.Field.always)
    )
    private static let parameters = FieldTable(
        [.always("type")],
        ["include_secret", "cascade"].map { .after(ServerRelease(4, 9, 7), $0) }
    )
}

/// The protocols for talking to model providers.
///
/// Requires a user token.
///
/// Source: `/api/v1/provider/requesters`.
public struct Requesters: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists all requesters.
    ///
    /// - Parameter type: The kind of model that they must support: `llm`, `text-embedding` or `rerank`; nil for all.
    public func list(type: String? = nil) async throws -> [ComponentDescription] {
        let operation = APIOperation("requester.list", .get, "provider/requesters", query: ["type": type])
        return try await core.answer(to: operation).list("requesters")
    }

    /// Returns the requester with the given name.
    public func get(_ requester: Requester) async throws -> ComponentDescription {
        let operation = APIOperation("requester.get", .get, "provider/requesters/\(requester.rawValue)")
        return try await core.answer(to: operation).object("requester")
    }

    /// Downloads a requester's icon.
    ///
    /// Needs no credential.
    public func icon(_ requester: Requester) async throws -> Download {
        let path: APIOperation.Path = "provider/requesters/\(requester.rawValue)/icon"
        return try await core.download(APIOperation("requester.icon", .get, path))
    }
}
