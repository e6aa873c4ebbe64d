/// The resources of an MCP server, since 4.10.
public struct MCPResources: ServerObject {
    public static let memberRules: [String: MemberRule] = [
        "resources": .objects(MCPResource.self), "resource_templates": .objects(MCPResourceTemplate.self),
    ]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The resources with a fixed URI.
    public var resources: [MCPResource] { objects("resources") }
    /// The templates for URIs of further resources.
    public var templates: [MCPResourceTemplate] { objects("resource_templates") }
    /// The server's capabilities regarding resources.
    public var capabilities: JSONObject { self[object: "resource_capabilities"] ?? [:] }
}

/// A resource of an MCP server.
public struct MCPResource: ServerObject, Identifiable {
    public static let memberRules: [String: MemberRule] = ["uri": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The URI, for `MCPServers.read`.
    public var uri: String { identity("uri") }
    /// The ``uri``.
    public var id: String { uri }
    /// The display name.
    public var name: String { self[text: "name"] ?? "" }
    /// The media type; nil if the server does not report it.
    public var mediaType: String? { self[text: "mime_type"] }
    /// The size in bytes; nil if the server does not report it.
    public var size: Int? { self[integer: "size"] }
}

/// A template for URIs of an MCP server's resources.
public struct MCPResourceTemplate: ServerObject, Identifiable {
    public static let memberRules: [String: MemberRule] = ["uri_template": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The template, with parameters in braces.
    public var uriTemplate: String { identity("uri_template") }
    /// The ``uriTemplate``.
    public var id: String { uriTemplate }
    /// The display name.
    public var name: String { self[text: "name"] ?? "" }
    /// The media type; nil if the server does not report it.
    public var mediaType: String? { self[text: "mime_type"] }
}

/// The content of an MCP resource.
public struct MCPResourceContent: ServerObject {
    /// A part of the content, text or binary.
    public struct Part: ServerObject {
        public var members: ServerMembers

        public init(members: ServerMembers) { self.members = members }

        /// The text; nil for binary content.
        public var text: String? { self[text: "text"] }
        /// The bytes in Base64; nil for text, and if binary content was not requested.
        public var base64: String? { self[text: "blob"] }
        /// The media type; nil if the server does not report it.
        public var mediaType: String? { self[text: "mime_type"] }
    }

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The parts of the content.
    public var parts: [Part] { objects("contents") }
    /// Whether the content was cut off.
    public var isTruncated: Bool { self[flag: "truncated"] ?? false }
}
