extension Pipelines {
    /// Creates a pipeline, or changes the one that agrees with the draft in a property where it differs from the draft.
    ///
    /// What the draft does not name stays as it is, also within the configuration, and so does whether new bots use the
    /// pipeline.
    /// A secret that the server masks differs from the draft's, and is sent each time.
    ///
    /// - Parameters:
    ///   - draft: What the pipeline shall be like.
    ///   - key: The property by which pipelines are told apart, usually `\.name`.
    /// - Throws: `LangBotError` with the code `.invalidRequest` if the draft has no value for `key`, `.conflict` if
    ///   several pipelines match.
    public func apply(
        _ draft: Pipeline.Draft,
        matching key: any KeyPath<Pipeline, String> & Sendable
    ) async throws -> Applied<Pipeline.ID> {
        try await apply(draft.fields, key, "pipeline.list", in: list()) {
            try await create(draft)
        } update: { pipeline in
            var changes = pipeline.differences(from: draft.fields, except: ["config", "is_default"])
            let present = try await get(pipeline.id).configuration
            var wanted = present
            if draft.model != nil || draft.prompt != nil {
                wanted = try await configuration(wanted, answeringLike: draft)
            }
            wanted = wanted.merged(with: draft.fields["config"]?.objectValue ?? [:])
            if wanted != present { changes["config"] = .object(wanted) }
            if !changes.isEmpty { try await update(pipeline.id, Pipeline.Changes(fields: changes)) }
            return !changes.isEmpty
        }
    }
}
