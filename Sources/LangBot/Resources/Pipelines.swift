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
    public func create(_ draft: Pipeline.Draft) async throws -> String {
        var body = draft
        let configuration = body.fields.removeValue(forKey: "config")?.objectValue ?? [:]
        var operation = APIOperation("pipeline.create", .post, "pipelines", body: body.body)
        operation.knownFields = PipelineFields.created
        let uuid = try await core.answer(to: operation).text("uuid")
        guard !configuration.isEmpty else { return uuid }
        return try await core.onBehalf(of: operation.name) {
            do {
                let defaults = try await get(uuid).configuration
                try await update(uuid, .init(configuration: defaults.merged(with: configuration)))
                return uuid
            } catch {
                await undo { try await $0.delete(uuid) }
                throw error
            }
        }
    }

    /// Copies a pipeline and returns the copy's identifier; since 4.6.
    public func copy(_ uuid: String) async throws -> String {
        try await core.answer(to: APIOperation("pipeline.copy", .post, "pipelines/\(uuid)/copy")).text("uuid")
    }

    /// Runs a pipeline on one message, in a conversation of its own; since 4.11.
    ///
    /// The server waits up to a minute for the reply, so the deadline must be longer. The call is never retried, because
    /// the message would be handled twice.
    ///
    /// - Parameters:
    ///   - uuid: The pipeline's identifier.
    ///   - message: The text to send, 1 to 100,000 characters.
    public func run(_ uuid: String, message: String) async throws -> PipelineRun {
        let body: JSONValue = ["message": .string(message)]
        let operation = APIOperation("pipeline.run", .post, "pipelines/\(uuid)/run", body: .json(body))
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
    public func get(_ uuid: String) async throws -> Pipeline {
        try await core.answer(to: APIOperation("pipeline.get", .get, "pipelines/\(uuid)")).object("pipeline")
    }

    /// Updates the members that `changes` contains and leaves the rest.
    ///
    /// A configuration is replaced as a whole.
    public func update(_ uuid: String, _ changes: Pipeline.Changes) async throws {
        var operation = APIOperation("pipeline.update", .put, "pipelines/\(uuid)", body: changes.body)
        operation.knownFields = PipelineFields.changed
        try await core.perform(operation)
    }

    /// Deletes a pipeline.
    ///
    /// Up to 4.9, deleting one that does not exist succeeds.
    public func delete(_ uuid: String) async throws {
        try await core.perform(APIOperation("pipeline.delete", .delete, "pipelines/\(uuid)"))
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
