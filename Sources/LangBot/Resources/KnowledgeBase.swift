/// A knowledge base.
public struct KnowledgeBase: DatedObject {
    /// The identifier.
    public static let requiredMembers = ["uuid"]
    /// What the server says about the engine.
    public static let readOnlyMembers: Set = ["knowledge_engine"]

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

    /// What has been changed since the knowledge base was read, ready for `update`.
    public var changes: Changes { Changes(fields: changedFields) }

    /// A knowledge base to be added.
    public struct Draft: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// A knowledge base of the server's own, for releases whose knowledge engines are not plugins.
        ///
        /// - Parameter topK: How many passages a retrieval returns.
        public init(name: String, description: String = "", embeddingModelUUID: String, topK: Int = 5) {
            fields = [
                "name": .string(name),
                "description": .string(description),
                "embedding_model_uuid": .string(embeddingModelUUID),
                "top_k": .integer(Int64(topK)),
            ]
        }

        /// A knowledge base of a plugin, for releases whose knowledge engines are plugins.
        ///
        /// - Parameter enginePluginID: Author and name of the plugin, such as `langbot/rag`.
        public init(
            name: String,
            description: String = "",
            enginePluginID: String,
            creationSettings: JSONObject = [:],
            retrievalSettings: JSONObject = [:]
        ) {
            fields = [
                "name": .string(name),
                "description": .string(description),
                "knowledge_engine_plugin_id": .string(enginePluginID),
                "creation_settings": .object(creationSettings),
                "retrieval_settings": .object(retrievalSettings),
            ]
        }
    }

    /// What to change of a knowledge base; what is nil stays as it is.
    public struct Changes: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes changes of members.
        public init(fields: JSONObject) { self.fields = fields }

        /// Makes changes of what is given.
        public init(name: String? = nil, description: String? = nil, topK: Int? = nil) {
            fields = JSONObject(given: [
                "name": JSONValue(name), "description": JSONValue(description), "top_k": JSONValue(topK),
            ])
        }
    }
}

/// A document in a knowledge base.
public struct KnowledgeFile: DatedObject {
    /// How far the server is with a document; it may know further states.
    public struct Status: RawRepresentable, Hashable, Sendable {
        /// The name as the server has it.
        public let rawValue: String

        /// Makes a status of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Waiting.
        public static let pending = Status(rawValue: "pending")
        /// Being taken in.
        public static let processing = Status(rawValue: "processing")
        /// Ready to be found.
        public static let completed = Status(rawValue: "completed")
        /// Not taken in.
        public static let failed = Status(rawValue: "failed")
    }

    /// The identifier.
    public static let requiredMembers = ["uuid"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a document of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier.
    public var uuid: String { self[text: "uuid"] ?? "" }
    /// The name of the file.
    public var fileName: String { self[text: "file_name"] ?? "" }
    /// The kind of file, such as `txt`.
    public var fileExtension: String? { self[text: "extension"] }
    /// How far the server is with it.
    public var status: Status? { self[text: "status"].map(Status.init(rawValue:)) }
}

/// A passage that a retrieval found.
public struct RetrievedPassage: ServerObject {
    /// None.
    public static let requiredMembers: [String] = []

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a passage of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier of the passage.
    public var id: String? { self[text: "id"] }
    /// What is known about the passage; often its text and file.
    public var metadata: JSONObject { self[object: "metadata"] ?? [:] }
    /// The parts of the passage, where the release answers them.
    public var content: [JSONValue] { self[array: "content"] ?? [] }
    /// How far the passage is from the question; 0 is nearest.
    public var distance: Double? { fields["distance"]?.doubleValue }

    /// The text of the passage, wherever the release puts it.
    public var text: String? {
        let parts = content.compactMap { $0["text"]?.stringValue }
        return parts.isEmpty ? metadata["text"]?.stringValue : parts.joined(separator: "\n")
    }
}
