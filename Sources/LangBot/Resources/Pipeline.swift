/// A pipeline: how messages are filtered, answered and sent back.
public struct Pipeline: DatedObject {
    /// The identifier.
    public static let requiredMembers = ["uuid"]
    /// What belongs to the server's own bookkeeping.
    public static let readOnlyMembers: Set = ["for_version", "stages", "is_default"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a pipeline of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier.
    public var uuid: String { self[text: "uuid"] ?? "" }

    /// The name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description.
    public var pipelineDescription: String {
        get { self[text: "description"] ?? "" }
        set { self[text: "description"] = newValue }
    }

    /// The settings: `trigger`, `safety`, `ai`, `output`, with what the release knows below them.
    public var configuration: JSONObject {
        get { self[object: "config"] ?? [:] }
        set { self[object: "config"] = newValue }
    }

    /// Whether new bots use it.
    public var isDefault: Bool { self[flag: "is_default"] ?? false }
    /// The release that the configuration was made for, such as `v4.11.2`.
    public var version: String? { self[text: "for_version"] }
    /// The names of the steps that a message goes through.
    public var stages: [String] { self[texts: "stages"] ?? [] }

    /// What has been changed since the pipeline was read, ready for `update`.
    public var changes: Changes { Changes(fields: changedFields) }

    /// A pipeline to be added.
    public struct Draft: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes a pipeline; what `configuration` leaves out has the server's defaults.
        public init(name: String, description: String = "", configuration: JSONObject = [:]) {
            fields = [
                "name": .string(name), "description": .string(description), "config": .object(configuration),
            ]
        }
    }

    /// What to change of a pipeline; what is nil stays as it is.
    public struct Changes: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes changes of members.
        public init(fields: JSONObject) { self.fields = fields }

        /// Makes changes of what is given.
        public init(name: String? = nil, description: String? = nil, configuration: JSONObject? = nil) {
            fields = JSONObject(given: [
                "name": JSONValue(name), "description": JSONValue(description), "config": JSONValue(configuration),
            ])
        }
    }
}

/// What plugins and MCP servers a pipeline uses, and what it could use.
public struct PipelineExtensions: ServerObject {
    /// None.
    public static let requiredMembers: [String] = []

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
            enablesAllPlugins: Bool? = nil,
            enablesAllMCPServers: Bool? = nil
        ) {
            fields = JSONObject(given: [
                "bound_plugins": .array(boundPlugins),
                "bound_mcp_servers": .array(boundMCPServers.map(JSONValue.string)),
                "enable_all_plugins": JSONValue(enablesAllPlugins),
                "enable_all_mcp_servers": JSONValue(enablesAllMCPServers),
            ])
        }
    }
}
