/// The plugins, MCP servers and skills that pipelines use.
public struct PipelineExtensionsResource: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Returns the extensions that a pipeline uses and those available to it.
    public func get(_ pipelineID: Pipeline.ID) async throws -> PipelineExtensions {
        let operation = APIOperation("pipeline.extensions.get", .get, "pipelines/\(pipelineID)/extensions")
        return try await core.answer(to: operation).object()
    }

    /// Replaces a pipeline's complete selection of extensions.
    ///
    /// The server resets omitted members to their defaults, so start from `PipelineExtensions.choice`.
    public func update(_ pipelineID: Pipeline.ID, _ choice: PipelineExtensions.Choice) async throws {
        var operation = APIOperation("pipeline.extensions.update", .put, "pipelines/\(pipelineID)/extensions")
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
    public static let memberRules: [String: MemberRule] = [
        "available_plugins": .objects(Plugin.self), "available_mcp_servers": .objects(MCPServer.self),
    ]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The plugins in use.
    public var boundPlugins: [PluginID] {
        get { (self[array: "bound_plugins"] ?? []).compactMap(PluginID.init(member:)) }
        set { self[array: "bound_plugins"] = newValue.map(\.member) }
    }

    /// The identifiers of the MCP servers in use.
    public var boundMCPServers: [MCPServer.ID] {
        get { (self[texts: "bound_mcp_servers"] ?? []).map(MCPServer.ID.init(rawValue:)) }
        set { self[texts: "bound_mcp_servers"] = newValue.map(\.rawValue) }
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
    public var availablePlugins: [Plugin] { objects("available_plugins") }
    /// The configured MCP servers.
    public var availableMCPServers: [MCPServer] { objects("available_mcp_servers") }

    /// The complete selection for `update`, including members without a property here.
    public var choice: Choice {
        Choice(fields: fields.filter { !$0.key.hasPrefix("available_") })
    }

    /// A selection of extensions for a pipeline.
    public struct Choice: PlainRequestFields {
        public var fields: JSONObject

        /// Creates a selection of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates a selection.
        ///
        /// Arguments that are nil get the server's default.
        public init(
            boundPlugins: [PluginID],
            boundMCPServers: [MCPServer.ID],
            boundSkills: [String]? = nil,
            enablesAllPlugins: Bool? = nil,
            enablesAllMCPServers: Bool? = nil,
            enablesAllSkills: Bool? = nil
        ) {
            fields = JSONObject(given: [
                "bound_plugins": .array(boundPlugins.map(\.member)),
                "bound_mcp_servers": .array(boundMCPServers.map { .string($0.rawValue) }),
                "bound_skills": JSONValue(boundSkills?.map(JSONValue.string)),
                "enable_all_plugins": JSONValue(enablesAllPlugins),
                "enable_all_mcp_servers": JSONValue(enablesAllMCPServers),
                "enable_all_skills": JSONValue(enablesAllSkills),
            ])
        }
    }
}

extension PluginID {
    /// Reads the object with which a pipeline names a plugin.
    fileprivate init?(member: JSONValue) {
        guard let author = member["author"]?.stringValue, let name = member["name"]?.stringValue else { return nil }
        self.init(author: author, name: name)
    }

    fileprivate var member: JSONValue { ["author": .string(author), "name": .string(name)] }
}
