/// The plugins that knowledge bases can belong to; since 4.9.
///
/// Source: `/api/v1/knowledge/engines`.
public struct KnowledgeEngines: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// All engines; none where plugins are switched off.
    public func list() async throws -> [KnowledgeEngine] {
        try await core.answer(to: APIOperation("knowledge_engine.list", .get, "knowledge", "engines")).list("engines")
    }

    /// What an engine wants to know when a knowledge base is made, as a description of a form.
    ///
    /// - Returns: From 4.9 to 4.10 an empty object for an engine that does not exist.
    public func creationSchema(_ pluginID: String) async throws -> JSONValue {
        try await schema("creation", pluginID)
    }

    /// What can be set when passages are retrieved, as a description of a form.
    ///
    /// - Returns: From 4.9 to 4.10 an empty object for an engine that does not exist.
    public func retrievalSchema(_ pluginID: String) async throws -> JSONValue {
        try await schema("retrieval", pluginID)
    }

    private func schema(_ kind: String, _ pluginID: String) async throws -> JSONValue {
        let operation = APIOperation(
            OperationName(rawValue: "knowledge_engine.\(kind)_schema"),
            .get,
            path: ["api", "v1", "knowledge", "engines"] + APIOperation.segments(pluginID) + ["\(kind)-schema"]
        )
        return try await core.answer(to: operation).member("schema", \.self)
    }
}

/// A plugin that knowledge bases can belong to, since 4.9.
public struct KnowledgeEngine: ServerObject {
    /// The identifier.
    public static let requiredMembers = ["plugin_id"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes an engine of members.
    public init(members: ServerMembers) { self.members = members }

    /// Author and name of the plugin, such as `langbot-team/LangRAG`.
    public var pluginID: String { self[text: "plugin_id"] ?? "" }
    /// The name: a text, or an object with one by language.
    public var name: JSONValue { fields["name"] ?? .null }
    /// What it can do, such as `doc_ingestion`.
    public var capabilities: [String] { self[texts: "capabilities"] ?? [] }
    /// What it wants to know when a knowledge base is made, as a description of a form.
    public var creationSchema: JSONValue { fields["creation_schema"] ?? .null }
    /// What can be set when passages are retrieved, as a description of a form.
    public var retrievalSchema: JSONValue { fields["retrieval_schema"] ?? .null }
}

/// A plugin that takes documents apart, since 4.9.
public struct KnowledgeParser: ServerObject {
    /// The identifier.
    public static let requiredMembers = ["plugin_id"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a parser of members.
    public init(members: ServerMembers) { self.members = members }

    /// Author and name of the plugin.
    public var pluginID: String { self[text: "plugin_id"] ?? "" }
    /// The name: a text, or an object with one by language.
    public var name: JSONValue { fields["name"] ?? .null }
    /// The media types that it takes.
    public var mediaTypes: [String] { self[texts: "supported_mime_types"] ?? [] }
}

/// How many knowledge bases of before 4.9 wait to be moved.
public struct KnowledgeMigration: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a status of members.
    public init(members: ServerMembers) { self.members = members }

    /// Whether any wait.
    public var isNeeded: Bool { self[flag: "needed"] ?? false }
    /// How many of LangBot's own there are.
    public var internalBaseCount: Int { self[integer: "internal_kb_count"] ?? 0 }
    /// How many of other systems there are.
    public var externalBaseCount: Int { self[integer: "external_kb_count"] ?? 0 }
}
