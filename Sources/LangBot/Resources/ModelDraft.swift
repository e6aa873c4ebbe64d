import Redaction

/// The provider of a model.
public enum ModelProviderReference: Codable, Hashable, Sendable {
    /// An existing provider; since 4.7.
    case stored(ModelProvider.ID)
    /// A provider, given by its details.
    ///
    /// Up to 4.6, the model stores these details itself. Since 4.7, the server uses an identical provider or creates
    /// one.
    case inline(Requester, baseURL: String, apiKeys: [String])

    // Names of their own for what Swift would call `_0` in a stored draft.
    private enum StoredCodingKeys: String, CodingKey {
        // swift-format-ignore: NoLeadingUnderscores
        case _0 = "id"
    }

    private enum InlineCodingKeys: String, CodingKey {
        // swift-format-ignore: NoLeadingUnderscores
        case _0 = "requester"
        case baseURL, apiKeys
    }
}

extension ModelProviderReference: CustomStringConvertible, CustomReflectable {
    /// The identifier, or the provider without its keys.
    public var description: String {
        switch self {
        case .stored(let id): "stored(\(id))"
        case .inline(let requester, let baseURL, let apiKeys):
            "inline(\(requester.rawValue), \(Redactor().text(baseURL)), \(apiKeys.count) keys)"
        }
    }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["provider": description]) }
}

/// A model to create, on a server of any release.
public struct ModelDraft: RequestFields {
    /// The members to send, except those about the provider.
    public var fields: JSONObject
    /// The provider of the model.
    public var provider: ModelProviderReference

    /// Creates a draft.
    ///
    /// - Parameters:
    ///   - name: The provider's name for the model.
    ///   - provider: The provider of the model.
    ///   - description: A text for people; only up to 4.6.
    ///   - abilities: The model's abilities beyond text; only for LLMs.
    ///   - contextLength: The context length in tokens; since 4.10 and only for LLMs.
    ///   - extraArguments: Arguments added to every request to the model, such as `temperature`.
    public init(
        name: String,
        provider: ModelProviderReference,
        description: String? = nil,
        abilities: [LLMModel.Ability]? = nil,
        contextLength: Int? = nil,
        extraArguments: JSONObject? = nil
    ) {
        self.provider = provider
        fields = JSONObject(given: [
            "name": .string(name),
            "description": JSONValue(description),
            "abilities": JSONValue(abilities),
            "context_length": JSONValue(contextLength),
            "extra_args": JSONValue(extraArguments),
        ])
    }

    /// The body as a release wants it for a kind of model.
    func members(for release: ServerRelease?, kind: String) throws -> JSONObject {
        var members = fields
        // A running 4.7 to 4.9 keeps null for abilities that are not named, and fails silently in every pipeline that
        // uses the model.
        if kind == LLMModel.kind, members["abilities"] == nil { members["abilities"] = [] }
        // These releases have no default for it.
        if let release, release < .modelsHaveProviders, members["description"] == nil { members["description"] = "" }
        return members.merging(try provider.members(for: release)) { own, _ in own }
    }
}

/// Changes to a model.
///
/// Arguments that are nil leave the value as it is.
public struct ModelChanges: RequestFields {
    /// The members to send, except those about the provider.
    public var fields: JSONObject
    /// Who serves the model from now on.
    public var provider: ModelProviderReference?

    /// Makes changes of members.
    public init(fields: JSONObject) { self.fields = fields }

    /// Makes changes of what is given.
    ///
    /// - Parameters:
    ///   - name: The provider's name for the model.
    ///   - provider: The provider of the model.
    ///   - description: Only up to 4.6.
    ///   - abilities: The model's abilities beyond text; only for LLMs.
    ///   - contextLength: Since 4.10.
    ///   - extraArguments: All arguments added to every request to the model: they take the place of those that are
    ///     there.
    public init(
        name: String? = nil,
        provider: ModelProviderReference? = nil,
        description: String? = nil,
        abilities: [LLMModel.Ability]? = nil,
        contextLength: Int? = nil,
        extraArguments: JSONObject? = nil
    ) {
        self.provider = provider
        fields = JSONObject(given: [
            "name": JSONValue(name),
            "description": JSONValue(description),
            "abilities": JSONValue(abilities),
            "context_length": JSONValue(contextLength),
            "extra_args": JSONValue(extraArguments),
        ])
    }

    /// The body as a release wants it.
    func members(for release: ServerRelease?) throws -> JSONObject {
        try fields.merging(provider?.members(for: release) ?? [:]) { own, _ in own }
    }

    /// The same changes and all else that there is of the model.
    func completed(with model: some ProviderModel) -> ModelChanges {
        var copy = self
        for name in ["name", "abilities", "extra_args", "provider_uuid", "prefered_ranking"] {
            if name == "provider_uuid", provider != nil { continue }
            if let value = model.fields[name], copy.fields[name] == nil { copy.fields[name] = value }
        }
        return copy
    }
}

extension ModelProviderReference {
    fileprivate func members(for release: ServerRelease?) throws -> JSONObject {
        let isOld = release.map { $0 < .modelsHaveProviders } ?? false
        switch self {
        case .stored(let id):
            guard isOld, let release else { return ["provider_uuid": .string(id.rawValue)] }
            var error = LangBotError(
                .unsupportedByServer,
                detail: "LangBot \(release) has no providers; give the provider inline: requester, base URL and keys"
            )
            error.release = release
            throw error
        case .inline(let requester, let baseURL, let apiKeys):
            let keys = JSONValue.array(apiKeys.map(JSONValue.string))
            guard isOld else {
                return [
                    "provider": [
                        "requester": .string(requester.rawValue), "base_url": .string(baseURL), "api_keys": keys,
                    ]
                ]
            }
            return [
                "requester": .string(requester.rawValue),
                "requester_config": ["base_url": .string(baseURL)],
                "api_keys": keys,
            ]
        }
    }
}

extension JSONValue {
    fileprivate init?(_ abilities: [LLMModel.Ability]?) {
        guard let abilities else { return nil }
        self = .array(abilities.map { .string($0.rawValue) })
    }
}
