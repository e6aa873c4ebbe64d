/// Installed plugins, MCP servers and skills; since 4.10.
///
/// Source: `/api/v1/extensions`.
public struct Extensions: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists all plugins, MCP servers and skills, ordered by name.
    ///
    /// The server omits extensions that it could not look up.
    public func list() async throws -> [InstalledExtension] {
        try await core.answer(to: APIOperation("extension.list", .get, "extensions")).list("extensions")
    }
}

/// A plugin, MCP server or skill, since 4.10.
public struct InstalledExtension: ServerObject {
    /// The kind of extension.
    ///
    /// Servers may define further kinds.
    public struct Kind: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// A plugin.
        public static let plugin = Kind(rawValue: "plugin")
        /// An MCP server.
        public static let mcpServer = Kind(rawValue: "mcp")
        /// A skill.
        public static let skill = Kind(rawValue: "skill")
    }

    public static let memberRules: [String: MemberRule] = [
        "type": .identifier, "plugin": .object(Plugin.self), "server": .object(MCPServer.self),
        "skill": .object(Skill.self),
    ]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The kind of extension.
    public var kind: Kind { Kind(rawValue: self[text: "type"] ?? "") }
    /// The plugin; nil for other kinds.
    public var plugin: Plugin? { object("plugin") }
    /// The MCP server; nil for other kinds.
    public var mcpServer: MCPServer? { object("server") }
    /// The skill; nil for other kinds.
    public var skill: Skill? { object("skill") }
}
