extension KnowledgeBases {
    /// Creates a knowledge base, or changes the one that agrees with the draft in a property where it differs from the
    /// draft.
    ///
    /// What the draft does not name stays as it is. So does the way passages are stored, which no release can change.
    /// A secret that the server masks differs from the draft's, and is sent each time.
    ///
    /// - Parameters:
    ///   - draft: What the knowledge base shall be like.
    ///   - key: The property by which knowledge bases are told apart, usually `\.name`.
    /// - Throws: `LangBotError` with the code `.invalidRequest` if the draft has no value for `key`, `.conflict` if
    ///   several knowledge bases match, or the one that does stores passages with another engine or embedding model.
    public func apply(
        _ draft: KnowledgeBase.Draft,
        matching key: any KeyPath<KnowledgeBase, String> & Sendable
    ) async throws -> Applied<KnowledgeBase.ID> {
        try await apply(draft.fields, key, "knowledge_base.list", in: list()) {
            try await create(draft)
        } update: { base in
            guard draft.storage.isThat(of: base) else {
                throw LangBotError(
                    .conflict,
                    operation: "knowledge_base.update",
                    detail: "the knowledge base \(base.id) stores passages otherwise than the draft, which cannot be "
                        + "changed; delete it or give the draft another name"
                )
            }
            let changes = base.differences(from: draft.fields.merging(draft.storage.changeable) { own, _ in own })
            if !changes.isEmpty { try await update(base.id, KnowledgeBase.Changes(fields: changes)) }
            return !changes.isEmpty
        }
    }
}

extension KnowledgeBase.Storage {
    fileprivate func isThat(of base: KnowledgeBase) -> Bool {
        switch self {
        case .embedding(let model, _): base.embeddingModelID == model
        case .engine(let plugin, _, _): base.engineID == plugin
        }
    }

    /// The members that an update can change.
    fileprivate var changeable: JSONObject {
        switch self {
        case .embedding(_, let topK): ["top_k": .integer(Int64(topK))]
        case .engine(_, _, let settings): settings.isEmpty ? [:] : ["retrieval_settings": .object(settings)]
        }
    }
}
