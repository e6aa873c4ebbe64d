/// Everything that extends LangBot; since 4.10.
///
/// Source: `/api/v1/extensions`.
public struct Extensions: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// All plugins, MCP servers and skills, ordered by name.
    ///
    /// What the server could not look up is left out.
    public func list() async throws -> [InstalledExtension] {
        try await core.answer(to: APIOperation("extension.list", .get, "extensions")).list("extensions")
    }
}

/// Something that extends LangBot, since 4.10.
public struct InstalledExtension: ServerObject {
    /// The sort of extension; the server may know further ones.
    public struct Kind: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        /// The name as the server has it.
        public let rawValue: String

        /// Makes a kind of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Makes a kind of that name.
        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// A plugin.
        public static let plugin = Kind(rawValue: "plugin")
        /// An MCP server.
        public static let mcpServer = Kind(rawValue: "mcp")
        /// A skill.
        public static let skill = Kind(rawValue: "skill")
    }

    /// The sort.
    public static let requiredMembers = ["type"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes an extension of members.
    public init(members: ServerMembers) { self.members = members }

    /// The sort of extension.
    public var kind: Kind { Kind(rawValue: self[text: "type"] ?? "") }
    /// The plugin, if it is one.
    public var plugin: Plugin? { self[object: "plugin"].flatMap { try? Plugin(received: $0) } }
    /// The MCP server, if it is one.
    public var mcpServer: MCPServer? { self[object: "server"].flatMap { try? MCPServer(received: $0) } }
    /// The skill, if it is one.
    public var skill: Skill? { self[object: "skill"].flatMap { try? Skill(received: $0) } }
}
