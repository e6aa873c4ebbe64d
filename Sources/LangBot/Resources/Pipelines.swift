/// Pipelines, which decide how the messages of a bot are handled.
///
/// Source: `/api/v1/pipelines` of LangBot's service API.
public struct Pipelines: ResourceGroup {
    /// How a list is ordered.
    public struct Sorting: Hashable, Sendable {
        /// The direction of an order.
        public enum Order: String, Hashable, Sendable {
            /// The smallest first.
            case ascending = "ASC"
            /// The largest first.
            case descending = "DESC"
        }

        /// The member to order by: `created_at` or `updated_at`; the server ignores others.
        public var member: String
        /// The direction.
        public var order: Order

        /// Orders by a member.
        public init(by member: String, _ order: Order = .descending) {
            self.member = member
            self.order = order
        }

        var query: [APIOperation.QueryItem] { [.init("sort_by", member), .init("sort_order", order.rawValue)] }
    }

    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// What plugins, MCP servers and skills a pipeline uses.
    public var extensions: PipelineExtensionsResource { PipelineExtensionsResource(client: client) }
    /// The conversations that people have with a pipeline in the web interface; since 4.6.
    public var webChat: PipelineWebChat { PipelineWebChat(client: client) }

    /// All pipelines; without `sorting` in the server's order, the newest first.
    public func list(sorting: Sorting? = nil) async throws -> [Pipeline] {
        var operation = APIOperation("pipeline.list", .get, "pipelines")
        operation.query = sorting?.query ?? []
        return try await core.answer(to: operation).list("pipelines")
    }

    /// Adds a pipeline and returns its identifier.
    ///
    /// A configuration is merged into the server's defaults by a second request, since no release completes one. When
    /// that request fails, the pipeline is deleted again.
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
                try? await delete(uuid)
                throw error
            }
        }
    }

    /// Adds a copy of a pipeline and returns its identifier; since 4.6.
    public func copy(_ uuid: String) async throws -> String {
        try await core.answer(to: APIOperation("pipeline.copy", .post, "pipelines", uuid, "copy")).text("uuid")
    }

    /// Has a pipeline answer one message, in a conversation of its own; since 4.11.
    ///
    /// The server waits a minute for the answer, so give such calls a deadline of more than that. It is never repeated:
    /// the message would be handled twice.
    ///
    /// - Parameters:
    ///   - uuid: The pipeline's identifier.
    ///   - message: 1 to 100,000 characters.
    public func run(_ uuid: String, message: String) async throws -> PipelineRun {
        let body: JSONValue = ["message": .string(message)]
        let operation = APIOperation("pipeline.run", .post, "pipelines", uuid, "run", body: .json(body))
        return try await core.answer(to: operation).object()
    }

    /// The descriptions of what can be configured, one for each part of a configuration.
    ///
    /// - Returns: The member `configs`: a list in every release, an object in the document.
    public func metadata() async throws -> JSONValue {
        try await core.answer(to: APIOperation("pipeline.metadata", .get, "pipelines", "_", "metadata"))
            .member("configs", \.self)
    }

    /// The pipeline of that identifier.
    public func get(_ uuid: String) async throws -> Pipeline {
        try await core.answer(to: APIOperation("pipeline.get", .get, "pipelines", uuid)).object("pipeline")
    }

    /// Changes what `changes` names of a pipeline and leaves the rest; a configuration is replaced as a whole.
    public func update(_ uuid: String, _ changes: Pipeline.Changes) async throws {
        var operation = APIOperation("pipeline.update", .put, "pipelines", uuid, body: changes.body)
        operation.knownFields = PipelineFields.changed
        try await core.perform(operation)
    }

    /// Deletes a pipeline; up to 4.9 also one that does not exist succeeds.
    public func delete(_ uuid: String) async throws {
        try await core.perform(APIOperation("pipeline.delete", .delete, "pipelines", uuid))
    }
}

/// What the releases know of a pipeline.
private enum PipelineFields {
    static let created = FieldTable(common, [.after(ServerRelease(4, 9, 7), "is_default")])
    static let changed = FieldTable(common, [.always("config")])

    private static let common: [FieldTable.Field] = [
        .always("name"), .always("description"), .always("extensions_preferences"),
        .after(ServerRelease(4, 7, 2), "emoji"),
    ]
}

extension JSONObject {
    /// The members of both, those of `other` where both have one that is no object.
    func merged(with other: JSONObject) -> JSONObject {
        merging(other) { own, theirs in
            guard let own = own.objectValue, let theirs = theirs.objectValue else { return theirs }
            return .object(own.merged(with: theirs))
        }
    }
}
