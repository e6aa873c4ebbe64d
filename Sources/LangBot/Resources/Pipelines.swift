/// Pipelines, which define how a bot's messages are handled.
///
/// Source: `/api/v1/pipelines` of LangBot's service API.
public struct Pipelines: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// The plugins, MCP servers and skills that pipelines use.
    public var extensions: PipelineExtensionsResource { PipelineExtensionsResource(client: client) }
    /// The conversations with pipelines in the web interface; since 4.6.
    public var webChat: PipelineWebChat { PipelineWebChat(client: client) }

    /// The same conversations in 4.5.
    public var httpChat: PipelineHTTPChat { PipelineHTTPChat(client: client) }
    /// Moves pipelines to runners that are plugins; since 4.11.
    public var migrations: PipelineMigrations { PipelineMigrations(client: client) }

    /// Lists all pipelines, newest first unless `sorting` is given.
    public func list(sorting: Sorting? = nil) async throws -> [Pipeline] {
        var operation = APIOperation("pipeline.list", .get, "pipelines")
        operation.query = sorting?.query ?? []
        return try await core.answer(to: operation).list("pipelines")
    }

    /// Creates a pipeline and returns its identifier.
    ///
    /// No release fills in a partial configuration, so the client merges it with the server's defaults and sends it in
    /// a second request. If that request fails, the pipeline is deleted again.
    ///
    /// - Throws: `LangBotError` with the code `.unsupportedByServer` if the draft has a model or a prompt, and a server
    ///   since 4.11 has no runner that takes them.
    public func create(_ draft: Pipeline.Draft) async throws -> Pipeline.ID {
        var body = draft
        let configuration = body.fields.removeValue(forKey: "config")?.objectValue ?? [:]
        var operation = APIOperation("pipeline.create", .post, "pipelines", body: body.body)
        operation.knownFields = PipelineFields.created
        let id: Pipeline.ID = try await core.answer(to: operation).identifier()
        guard !configuration.isEmpty || draft.model != nil || draft.prompt != nil else { return id }
        return try await core.onBehalf(of: operation.name) {
            do {
                var defaults = try await get(id).configuration
                if draft.model != nil || draft.prompt != nil {
                    defaults = try await self.configuration(defaults, answeringLike: draft)
                }
                try await update(id, .init(configuration: defaults.merged(with: configuration)))
                return id
            } catch {
                await undo { try await $0.delete(id) }
                throw error
            }
        }
    }

    /// Copies a pipeline and returns the copy's identifier; since 4.6.
    public func copy(_ id: Pipeline.ID) async throws -> Pipeline.ID {
        try await core.answer(to: APIOperation("pipeline.copy", .post, "pipelines/\(id)/copy")).identifier()
    }

    /// Runs a pipeline on one message, in a conversation of its own; since 4.11.
    ///
    /// The server waits up to a minute for the reply, so the deadline must be longer. The call is never retried, because
    /// the message would be handled twice.
    ///
    /// - Parameters:
    ///   - id: The pipeline's identifier.
    ///   - message: The text to send, 1 to 100,000 characters.
    public func run(_ id: Pipeline.ID, message: String) async throws -> PipelineRun {
        let body: JSONValue = ["message": .string(message)]
        let operation = APIOperation("pipeline.run", .post, "pipelines/\(id)/run", body: .json(body))
        return try await core.answer(to: operation).object()
    }

    /// The schemas of the pipeline configuration, one for each section.
    ///
    /// - Returns: The member `configs`: an array in every release, an object in the documentation.
    public func metadata() async throws -> JSONValue {
        try await core.answer(to: APIOperation("pipeline.metadata", .get, "pipelines/_/metadata"))
            .member("configs", \.self)
    }

    /// Returns the pipeline with the given identifier.
    public func get(_ id: Pipeline.ID) async throws -> Pipeline {
        try await core.answer(to: APIOperation("pipeline.get", .get, "pipelines/\(id)")).object("pipeline")
    }

    /// Sends what was changed of a pipeline since it was read, or nothing if nothing was.
    ///
    /// A changed configuration is sent as a whole; everything else stays as it is on the server.
    public func update(_ pipeline: Pipeline) async throws {
        let changes = pipeline.changes
        if !changes.fields.isEmpty { try await update(pipeline.id, changes) }
    }

    /// Updates the members that `changes` contains and leaves the rest.
    ///
    /// A configuration is replaced as a whole.
    public func update(_ id: Pipeline.ID, _ changes: Pipeline.Changes) async throws {
        var operation = APIOperation("pipeline.update", .put, "pipelines/\(id)", body: changes.body)
        operation.knownFields = PipelineFields.changed
        try await core.perform(operation)
    }

    /// Deletes a pipeline.
    ///
    /// Up to 4.9, deleting one that does not exist succeeds.
    public func delete(_ id: Pipeline.ID) async throws {
        try await core.perform(APIOperation("pipeline.delete", .delete, "pipelines/\(id)"))
    }
}

/// The fields of a pipeline, by release.
private enum PipelineFields {
    static let created = FieldTable(common, [.after(ServerRelease(4, 9, 7), "is_default")])
    static let changed = FieldTable(common, [.always("config")])

    private static let common: [FieldTable.Field] = [
        .always("name"), .always("description"), .always("extensions_preferences"),
        .after(ServerRelease(4, 7, 2), "emoji"),
    ]
}
