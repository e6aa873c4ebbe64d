/// Who serves a model, since 4.7.
public struct ModelProvider: DatedObject {
    /// How many models there are of the provider.
    public static let readOnlyMembers: Set = ["llm_count", "embedding_count", "rerank_count"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a provider of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier.
    public var uuid: String { self[text: "uuid"] ?? "" }

    /// The name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// How the provider is spoken to.
    public var requester: Requester? {
        get { self[text: "requester"].map(Requester.init(rawValue:)) }
        set { self[text: "requester"] = newValue?.rawValue }
    }

    /// The address of the provider's API.
    public var baseURL: String? {
        get { self[text: "base_url"] }
        set { self[text: "base_url"] = newValue }
    }

    /// The keys for the provider; since 4.10 each is `***` where the credential may not see them.
    public var apiKeys: [String] {
        get { self[texts: "api_keys"] ?? [] }
        set { self[texts: "api_keys"] = newValue }
    }

    /// How many models that answer there are of it; nil where the release does not count.
    public var llmCount: Int? { self[integer: "llm_count"] }
    /// How many embedding models there are of it; nil where the release does not count.
    public var embeddingCount: Int? { self[integer: "embedding_count"] }
    /// How many rerank models there are of it, since 4.9; nil where the release does not count.
    public var rerankCount: Int? { self[integer: "rerank_count"] }

    /// What has been changed since the provider was read, ready for `update`.
    public var changes: Changes { Changes(fields: changedFields) }

    /// A provider to be added.
    public struct Draft: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes a provider.
        ///
        /// - Parameters:
        ///   - name: The name for people.
        ///   - requester: How the provider is spoken to.
        ///   - baseURL: The address of the provider's API, such as `https://api.openai.com/v1`.
        ///   - apiKeys: The keys for the provider.
        public init(name: String, requester: Requester, baseURL: String, apiKeys: [String] = []) {
            fields = [
                "name": .string(name),
                "requester": .string(requester.rawValue),
                "base_url": .string(baseURL),
                "api_keys": .array(apiKeys.map(JSONValue.string)),
            ]
        }
    }

    /// What to change of a provider; what is nil stays as it is.
    public struct Changes: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes changes of members.
        public init(fields: JSONObject) { self.fields = fields }

        /// Makes changes of what is given.
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

/// A way of speaking to a provider of models; the server may know further ones.
public struct Requester: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    /// The name as the server has it.
    public let rawValue: String

    /// Makes a requester of that name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Makes a requester of that name.
    public init(stringLiteral value: String) { self.init(rawValue: value) }

    /// OpenAI's chat completions, and everything compatible with them.
    public static let openAIChatCompletions: Requester = "openai-chat-completions"
    /// Anthropic's messages.
    public static let anthropicMessages: Requester = "anthropic-messages"
    /// A local Ollama.
    public static let ollamaChat: Requester = "ollama-chat"
}

/// A model that a provider says it has.
public struct ScannedModel: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a model of members.
    public init(members: ServerMembers) { self.members = members }

    /// The name by which the provider knows it.
    public var id: String { self[text: "id"] ?? "" }
    /// The name for people.
    public var name: String { self[text: "name"] ?? id }
    /// The kind of model, where the server recognises it.
    public var kind: ModelKind? { self[text: "type"].map(ModelKind.init(rawValue:)) }
    /// What the model can do beyond text.
    public var abilities: [LLMModel.Ability] { (self[texts: "abilities"] ?? []).map(LLMModel.Ability.init(rawValue:)) }
    /// How many tokens the model takes; nil when the provider does not say.
    public var contextLength: Int? { self[integer: "context_length"] }
    /// Whether the server has it already.
    public var isAdded: Bool { self[flag: "already_added"] ?? false }
}

/// A kind of model; the server may know further ones.
public struct ModelKind: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    /// The name as the server has it.
    public let rawValue: String

    /// Makes a kind of that name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Makes a kind of that name.
    public init(stringLiteral value: String) { self.init(rawValue: value) }

    /// Answers in a conversation.
    public static let llm: ModelKind = "llm"
    /// Turns text into vectors.
    public static let embedding: ModelKind = "embedding"
    /// Orders passages.
    public static let rerank: ModelKind = "rerank"
}
