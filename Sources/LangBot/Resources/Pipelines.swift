/// Pipelines, which decide how the messages of a bot are handled.
///
/// Source: `/api/v1/pipelines` of LangBot's service API.
public struct Pipelines: Sendable {
    /// How a list is ordered.
    public struct Sorting: Hashable, Sendable {
        /// The direction of an order.
        public enum Order: String, Hashable, Sendable {
            case ascending = "ASC"
            case descending = "DESC"
        }

        /// The member to order by, such as `created_at` or `name`.
        public var member: String
        /// The direction.
        public var order: Order

        /// Orders by a member.
        public init(by member: String, _ order: Order = .descending) {
            self.member = member
            self.order = order
        }
    }

    let core: ClientCore

    /// What plugins and MCP servers a pipeline uses.
    public var extensions: PipelineExtensionsResource { PipelineExtensionsResource(core: core) }

    /// All pipelines; without `sorting` in the server's order, the newest first.
    public func list(sorting: Sorting? = nil) async throws -> [Pipeline] {
        var operation = APIOperation("pipeline.list", .get, "pipelines")
        if let sorting {
            operation.query = [.init("sort_by", sorting.member), .init("sort_order", sorting.order.rawValue)]
        }
        return try await core.answer(to: operation).list("pipelines")
    }

    /// Adds a pipeline and returns its identifier.
    public func create(_ draft: Pipeline.Draft) async throws -> String {
        let operation = APIOperation("pipeline.create", .post, "pipelines", body: draft.body)
        return try await core.answer(to: operation).text("uuid")
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
        try await core.perform(APIOperation("pipeline.update", .put, "pipelines", uuid, body: changes.body))
    }

    /// Deletes a pipeline; up to 4.9 also one that does not exist succeeds.
    public func delete(_ uuid: String) async throws {
        try await core.perform(APIOperation("pipeline.delete", .delete, "pipelines", uuid))
    }
}

/// What plugins and MCP servers a pipeline uses.
public struct PipelineExtensionsResource: Sendable {
    let core: ClientCore

    /// What the pipeline uses and what it could use.
    public func get(_ pipelineUUID: String) async throws -> PipelineExtensions {
        let operation = APIOperation("pipeline.extensions.get", .get, "pipelines", pipelineUUID, "extensions")
        return try await core.answer(to: operation).object()
    }

    /// Replaces the whole choice of a pipeline.
    ///
    /// The server takes what is not named for its default, so begin with `PipelineExtensions.choice`.
    public func update(_ pipelineUUID: String, _ choice: PipelineExtensions.Choice) async throws {
        let path = ["api", "v1", "pipelines", pipelineUUID, "extensions"]
        try await core.perform(APIOperation("pipeline.extensions.update", .put, path: path, body: choice.body))
    }
}
