/// A knowledge base.
public struct KnowledgeBase: DatedObject {
    /// The identifier.
    public static let requiredMembers = ["uuid"]
    /// What the server says about the engine.
    public static let readOnlyMembers: Set = [
        "knowledge_engine", "collection_id", "legacy_vector_collection", "embedding_dimension", "initialized",
    ]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a knowledge base of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier.
    public var uuid: String { self[text: "uuid"] ?? "" }

    /// The name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description.
    public var baseDescription: String {
        get { self[text: "description"] ?? "" }
        set { self[text: "description"] = newValue }
    }

    /// The model that turns text into vectors; in releases whose knowledge engines are not plugins.
    public var embeddingModelUUID: String? { self[text: "embedding_model_uuid"] }

    /// How many passages a retrieval returns; in releases whose knowledge engines are not plugins.
    public var topK: Int? {
        get { self[integer: "top_k"] }
        set { self[integer: "top_k"] = newValue }
    }

    /// The plugin that does the work; in releases whose knowledge engines are plugins.
    public var enginePluginID: String? { self[text: "knowledge_engine_plugin_id"] }

    /// The engine's settings for retrieval; in releases whose knowledge engines are plugins.
    public var retrievalSettings: JSONObject? {
        get { self[object: "retrieval_settings"] }
        set { self[object: "retrieval_settings"] = newValue }
    }

    /// What has been changed since the knowledge base was read, ready for `update`.
    public var changes: Changes { Changes(fields: changedFields) }

    /// How passages are kept and found.
    public enum Storage: Hashable, Sendable {
        /// By the server itself, with vectors of that model; up to 4.8.
        ///
        /// - Parameter topK: How many passages a retrieval returns.
        case embedding(modelUUID: String, topK: Int = 5)
        /// By a plugin, named by author and name such as `langbot-team/LangRAG`; since 4.9.
        ///
        /// What the settings may be, `knowledge.engines` tells.
        case engine(pluginID: String, creationSettings: JSONObject = [:], retrievalSettings: JSONObject = [:])
    }

    /// A knowledge base to be added, to a server of any release.
    public struct Draft: RequestFields {
        /// The members that will be sent, those about the storage excepted.
        public var fields: JSONObject
        /// How passages are kept and found.
        public var storage: Storage

        /// Makes a knowledge base.
        public init(name: String, description: String = "", storage: Storage) {
            self.storage = storage
            fields = ["name": .string(name), "description": .string(description)]
        }

        /// The body as a release wants it.
        func members(for release: ServerRelease?) throws -> JSONObject {
            if let release, storage.needsEngines != (release >= .knowledgeHasEngines) {
                let advice = storage.needsEngines ? "name an embedding model" : "name one, from knowledge.engines"
                let fact = storage.needsEngines ? "has no engines for knowledge" : "leaves knowledge to engines"
                var error = LangBotError(.unsupportedByServer, detail: "LangBot \(release) \(fact); \(advice)")
                error.release = release
                throw error
            }
            return storage.members.merging(fields) { _, own in own }
        }
    }

    /// What to change of a knowledge base; what is nil stays as it is.
    public struct Changes: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes changes of members.
        public init(fields: JSONObject) { self.fields = fields }

        /// Makes changes of what is given.
        ///
        /// - Parameters:
        ///   - name: The name.
        ///   - description: A text for people.
        ///   - topK: How many passages a retrieval returns; up to 4.8.
        ///   - retrievalSettings: All settings of the engine for retrieval; since 4.9.
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
        case .embedding(let modelUUID, let topK):
            ["embedding_model_uuid": .string(modelUUID), "top_k": .integer(Int64(topK))]
        case .engine(let pluginID, let creation, let retrieval):
            [
                "knowledge_engine_plugin_id": .string(pluginID),
                "creation_settings": .object(creation),
                "retrieval_settings": .object(retrieval),
            ]
        }
    }
}
