/// The plugins that store knowledge bases; since 4.9.
///
/// Source: `/api/v1/knowledge/engines`.
public struct KnowledgeEngines: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists all engines; empty if plugins are disabled.
    public func list() async throws -> [KnowledgeEngine] {
        try await core.answer(to: APIOperation("knowledge_engine.list", .get, "knowledge/engines")).list("engines")
    }

    /// The form that describes an engine's settings for creating a knowledge base.
    ///
    /// - Returns: The schema; from 4.9 to 4.10 an empty object for an engine that does not exist.
    public func creationSchema(_ engine: PluginID) async throws -> JSONValue {
        try await schema("creation", engine)
    }

    /// The form that describes an engine's retrieval settings.
    ///
    /// - Returns: The schema; from 4.9 to 4.10 an empty object for an engine that does not exist.
    public func retrievalSchema(_ engine: PluginID) async throws -> JSONValue {
        try await schema("retrieval", engine)
    }

    private func schema(_ kind: String, _ engine: PluginID) async throws -> JSONValue {
        let operation = APIOperation(
            "knowledge_engine.\(kind)_schema",
            .get,
            "knowledge/engines/\(engine.author)/\(engine.name)/\(kind)-schema"
        )
        return try await core.answer(to: operation).member("schema", \.self)
    }
}

/// A plugin that stores knowledge bases, since 4.9.
public struct KnowledgeEngine: ServerObject, Identifiable {
    /// What an engine can do.
    ///
    /// Servers may define further ones.
    public struct Capability: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// It takes documents.
        public static let documentIngestion: Capability = "doc_ingestion"
        /// It parses documents itself.
        public static let documentParsing: Capability = "doc_parsing"
    }

    public static let memberRules: [String: MemberRule] = ["plugin_id": .pluginID]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The plugin, such as `langbot-team/LangRAG`.
    public var id: PluginID { plugin("plugin_id") }
    /// The display name: a string, or an object of strings keyed by language.
    public var name: JSONValue { fields["name"] ?? .null }
    /// What the engine can do.
    public var capabilities: [Capability] { (self[texts: "capabilities"] ?? []).map(Capability.init(rawValue:)) }
    /// The form that describes the settings for creating a knowledge base.
    public var creationSchema: JSONValue { fields["creation_schema"] ?? .null }
    /// The form that describes an engine's retrieval settings.
    public var retrievalSchema: JSONValue { fields["retrieval_schema"] ?? .null }
}

/// A plugin that parses documents, since 4.9.
public struct KnowledgeParser: ServerObject, Identifiable {
    public static let memberRules: [String: MemberRule] = ["plugin_id": .pluginID]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The plugin.
    public var id: PluginID { plugin("plugin_id") }
    /// The display name: a string, or an object of strings keyed by language.
    public var name: JSONValue { fields["name"] ?? .null }
    /// The media types that the parser accepts.
    public var mediaTypes: [String] { self[texts: "supported_mime_types"] ?? [] }
}

/// The number of pre-4.9 knowledge bases not yet migrated to engines.
public struct KnowledgeMigration: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// Whether a migration is needed.
    public var isNeeded: Bool { self[flag: "needed"] ?? false }
    /// The number of LangBot's own knowledge bases to migrate.
    public var internalBaseCount: Int { self[integer: "internal_kb_count"] ?? 0 }
    /// The number of external knowledge bases to migrate.
    public var externalBaseCount: Int { self[integer: "external_kb_count"] ?? 0 }
}
