/// A model of any kind.
///
/// Up to 4.6, a model contains its provider's details: `requester`, `requesterConfiguration` and `apiKeys`. Since 4.7,
/// it refers to a provider with `providerUUID`; responses also contain `provider`.
public protocol ProviderModel: DatedObject, Identifiable where ID == Identifier<Self> {
    /// The kind in the form used in paths and operation names.
    static var kind: String { get }
}

extension ProviderModel {
    /// The identifier, and that of the provider.
    public static var memberRules: [String: MemberRule] {
        ["uuid": .identifier, "provider": .object(ModelProvider.self)]
    }
    /// The provider and its reasoning capabilities, which the server adds, besides the timestamps.
    public static var readOnlyMembers: Set<String> { ["provider", "reasoning_capabilities"] }

    /// The identifier that the server assigned.
    public var id: Identifier<Self> { identity() }

    /// The name; since 4.7 also the provider's name for the model.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description; up to 4.6.
    public var description: String? {
        get { self[text: "description"] }
        set { self[text: "description"] = newValue }
    }

    /// The protocol for talking to the model's provider; up to 4.6.
    public var requester: Requester? {
        get { self[text: "requester"].map(Requester.init(rawValue:)) }
        set { self[text: "requester"] = newValue?.rawValue }
    }

    /// The requester's settings, such as base URL and timeout; up to 4.6.
    public var requesterConfiguration: JSONObject? {
        get { self[object: "requester_config"] }
        set { self[object: "requester_config"] = newValue }
    }

    /// The provider's API keys: strings, or objects as in the documented example; up to 4.6.
    public var apiKeys: [JSONValue]? {
        get { self[array: "api_keys"] }
        set { self[array: "api_keys"] = newValue }
    }

    /// The identifier of the provider; since 4.7.
    public var providerID: ModelProvider.ID? {
        get { self[identifier: "provider_uuid"] }
        set { self[identifier: "provider_uuid"] = newValue }
    }

    /// The provider at the time the model was read; since 4.7.
    public var provider: ModelProvider? { object("provider") }

    /// Arguments added to every request to the model, such as `temperature`.
    public var extraArguments: JSONObject {
        get { self[object: "extra_args"] ?? [:] }
        set { self[object: "extra_args"] = newValue }
    }

    /// The members changed since the model was read, for `update`.
    public var changes: ModelChanges { ModelChanges(fields: changedFields) }
}

/// A large language model, which answers in conversations.
public struct LLMModel: ProviderModel {
    /// An ability of a model.
    ///
    /// Servers may define further abilities.
    public struct Ability: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// Chat, as in the documented example.
        public static let chat = Ability(rawValue: "chat")
        /// Image input.
        public static let vision = Ability(rawValue: "vision")
        /// Function calling.
        public static let functionCall = Ability(rawValue: "func_call")
    }

    public static let kind = "llm"

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The model's abilities beyond text.
    public var abilities: [Ability] {
        get { (self[texts: "abilities"] ?? []).map(Ability.init(rawValue:)) }
        set { self[texts: "abilities"] = newValue.map(\.rawValue) }
    }

    /// The context length in tokens; nil if it is not set.
    public var contextLength: Int? {
        get { self[integer: "context_length"] }
        set { self[integer: "context_length"] = newValue }
    }
}

/// A rerank model, which orders passages by relevance.
public struct RerankModel: ProviderModel {
    public static let kind = "rerank"

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }
}

/// An embedding model, which turns text into vectors.
public struct EmbeddingModel: ProviderModel {
    public static let kind = "embedding"

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }
}
