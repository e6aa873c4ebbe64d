extension ModelResource {
    /// Creates a model, or changes the one that agrees with the draft in a property where it differs from the draft.
    ///
    /// What the draft does not name stays as it is.
    /// A secret that the server masks differs from the draft's, and is sent each time.
    ///
    /// - Parameters:
    ///   - draft: What the model shall be like.
    ///   - key: The property by which models are told apart, usually `\.name`.
    /// - Throws: `LangBotError` with the code `.invalidRequest` if the draft has no value for `key`, `.conflict` if
    ///   several models match.
    public func apply(
        _ draft: ModelDraft,
        matching key: any KeyPath<Model, String> & Sendable
    ) async throws -> Applied<Model.ID> {
        try await apply(draft.fields, key, "model.\(Model.kind).list", in: list()) {
            try await create(draft)
        } update: { model in
            var changes = ModelChanges(fields: model.differences(from: draft.fields))
            if !draft.provider.isThat(of: model) { changes.provider = draft.provider }
            guard !changes.fields.isEmpty || changes.provider != nil else { return false }
            try await update(model.id, changes)
            return true
        }
    }
}

extension ModelProviderReference {
    /// Whether a model's provider is this one, as far as the server shows it.
    fileprivate func isThat(of model: some ProviderModel) -> Bool {
        switch self {
        case .stored(let id): model.providerID == id
        case .inline(let requester, let baseURL, let apiKeys):
            if let provider = model.provider {
                provider.requester == requester && provider.baseURL == baseURL && provider.apiKeys == apiKeys
            } else {
                model.requester == requester && model.requesterConfiguration?["base_url"]?.stringValue == baseURL
                    && model.apiKeys == apiKeys.map(JSONValue.string)
            }
        }
    }
}
