/// A model to be added.
public struct ModelDraft: RequestFields {
    /// The members that will be sent.
    public var fields: JSONObject

    /// A model that says itself who serves it, as the document describes and releases up to 4.6 want it.
    ///
    /// - Parameter apiKeys: Keys for the provider: texts, or objects as in the documented example.
    public init(
        name: String,
        description: String = "",
        requester: Requester,
        requesterConfiguration: JSONObject,
        apiKeys: [JSONValue],
        abilities: [LLMModel.Ability]? = nil,
        extraArguments: JSONObject = [:]
    ) {
        fields = JSONObject(given: [
            "name": .string(name),
            "description": .string(description),
            "requester": .string(requester.rawValue),
            "requester_config": .object(requesterConfiguration),
            "api_keys": .array(apiKeys),
            "abilities": JSONValue(abilities),
            "extra_args": .object(extraArguments),
        ])
    }

    /// A model of a provider that the server knows, for releases since 4.7.
    public init(
        name: String,
        providerUUID: String,
        abilities: [LLMModel.Ability]? = nil,
        extraArguments: JSONObject = [:]
    ) {
        fields = JSONObject(given: [
            "name": .string(name),
            "provider_uuid": .string(providerUUID),
            "abilities": JSONValue(abilities),
            "extra_args": .object(extraArguments),
        ])
    }

    /// A model whose provider the server finds or adds, for releases since 4.7.
    ///
    /// - Parameter providerBaseURL: The address of the provider's API, such as `https://api.openai.com/v1`.
    public init(
        name: String,
        requester: Requester,
        providerBaseURL: String,
        apiKeys: [String],
        abilities: [LLMModel.Ability]? = nil,
        extraArguments: JSONObject = [:]
    ) {
        let provider: JSONObject = [
            "requester": .string(requester.rawValue),
            "base_url": .string(providerBaseURL),
            "api_keys": .array(apiKeys.map(JSONValue.string)),
        ]
        fields = JSONObject(given: [
            "name": .string(name),
            "provider": .object(provider),
            "abilities": JSONValue(abilities),
            "extra_args": .object(extraArguments),
        ])
    }
}

/// What to change of a model; what is nil stays as it is.
public struct ModelChanges: RequestFields {
    /// The members that will be sent.
    public var fields: JSONObject

    /// Makes changes of members.
    public init(fields: JSONObject) { self.fields = fields }

    /// Makes changes of what is given.
    ///
    /// - Parameter description: Only up to 4.6.
    public init(
        name: String? = nil,
        description: String? = nil,
        requesterConfiguration: JSONObject? = nil,
        apiKeys: [JSONValue]? = nil,
        providerUUID: String? = nil,
        abilities: [LLMModel.Ability]? = nil,
        extraArguments: JSONObject? = nil
    ) {
        fields = JSONObject(given: [
            "name": JSONValue(name),
            "description": JSONValue(description),
            "requester_config": JSONValue(requesterConfiguration),
            "api_keys": JSONValue(apiKeys),
            "provider_uuid": JSONValue(providerUUID),
            "abilities": JSONValue(abilities),
            "extra_args": JSONValue(extraArguments),
        ])
    }
}

extension JSONValue {
    fileprivate init?(_ abilities: [LLMModel.Ability]?) {
        guard let abilities else { return nil }
        self = .array(abilities.map { .string($0.rawValue) })
    }
}
