/// A provider of models, since 4.7.
public struct ModelProvider: DatedObject, Identifiable {
    /// What the server calls a provider.
    public typealias ID = Identifier<ModelProvider>

    public static let memberRules: [String: MemberRule] = ["uuid": .identifier]
    public static let readOnlyMembers: Set = ["llm_count", "embedding_count", "rerank_count"]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity() }

    /// The display name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The protocol for talking to the provider.
    public var requester: Requester? {
        get { self[text: "requester"].map(Requester.init(rawValue:)) }
        set { self[text: "requester"] = newValue?.rawValue }
    }

    /// The base URL of the provider's API.
    public var baseURL: String? {
        get { self[text: "base_url"] }
        set { self[text: "base_url"] = newValue }
    }

    /// The provider's API keys; since 4.10, each is `***` if the credential may not see them.
    public var apiKeys: [String] {
        get { self[texts: "api_keys"] ?? [] }
        set { self[texts: "api_keys"] = newValue }
    }

    /// The number of LLMs of this provider; nil if the release does not count them.
    public var llmCount: Int? { self[integer: "llm_count"] }
    /// The number of embedding models of this provider; nil if the release does not count them.
    public var embeddingCount: Int? { self[integer: "embedding_count"] }
    /// The number of rerank models of this provider, since 4.9; nil if the release does not count them.
    public var rerankCount: Int? { self[integer: "rerank_count"] }

    /// The members changed since the provider was read, for `update`.
    public var changes: Changes { Changes(fields: changedFields) }

    /// A provider to create.
    public struct Draft: PlainRequestFields {
        public var fields: JSONObject

        /// Creates a draft of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates a draft.
        ///
        /// - Parameters:
        ///   - name: The display name.
        ///   - requester: The protocol for talking to the provider.
        ///   - baseURL: The base URL of the provider's API, such as `https://api.openai.com/v1`.
        ///   - apiKeys: The provider's API keys.
        public init(name: String, requester: Requester, baseURL: String, apiKeys: [String] = []) {
            fields = [
                "name": .string(name),
                "requester": .string(requester.rawValue),
                "base_url": .string(baseURL),
                "api_keys": .array(apiKeys.map(JSONValue.string)),
            ]
        }
    }

    /// Changes to a provider.
    ///
    /// Arguments that are nil leave the value as it is.
    public struct Changes: PlainRequestFields {
        public var fields: JSONObject

        /// Creates changes of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates changes from the given values.
        public init(
            name: String? = nil,
            requester: Requester? = nil,
            baseURL: String? = nil,
            apiKeys: [String]? = nil
        ) {
            fields = JSONObject(given: [
                "name": JSONValue(name),
                "requester": JSONValue(requester?.rawValue),
                "base_url": JSONValue(baseURL),
                "api_keys": JSONValue(apiKeys?.map(JSONValue.string)),
            ])
        }
    }
}

/// A protocol for talking to model providers.
///
/// Servers may support further ones.
public struct Requester: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public init(stringLiteral value: String) { self.init(rawValue: value) }

    /// OpenAI's Chat Completions API, and anything compatible with it.
    public static let openAIChatCompletions: Requester = "openai-chat-completions"
    /// Anthropic's Messages API.
    public static let anthropicMessages: Requester = "anthropic-messages"
    /// Ollama's chat API.
    public static let ollamaChat: Requester = "ollama-chat"
}

/// A model that a provider offers.
public struct ScannedModel: ServerObject, Identifiable {
    public static let memberRules: [String: MemberRule] = ["id": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The provider's name for the model.
    public var id: String { identity("id") }
    /// The display name.
    public var name: String { self[text: "name"] ?? id }
    /// The kind of model; nil if the server does not recognise it.
    public var kind: ModelKind? { self[text: "type"].map(ModelKind.init(rawValue:)) }
    /// The model's abilities beyond text.
    public var abilities: [LLMModel.Ability] { (self[texts: "abilities"] ?? []).map(LLMModel.Ability.init(rawValue:)) }
    /// The context length in tokens; nil if the provider does not report it.
    public var contextLength: Int? { self[integer: "context_length"] }
    /// Whether the model has been added to the server already.
    public var isAdded: Bool { self[flag: "already_added"] ?? false }
}

/// A kind of model.
///
/// Servers may define further kinds.
public struct ModelKind: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public init(stringLiteral value: String) { self.init(rawValue: value) }

    /// Large language models, which answer in conversations.
    public static let llm: ModelKind = "llm"
    /// Embedding models, which turn text into vectors.
    public static let embedding: ModelKind = "embedding"
    /// Rerank models, which order passages by relevance.
    public static let rerank: ModelKind = "rerank"
}
