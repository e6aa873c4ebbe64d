/// The plugins, MCP servers and skills that pipelines use.
public struct PipelineExtensionsResource: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Returns the extensions that a pipeline uses and those available to it.
    public func get(_ pipelineUUID: String) async throws -> PipelineExtensions {
        let operation = APIOperation("pipeline.extensions.get", .get, "pipelines/\(pipelineUUID)/extensions")
        return try await core.answer(to: operation).object()
    }

    /// Replaces a pipeline's complete selection of extensions.
    ///
    /// The server resets omitted members to their defaults, so start from `PipelineExtensions.choice`.
    public func update(_ pipelineUUID: String, _ choice: PipelineExtensions.Choice) async throws {
        var operation = APIOperation("pipeline.extensions.update", .put, "pipelines/\(pipelineUUID)/extensions")
        operation.body = choice.body
        operation.knownFields = Self.fields
        try await core.perform(operation)
    }

    private static let fields = FieldTable(
        [.always("bound_plugins"), .always("bound_mcp_servers")],
        ["enable_all_plugins", "enable_all_mcp_servers"].map { .after(ServerRelease(4, 5, 4), $0) },
        ["bound_skills", "enable_all_skills", "bound_mcp_resources", "mcp_resource_agent_read_enabled"]
            .map { .after(ServerRelease(4, 9, 7), $0) }
    )
}

/// The plugins, MCP servers and skills that a pipeline uses, and those available to it.
public struct PipelineExtensions: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The plugins in use, each an object with `author` and `name`.
    public var boundPlugins: [JSONValue] {
        get { self[array: "bound_plugins"] ?? [] }
        set { self[array: "bound_plugins"] = newValue }
    }

    /// The identifiers of the MCP servers in use.
    public var boundMCPServers: [String] {
        get { self[texts: "bound_mcp_servers"] ?? [] }
        set { self[texts: "bound_mcp_servers"] = newValue }
    }

    /// Whether all plugins are used; nil if the release has no such option.
    public var enablesAllPlugins: Bool? {
        get { self[flag: "enable_all_plugins"] }
        set { self[flag: "enable_all_plugins"] = newValue }
    }

    /// Whether all MCP servers are used; nil if the release has no such option.
    public var enablesAllMCPServers: Bool? {
        get { self[flag: "enable_all_mcp_servers"] }
        set { self[flag: "enable_all_mcp_servers"] = newValue }
    }

    /// The names of the skills in use; nil if the release has no skills.
    public var boundSkills: [String]? {
        get { self[texts: "bound_skills"] }
        set { self[texts: "bound_skills"] = newValue }
    }

    /// Whether all skills are used; nil if the release has no such option.
    public var enablesAllSkills: Bool? {
        get { self[flag: "enable_all_skills"] }
        set { self[flag: "enable_all_skills"] = newValue }
    }

    /// The installed plugins.
    public var availablePlugins: [JSONValue] { self[array: "available_plugins"] ?? [] }
    /// The configured MCP servers.
    public var availableMCPServers: [JSONValue] { self[array: "available_mcp_servers"] ?? [] }

    /// The complete selection for `update`, including members without a property here.
    public var choice: Choice {
        Choice(fields: fields.filter { !$0.key.hasPrefix("available_") })
    }

    /// A selection of extensions for a pipeline.
    public struct Choice: RequestFields {
        public var fields: JSONObject

        /// Creates a selection of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates a selection.
        ///
        /// Arguments that are nil get the server's default.
        public init(
            boundPlugins: [JSONValue],
            boundMCPServers: [String],
            boundSkills: [String]? = nil,
            enablesAllPlugins: Bool? = nil,
            enablesAllMCPServers: Bool? = nil,
            enablesAllSkills: Bool? = nil
        ) {
            fields = JSONObject(given: [
                "bound_plugins": .array(boundPlugins),
                "bound_mcp_servers": .array(boundMCPServers.map(JSONValue.string)),
                "bound_skills": JSONValue(boundSkills?.map(JSONValue.string)),
                "enable_all_plugins": JSONValue(enablesAllPlugins),
                "enable_all_mcp_servers": JSONValue(enablesAllMCPServers),
                "enable_all_skills": JSONValue(enablesAllSkills),
            ])
        }
    }
}
