/// What plugins, MCP servers and skills a pipeline uses.
public struct PipelineExtensionsResource: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

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
        var operation = APIOperation("pipeline.extensions.update", .put, path: path, body: choice.body)
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

/// What plugins, MCP servers and skills a pipeline uses, and what it could use.
public struct PipelineExtensions: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes extensions of members.
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

    /// Whether every plugin is used; nil where the release does not know that choice.
    public var enablesAllPlugins: Bool? {
        get { self[flag: "enable_all_plugins"] }
        set { self[flag: "enable_all_plugins"] = newValue }
    }

    /// Whether every MCP server is used; nil where the release does not know that choice.
    public var enablesAllMCPServers: Bool? {
        get { self[flag: "enable_all_mcp_servers"] }
        set { self[flag: "enable_all_mcp_servers"] = newValue }
    }

    /// The names of the skills in use; nil where the release does not know skills.
    public var boundSkills: [String]? {
        get { self[texts: "bound_skills"] }
        set { self[texts: "bound_skills"] = newValue }
    }

    /// Whether every skill is used; nil where the release does not know that choice.
    public var enablesAllSkills: Bool? {
        get { self[flag: "enable_all_skills"] }
        set { self[flag: "enable_all_skills"] = newValue }
    }

    /// The plugins that there are.
    public var availablePlugins: [JSONValue] { self[array: "available_plugins"] ?? [] }
    /// The MCP servers that there are.
    public var availableMCPServers: [JSONValue] { self[array: "available_mcp_servers"] ?? [] }

    /// All that is chosen, with the members that this SDK has no property for, ready for `update`.
    public var choice: Choice {
        Choice(fields: fields.filter { !$0.key.hasPrefix("available_") })
    }

    /// What a pipeline is to use.
    public struct Choice: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes a choice of members.
        public init(fields: JSONObject) { self.fields = fields }

        /// Makes a choice; the server has a default for what is nil.
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
