extension Bots {
    /// Creates a bot, or changes the one that agrees with the draft in a property where it differs from the draft.
    ///
    /// ```swift
    /// let draft = Bot.Draft(name: "Support", adapter: .telegram, configuration: ["token": "1:a"])
    /// let applied = try await client.bots.apply(draft, matching: \.name)
    /// print(applied.id, applied.outcome)
    /// ```
    ///
    /// What the draft does not name stays as it is.
    /// A secret that the server masks differs from the draft's, and is sent each time.
    ///
    /// - Parameters:
    ///   - draft: What the bot shall be like.
    ///   - key: The property by which bots are told apart, usually `\.name`.
    /// - Throws: `LangBotError` with the code `.invalidRequest` if the draft has no value for `key`, `.conflict` if
    ///   several bots match.
    public func apply(
        _ draft: Bot.Draft,
        matching key: any KeyPath<Bot, String> & Sendable
    ) async throws -> Applied<Bot.ID> {
        try await apply(draft.fields, key, "bot.list", in: list()) {
            try await create(draft)
        } update: { bot in
            var changes = bot.differences(from: draft.fields, except: ["use_pipeline_uuid"])
            if let pipeline = draft.pipelineID, bot.pipelineID != pipeline {
                changes["use_pipeline_uuid"] = .string(pipeline.rawValue)
            }
            if !changes.isEmpty { try await update(bot.id, Bot.Changes(fields: changes)) }
            return !changes.isEmpty
        }
    }
}
