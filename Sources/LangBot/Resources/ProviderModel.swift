/// A model of any kind.
///
/// Up to 4.6 a model itself says who serves it: `requester`, `requesterConfiguration`, `apiKeys`. Since 4.7 it refers
/// to a provider: `providerUUID`, and `provider` in answers.
public protocol ProviderModel: DatedObject, Identifiable {
    /// The kind as it stands in paths and operation names.
    static var kind: String { get }
}

extension ProviderModel {
    public static var requiredMembers: [String] { ["uuid"] }
    public static var readOnlyMembers: Set<String> { ["provider", "reasoning_capabilities"] }

    /// The identifier that the server assigned.
    public var uuid: String { self[text: "uuid"] ?? "" }
    /// The ``uuid``.
    public var id: String { uuid }

    /// The name, which is also the one that the provider knows it by since 4.7.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description; only up to 4.6.
    public var modelDescription: String? {
        get { self[text: "description"] }
        set { self[text: "description"] = newValue }
    }

    /// How the model is spoken to; only up to 4.6.
    public var requester: Requester? {
        get { self[text: "requester"].map(Requester.init(rawValue:)) }
        set { self[text: "requester"] = newValue?.rawValue }
    }

    /// Address, time limit and further settings of the requester; only up to 4.6.
    public var requesterConfiguration: JSONObject? {
        get { self[object: "requester_config"] }
        set { self[object: "requester_config"] = newValue }
    }

    /// The keys for the model's provider: texts, or the objects of the documented example; only up to 4.6.
    public var apiKeys: [JSONValue]? {
        get { self[array: "api_keys"] }
        set { self[array: "api_keys"] = newValue }
    }

    /// The identifier of the provider; since 4.7.
    public var providerUUID: String? {
        get { self[text: "provider_uuid"] }
        set { self[text: "provider_uuid"] = newValue }
    }

    /// The provider as it was when the model was read; since 4.7.
    public var provider: ModelProvider? {
        self[object: "provider"].map { ModelProvider(members: ServerMembers($0)) }
    }

    /// Arguments added to every request to the model, such as `temperature`.
    public var extraArguments: JSONObject {
        get { self[object: "extra_args"] ?? [:] }
        set { self[object: "extra_args"] = newValue }
    }

    /// What has been changed since the model was read, ready for `update`.
    public var changes: ModelChanges { ModelChanges(fields: changedFields) }
}

/// A model that answers in a conversation.
public struct LLMModel: ProviderModel {
    /// Something that a model can do beyond text; the server may know further ones.
    public struct Ability: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// Answers in text, as the documented example has it.
        public static let chat = Ability(rawValue: "chat")
        /// Understands images.
        public static let vision = Ability(rawValue: "vision")
        /// Calls functions.
        public static let functionCall = Ability(rawValue: "func_call")
    }

    /// `llm`.
    public static let kind = "llm"

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// What the model can do beyond text.
    public var abilities: [Ability] {
        get { (self[texts: "abilities"] ?? []).map(Ability.init(rawValue:)) }
        set { self[texts: "abilities"] = newValue.map(\.rawValue) }
    }

    /// How many tokens the model takes; nil when nobody said.
    public var contextLength: Int? {
        get { self[integer: "context_length"] }
        set { self[integer: "context_length"] = newValue }
    }
}

/// A model that orders passages by how well they fit a question.
public struct RerankModel: ProviderModel {
    /// `rerank`.
    public static let kind = "rerank"

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }
}

/// A model that turns text into vectors.
public struct EmbeddingModel: ProviderModel {
    /// `embedding`.
    public static let kind = "embedding"

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }
}
