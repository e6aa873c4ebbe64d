import Redaction

/// Who serves a model.
public enum ModelProviderReference: Hashable, Sendable {
    /// A provider that the server knows, by its identifier; since 4.7.
    case stored(String)
    /// A provider by what it consists of.
    ///
    /// Up to 4.6 the model keeps it for itself. Since 4.7 the server takes the provider that is exactly like it, or
    /// adds one.
    case inline(Requester, baseURL: String, apiKeys: [String])
}

extension ModelProviderReference: CustomStringConvertible, CustomReflectable {
    /// The identifier, or the provider without its keys.
    public var description: String {
        switch self {
        case .stored(let uuid): "stored(\(uuid))"
        case .inline(let requester, let baseURL, let apiKeys):
            "inline(\(requester.rawValue), \(Redactor().text(baseURL)), \(apiKeys.count) keys)"
        }
    }

    /// The same for `dump` and the debugger.
    public var customMirror: Mirror { Mirror(self, children: ["provider": description]) }
}

/// A model to be added, to a server of any release.
public struct ModelDraft: RequestFields {
    /// The members that will be sent, those about the provider excepted.
    public var fields: JSONObject
    /// Who serves the model.
    public var provider: ModelProviderReference

    /// Makes a model.
    ///
    /// - Parameters:
    ///   - name: The name by which the provider knows the model.
    ///   - provider: Who serves the model.
    ///   - description: A text for people; only up to 4.6.
    ///   - abilities: What the model can do beyond text; only of models that answer.
    ///   - contextLength: How many tokens the model takes; since 4.10, and only of models that answer.
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

    /// The body as a release wants it.
    func members(for release: ServerRelease?) throws -> JSONObject {
        var members = fields
        // These releases have no default for it.
        if let release, release < .modelsHaveProviders, members["description"] == nil { members["description"] = "" }
        return members.merging(try provider.members(for: release)) { own, _ in own }
    }
}

/// What to change of a model; what is nil stays as it is.
public struct ModelChanges: RequestFields {
    /// The members that will be sent, those about the provider excepted.
    public var fields: JSONObject
    /// Who serves the model from now on.
    public var provider: ModelProviderReference?

    /// Makes changes of members.
    public init(fields: JSONObject) { self.fields = fields }

    /// Makes changes of what is given.
    ///
    /// - Parameters:
    ///   - name: The name by which the provider knows the model.
    ///   - provider: Who serves the model.
    ///   - description: Only up to 4.6.
    ///   - abilities: What the model can do beyond text; only of models that answer.
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
        case .stored(let uuid):
            guard isOld, let release else { return ["provider_uuid": .string(uuid)] }
            var error = LangBotError(
                .unsupportedByServer,
                detail: "LangBot \(release) has no providers; give the model requester, address and keys"
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
