/// What an MCP server has to read, since 4.10.
public struct MCPResources: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a list of members.
    public init(members: ServerMembers) { self.members = members }

    /// What can be read at once.
    public var resources: [MCPResource] { objects("resources") }
    /// The patterns of addresses that something can be read at.
    public var templates: [MCPResourceTemplate] { objects("resource_templates") }
    /// What the server can do about them.
    public var capabilities: JSONObject { self[object: "resource_capabilities"] ?? [:] }
}

/// Something that an MCP server has to read.
public struct MCPResource: ServerObject {
    /// The address.
    public static let requiredMembers = ["uri"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a resource of members.
    public init(members: ServerMembers) { self.members = members }

    /// The address.
    public var uri: String { self[text: "uri"] ?? "" }
    /// The name.
    public var name: String { self[text: "name"] ?? "" }
    /// The media type, where the server says so.
    public var mediaType: String? { self[text: "mime_type"] }
    /// How many bytes it has, where the server says so.
    public var size: Int? { self[integer: "size"] }
}

/// A pattern of addresses that an MCP server has something to read at.
public struct MCPResourceTemplate: ServerObject {
    /// The pattern.
    public static let requiredMembers = ["uri_template"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a template of members.
    public init(members: ServerMembers) { self.members = members }

    /// The pattern, with parameters in braces.
    public var uriTemplate: String { self[text: "uri_template"] ?? "" }
    /// The name.
    public var name: String { self[text: "name"] ?? "" }
    /// The media type, where the server says so.
    public var mediaType: String? { self[text: "mime_type"] }
}

/// What was read from an MCP server.
public struct MCPResourceContent: ServerObject {
    /// A part of it.
    public struct Part: ServerObject {
        /// Every member, with the values that were received and those of now.
        public var members: ServerMembers

        /// Makes a part of members.
        public init(members: ServerMembers) { self.members = members }

        /// The text; nil of what is none.
        public var text: String? { self[text: "text"] }
        /// The bytes in base 64; nil of text, and where they were not asked for.
        public var base64: String? { self[text: "blob"] }
        /// The media type, where the server says so.
        public var mediaType: String? { self[text: "mime_type"] }
    }

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a content of members.
    public init(members: ServerMembers) { self.members = members }

    /// The parts.
    public var parts: [Part] { objects("contents") }
    /// Whether there is more than was read.
    public var isTruncated: Bool { self[flag: "truncated"] ?? false }
}
