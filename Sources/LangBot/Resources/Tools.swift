/// The tools that models can call: LangBot's own, and those of plugins and MCP servers; since 4.9.
///
/// Requires a user token.
///
/// Source: `/api/v1/tools`.
public struct Tools: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists the tools.
    ///
    /// - Parameter pipelineID: The pipeline whose tools to list, since 4.10; nil for all.
    public func list(of pipelineID: Pipeline.ID? = nil) async throws -> [Tool] {
        var operation = APIOperation("tool.list", .get, "tools", query: ["pipeline_uuid": pipelineID])
        operation.knownParameters = Self.parameters
        return try await core.answer(to: operation).list("tools")
    }

    /// Returns the tool with the given name.
    ///
    /// - Parameters:
    ///   - name: The name of the tool.
    ///   - pipelineID: The pipeline that must have the tool, since 4.10; nil for any.
    public func get(_ name: Tool.ID, of pipelineID: Pipeline.ID? = nil) async throws -> Tool {
        var operation = APIOperation("tool.get", .get, "tools/\(name)", query: ["pipeline_uuid": pipelineID])
        operation.knownParameters = Self.parameters
        return try await core.answer(to: operation).object("tool")
    }

    private static let parameters = FieldTable([.after(ServerRelease(4, 9, 7), "pipeline_uuid")])
}

/// A tool that models can call, since 4.9.
public struct Tool: ServerObject, Identifiable {
    /// The name of a tool.
    public typealias ID = Identifier<Tool>

    /// Where a tool comes from.
    ///
    /// Servers may define further sources.
    public struct Source: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// LangBot itself.
        public static let builtin: Source = "builtin"
        /// A plugin.
        public static let plugin: Source = "plugin"
        /// An MCP server.
        public static let mcp: Source = "mcp"
        /// A skill.
        public static let skill: Source = "skill"
    }

    public static let memberRules: [String: MemberRule] = ["name": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The name, by which models call the tool.
    public var id: ID { identity("name") }
    /// The same.
    public var name: String { identity("name") }
    /// The description for models.
    public var description: String { self[text: "description"] ?? "" }
    /// The description for people.
    public var summary: String { self[text: "human_desc"] ?? "" }
    /// The JSON schema of the arguments.
    public var parameters: JSONObject { self[object: "parameters"] ?? [:] }
    /// Where the tool comes from; nil if the release does not say.
    public var source: Source? { self[text: "source"].map(Source.init(rawValue:)) }
    /// The identifier of the plugin or MCP server that the tool comes from; nil if the release does not say.
    public var sourceID: String? { self[text: "source_id"] }
    /// The name of the plugin or MCP server that the tool comes from; nil if the release does not say.
    public var sourceName: String? { self[text: "source_name"] }
}
