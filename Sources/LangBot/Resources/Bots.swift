/// Bots on messaging platforms.
///
/// Source: `/api/v1/platform/bots` of LangBot's service API.
public struct Bots: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// The administrators of a bot; since 4.10.
    public var admins: BotAdmins { BotAdmins(client: client) }

    /// Lists all bots.
    public func list() async throws -> [Bot] {
        try await core.answer(to: APIOperation("bot.list", .get, "platform/bots")).list("bots")
    }

    /// Creates a bot and returns its identifier.
    ///
    /// Servers up to 4.10 give a new bot the default pipeline, whatever the draft says. For those, the client sets the
    /// pipeline in a second request and deletes the bot if that request fails.
    public func create(_ draft: Bot.Draft) async throws -> Bot.ID {
        var operation = APIOperation("bot.create", .post, "platform/bots", body: draft.body, fields: BotFields.table)
        guard let pipeline = draft.pipelineID else {
            return try await core.answer(to: operation).identifier()
        }
        operation.adapted = draft.members(for:)
        let id: Bot.ID = try await core.answer(to: operation).identifier()
        return try await core.onBehalf(of: operation.name) {
            do {
                if let release = try await core.release(), release < .botsBindEvents {
                    try await update(id, Bot.Changes(pipelineID: pipeline))
                }
                return id
            } catch {
                await undo { try await $0.delete(id) }
                throw error
            }
        }
    }

    /// Returns the bot with the given identifier.
    ///
    /// - Throws: `LangBotError` with the code `.notFound` (from 4.6 to 4.9 `.serverError`) if the bot does not exist.
    public func get(_ id: Bot.ID) async throws -> Bot {
        try await core.answer(to: APIOperation("bot.get", .get, "platform/bots/\(id)")).object("bot")
    }

    /// Sends what was changed of a bot since it was read, or nothing if nothing was.
    ///
    /// ```swift
    /// var bot = try await client.bots.get(id)
    /// bot.name = "Support"
    /// try await client.bots.update(bot)
    /// ```
    ///
    /// Everything else stays as it is on the server, also what this library does not know.
    public func update(_ bot: Bot) async throws {
        let changes = bot.changes
        if !changes.fields.isEmpty { try await update(bot.id, changes) }
    }

    /// Updates the members that `changes` contains and leaves the rest.
    ///
    /// ```swift
    /// try await client.bots.update(id, .init(isEnabled: true))
    /// ```
    public func update(_ id: Bot.ID, _ changes: Bot.Changes) async throws {
        let changes = try await binding(changes, of: id)
        var operation = APIOperation("bot.update", .put, "platform/bots/\(id)", body: changes.body)
        operation.knownFields = BotFields.table
        try await core.perform(operation)
    }

    /// Deletes a bot.
    ///
    /// Up to 4.9, deleting a bot that does not exist succeeds.
    public func delete(_ id: Bot.ID) async throws {
        try await core.perform(APIOperation("bot.delete", .delete, "platform/bots/\(id)"))
    }

    /// Sends a message from a bot; since 4.6.
    ///
    /// Requires an API key.
    ///
    /// Some releases report success for a bot that is not running.
    public func send(_ message: BotMessage, from id: Bot.ID) async throws {
        var operation = APIOperation("bot.send_message", .post, "platform/bots/\(id)/send_message")
        operation.body = message.body
        try await core.perform(operation)
    }

    /// Sends a text to a bot of the adapter HTTP Bot as if a user had sent it; since 4.10.
    ///
    /// Requires a user token. The bot's reply goes to its callback address; ``HTTPBot`` talks to a bot.
    ///
    /// - Throws: `LangBotError` with the code `.invalidRequest` if the bot does not run or has another adapter.
    public func sendTest(_ text: String, to id: Bot.ID) async throws -> AcceptedBotMessage {
        var operation = APIOperation("bot.test_inbound", .post, "platform/bots/\(id)/test-inbound")
        operation.body = .json(["message": .string(text)])
        return try await core.answer(to: operation).object()
    }

    /// How a bot's events were routed; since 4.11.
    public func eventRoutes(_ id: Bot.ID) async throws -> BotEventRoutes {
        let operation = APIOperation("bot.event_routes.status", .get, "platform/bots/\(id)/event-routes/status")
        return try await core.answer(to: operation).object()
    }

    /// Finds out what a bot's event bindings would do with an event, without doing it; since 4.11.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - id: The bot's identifier.
    ///   - bindings: The bindings to try instead of the bot's own.
    public func tryEventRoutes(
        _ event: EventRouteTrial.Event,
        of id: Bot.ID,
        bindings: [EventBinding]? = nil
    ) async throws -> EventRouteTrial {
        var fields = event.fields
        if let bindings { fields["event_bindings"] = .array(bindings.map { .object($0.fields) }) }
        var operation = APIOperation("bot.event_routes.dry_run", .post, "platform/bots/\(id)/event-routes/dry-run")
        operation.body = .json(.object(fields))
        return try await core.answer(to: operation).object()
    }

    /// Previews moving the group rules from a bot's pipelines to its event bindings; since 4.11.
    public func groupFilterMigration(_ id: Bot.ID) async throws -> GroupFilterMigration {
        let operation = APIOperation(
            "bot.group_filter_migration.get",
            .get,
            "platform/bots/\(id)/group-filter-migration"
        )
        return try await core.answer(to: operation).object()
    }

    /// Moves the group rules from a bot's pipelines to its event bindings; since 4.11.
    ///
    /// - Parameters:
    ///   - id: The bot's identifier.
    ///   - disablesPipelineRules: Whether to disable the rules in the pipelines.
    public func migrateGroupFilters(
        _ id: Bot.ID,
        disablesPipelineRules: Bool = true
    ) async throws -> GroupFilterMigration {
        let body: JSONValue = ["disable_pipeline_at_bot": .bool(disablesPipelineRules)]
        let operation = APIOperation(
            "bot.group_filter_migration.execute",
            .post,
            "platform/bots/\(id)/group-filter-migration",
            body: .json(body)
        )
        return try await core.answer(to: operation).object()
    }

    /// The changes with the pipeline expressed in the form of the server's release.
    private func binding(_ changes: Bot.Changes, of id: Bot.ID) async throws -> Bot.Changes {
        guard let pipeline = changes.pipelineID else { return changes }
        return try await core.onBehalf(of: "bot.update") {
            if let release = try await core.release(), release < .botsBindEvents { return changes }
            var bot = try await get(id)
            bot.bindMessages(to: pipeline)
            var changes = changes
            changes.fields["use_pipeline_uuid"] = nil
            changes.fields["event_bindings"] = changes.fields["event_bindings"] ?? bot.fields["event_bindings"]
            return changes
        }
    }
}

/// The fields of a bot, by release.
private enum BotFields {
    static let table = FieldTable(
        ["name", "description", "adapter", "adapter_config", "enable"].map(FieldTable.Field.always),
        [
            .before(ServerRelease(4, 11, 2), "use_pipeline_uuid"),
            FieldTable.Field(
                name: "pipeline_routing_rules",
                absentThrough: ServerRelease(4, 8, 7),
                goneSince: ServerRelease(4, 11, 2)
            ),
        ],
        ["event_bindings", "plugin_processors"].map { .after(ServerRelease(4, 10, 11), $0) }
    )
}

/// The administrators of a bot; since 4.10.
///
/// Source: `/api/v1/platform/bots/{uuid}/admins`.
public struct BotAdmins: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// Lists the administrators of a bot.
    public func list(of botID: Bot.ID) async throws -> [BotAdmin] {
        let operation = APIOperation("bot.admin.list", .get, "platform/bots/\(botID)/admins")
        return try await core.answer(to: operation).list("admins")
    }

    /// Adds an administrator and returns the number of the entry.
    ///
    /// - Throws: `LangBotError` with the code `.conflict` if the person or group is an administrator already.
    public func create(_ conversation: Conversation, of botID: Bot.ID) async throws -> BotAdmin.ID {
        let body: JSONValue = [
            "launcher_type": .string(conversation.kind.rawValue), "launcher_id": .string(conversation.id),
        ]
        let operation = APIOperation("bot.admin.create", .post, "platform/bots/\(botID)/admins", body: .json(body))
        let answer = try await core.answer(to: operation)
        return try answer.number()
    }

    /// Removes an administrator.
    ///
    /// Removing one that does not exist succeeds.
    public func delete(_ id: BotAdmin.ID, of botID: Bot.ID) async throws {
        let operation = APIOperation("bot.admin.delete", .delete, "platform/bots/\(botID)/admins/\(id)")
        try await core.perform(operation)
    }
}
