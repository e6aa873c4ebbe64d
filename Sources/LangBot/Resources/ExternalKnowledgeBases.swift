/// Knowledge bases that a plugin searches; from 4.6 to 4.8.
///
/// Requires a user token. Since 4.9, they are knowledge bases like any other, which
/// ``Knowledge/migrate(installsPlugin:)`` makes of them.
///
/// Source: `/api/v1/knowledge/external-bases`.
public struct ExternalKnowledgeBases: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists all external knowledge bases.
    public func list() async throws -> [ExternalKnowledgeBase] {
        let operation = APIOperation("external_knowledge_base.list", .get, "knowledge/external-bases")
        return try await core.answer(to: operation).list("bases")
    }

    /// Creates an external knowledge base and returns its identifier.
    public func create(_ draft: ExternalKnowledgeBase.Draft) async throws -> ExternalKnowledgeBase.ID {
        var operation = APIOperation("external_knowledge_base.create", .post, "knowledge/external-bases")
        operation.body = draft.body
        operation.knownFields = Self.fields
        return try await core.answer(to: operation).identifier()
    }

    /// Lists the retrievers of installed plugins, which external knowledge bases belong to.
    public func retrievers() async throws -> [JSONObject] {
        let operation = APIOperation(
            "external_knowledge_base.retrievers",
            .get,
            "knowledge/external-bases/retrievers"
        )
        return try await core.answer(to: operation).member("retrievers") { $0.arrayValue?.compactMap(\.objectValue) }
    }

    /// Returns the external knowledge base with the given identifier.
    public func get(_ id: ExternalKnowledgeBase.ID) async throws -> ExternalKnowledgeBase {
        let operation = APIOperation("external_knowledge_base.get", .get, "knowledge/external-bases/\(id)")
        return try await core.answer(to: operation).object("base")
    }

    /// Sends what was changed of an external knowledge base since it was read, or nothing if nothing was.
    public func update(_ base: ExternalKnowledgeBase) async throws {
        let changes = base.changedFields
        guard !changes.isEmpty else { return }
        var operation = APIOperation("external_knowledge_base.update", .put, "knowledge/external-bases/\(base.id)")
        operation.body = .json(.object(changes))
        operation.knownFields = Self.fields
        try await core.perform(operation)
    }

    /// Deletes an external knowledge base; deleting one that does not exist succeeds.
    public func delete(_ id: ExternalKnowledgeBase.ID) async throws {
        try await core.perform(
            APIOperation("external_knowledge_base.delete", .delete, "knowledge/external-bases/\(id)")
        )
    }

    /// Returns the passages that best match a query.
    public func retrieve(_ id: ExternalKnowledgeBase.ID, query: String) async throws -> [RetrievedPassage] {
        var operation = APIOperation(
            "external_knowledge_base.retrieve",
            .post,
            "knowledge/external-bases/\(id)/retrieve"
        )
        operation.body = .json(["query": .string(query)])
        return try await core.answer(to: operation).list("results")
    }

    private static let fields = FieldTable(
        ["name", "description", "retriever_config", "plugin_author", "plugin_name", "retriever_name"]
            .map(FieldTable.Field.always),
        [.after(ServerRelease(4, 7, 2), "emoji")]
    )
}

/// A knowledge base that a plugin searches, from 4.6 to 4.8.
public struct ExternalKnowledgeBase: DatedObject, Identifiable {
    /// What the server calls an external knowledge base.
    public typealias ID = Identifier<ExternalKnowledgeBase>

    public static let memberRules: [String: MemberRule] = ["uuid": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity() }

    /// The display name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description; empty if there is none.
    public var description: String {
        get { self[text: "description"] ?? "" }
        set { self[text: "description"] = newValue }
    }

    /// The emoji shown in the web interface, since 4.8; nil if there is none.
    public var emoji: String? {
        get { self[text: "emoji"] }
        set { self[text: "emoji"] = newValue }
    }

    /// The plugin; nil if the server does not name one.
    public var pluginID: PluginID? {
        guard let author = self[text: "plugin_author"], let name = self[text: "plugin_name"] else { return nil }
        return PluginID(author: author, name: name)
    }

    /// The name of the plugin's retriever.
    public var retriever: String { self[text: "retriever_name"] ?? "" }

    /// The retriever's settings.
    public var configuration: JSONObject {
        get { self[object: "retriever_config"] ?? [:] }
        set { self[object: "retriever_config"] = newValue }
    }

    /// An external knowledge base to create.
    public struct Draft: PlainRequestFields {
        public var fields: JSONObject

        /// Creates a draft of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates a draft.
        ///
        /// - Parameters:
        ///   - name: The display name.
        ///   - description: A free-text description.
        ///   - pluginID: The plugin.
        ///   - retriever: The name of the plugin's retriever.
        ///   - configuration: The retriever's settings.
        public init(
            name: String,
            description: String = "",
            pluginID: PluginID,
            retriever: String,
            configuration: JSONObject = [:]
        ) {
            fields = [
                "name": .string(name), "description": .string(description),
                "plugin_author": .string(pluginID.author), "plugin_name": .string(pluginID.name),
                "retriever_name": .string(retriever), "retriever_config": .object(configuration),
            ]
        }
    }
}
