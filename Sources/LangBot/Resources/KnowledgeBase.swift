/// A collection of documents that models can search.
public struct KnowledgeBase: DatedObject, Identifiable {
    /// What the server calls a knowledge base.
    public typealias ID = Identifier<KnowledgeBase>

    public static let memberRules: [String: MemberRule] = ["uuid": .identifier]
    public static let readOnlyMembers: Set = [
        "knowledge_engine", "collection_id", "legacy_vector_collection", "embedding_dimension", "initialized",
    ]

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
    ///
    /// Only 4.8 lets it be changed.
    public var emoji: String? {
        get { self[text: "emoji"] }
        set { self[text: "emoji"] = newValue }
    }

    /// The identifier of the embedding model; up to 4.8.
    public var embeddingModelID: EmbeddingModel.ID? { self[identifier: "embedding_model_uuid"] }

    /// The number of passages that a retrieval returns; up to 4.8.
    public var topK: Int? {
        get { self[integer: "top_k"] }
        set { self[integer: "top_k"] = newValue }
    }

    /// The plugin that serves as the engine; since 4.9.
    public var engineID: PluginID? { self[text: "knowledge_engine_plugin_id"].flatMap { PluginID($0) } }

    /// The engine's settings, with which the knowledge base was created; since 4.9.
    public var creationSettings: JSONObject? { self[object: "creation_settings"] }

    /// The engine's retrieval settings; since 4.9.
    public var retrievalSettings: JSONObject? {
        get { self[object: "retrieval_settings"] }
        set { self[object: "retrieval_settings"] = newValue }
    }

    /// The members changed since the knowledge base was read, for `update`.
    public var changes: Changes { Changes(fields: changedFields) }

    /// How passages are stored and retrieved.
    public enum Storage: Codable, Hashable, Sendable {
        /// By the server itself, using an embedding model; up to 4.8.
        ///
        /// - Parameter topK: The number of passages that a retrieval returns.
        case embedding(EmbeddingModel.ID, topK: Int = 5)
        /// By a plugin, such as `langbot-team/LangRAG`; since 4.9.
        ///
        /// `knowledge.engines` describes the settings of each engine.
        case engine(PluginID, creationSettings: JSONObject = [:], retrievalSettings: JSONObject = [:])

        // Names of their own for what Swift would call `_0` in a stored draft.
        private enum EmbeddingCodingKeys: String, CodingKey {
            // swift-format-ignore: NoLeadingUnderscores
            case _0 = "model"
            case topK
        }

        private enum EngineCodingKeys: String, CodingKey {
            // swift-format-ignore: NoLeadingUnderscores
            case _0 = "plugin"
            case creationSettings, retrievalSettings
        }
    }

    /// A knowledge base to create, on a server of any release.
    public struct Draft: RequestFields {
        /// The members to send, except those about storage.
        public var fields: JSONObject
        /// How passages are stored and retrieved.
        public var storage: Storage

        /// Creates a draft.
        public init(name: String, description: String = "", storage: Storage) {
            self.storage = storage
            fields = ["name": .string(name), "description": .string(description)]
        }

        /// The body in the form that a release expects.
        func members(for release: ServerRelease?) throws -> JSONObject {
            if let release, storage.needsEngines != (release >= .knowledgeHasEngines) {
                let advice = storage.needsEngines ? "use an embedding model" : "use an engine from knowledge.engines"
                let fact = storage.needsEngines ? "has no knowledge engines" : "requires a knowledge engine"
                var error = LangBotError(.unsupportedByServer, detail: "LangBot \(release) \(fact); \(advice)")
                error.release = release
                throw error
            }
            return storage.members.merging(fields) { _, own in own }
        }
    }

    /// Changes to a knowledge base.
    ///
    /// Arguments that are nil leave the value as it is.
    public struct Changes: PlainRequestFields {
        public var fields: JSONObject

        /// Creates changes of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates changes from the given values.
        ///
        /// - Parameters:
        ///   - name: The display name.
        ///   - description: A free-text description.
        ///   - topK: The number of passages that a retrieval returns; up to 4.8.
        ///   - retrievalSettings: The engine's complete retrieval settings; since 4.9.
        public init(
            name: String? = nil,
            description: String? = nil,
            topK: Int? = nil,
            retrievalSettings: JSONObject? = nil
        ) {
            fields = JSONObject(given: [
                "name": JSONValue(name),
                "description": JSONValue(description),
                "top_k": JSONValue(topK),
                "retrieval_settings": JSONValue(retrievalSettings),
            ])
        }
    }
}

extension KnowledgeBase.Storage {
    fileprivate var needsEngines: Bool {
        if case .engine = self { true } else { false }
    }

    fileprivate var members: JSONObject {
        switch self {
        case .embedding(let model, let topK):
            ["embedding_model_uuid": .string(model.rawValue), "top_k": .integer(Int64(topK))]
        case .engine(let plugin, let creation, let retrieval):
            [
                "knowledge_engine_plugin_id": .string(plugin.description),
                "creation_settings": .object(creation),
                "retrieval_settings": .object(retrieval),
            ]
        }
    }
}
