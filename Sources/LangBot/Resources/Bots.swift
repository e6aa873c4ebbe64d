/// Bots on messaging platforms.
///
/// Source: `/api/v1/platform/bots` of LangBot's service API.
public struct Bots: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// Who may command a bot; since 4.10.
    public var admins: BotAdmins { BotAdmins(client: client) }

    /// All bots.
    public func list() async throws -> [Bot] {
        try await core.answer(to: APIOperation("bot.list", .get, "platform", "bots")).list("bots")
    }

    /// Adds a bot and returns its identifier.
    ///
    /// Up to 4.10 a server gives a new bot the default pipeline, whichever is asked for; there, the bot is changed right
    /// after it has been made, and deleted again when that fails.
    public func create(_ draft: Bot.Draft) async throws -> String {
        var operation = APIOperation("bot.create", .post, "platform", "bots", body: draft.body)
        operation.knownFields = BotFields.table
        guard let pipeline = draft.fields["use_pipeline_uuid"]?.stringValue else {
            return try await core.answer(to: operation).text("uuid")
        }
        operation.adapted = draft.members(for:)
        let uuid = try await core.answer(to: operation).text("uuid")
        return try await core.onBehalf(of: operation.name) {
            do {
                if let release = try await core.release(), release < .botsBindEvents {
                    try await update(uuid, Bot.Changes(pipelineUUID: pipeline))
                }
                return uuid
            } catch {
                try? await delete(uuid)
                throw error
            }
        }
    }

    /// The bot of that identifier.
    ///
    /// - Throws: `LangBotError` with the code `.notFound`, from 4.6 to 4.9 `.serverError`, when there is none.
    public func get(_ uuid: String) async throws -> Bot {
        try await core.answer(to: APIOperation("bot.get", .get, "platform", "bots", uuid)).object("bot")
    }

    /// Changes what `changes` names of a bot and leaves the rest.
    ///
    /// ```swift
    /// var bot = try await client.bots.get(id)
    /// bot.name = "Support"
    /// try await client.bots.update(id, bot.changes)
    /// ```
    public func update(_ uuid: String, _ changes: Bot.Changes) async throws {
        let changes = try await binding(changes, of: uuid)
        var operation = APIOperation("bot.update", .put, "platform", "bots", uuid, body: changes.body)
        operation.knownFields = BotFields.table
        try await core.perform(operation)
    }

    /// Deletes a bot; up to 4.9 also one that does not exist succeeds.
    public func delete(_ uuid: String) async throws {
        try await core.perform(APIOperation("bot.delete", .delete, "platform", "bots", uuid))
    }

    /// Has a bot send a message; since 4.6, and with an API key alone.
    ///
    /// Some releases report success for a bot that is not running.
    public func send(_ message: BotMessage, from uuid: String) async throws {
        let path = ["api", "v1", "platform", "bots", uuid, "send_message"]
        try await core.perform(APIOperation("bot.send_message", .post, path: path, body: message.body))
    }

    /// What became of the events that a bot received; since 4.11.
    public func eventRoutes(_ uuid: String) async throws -> BotEventRoutes {
        let operation = APIOperation(
            "bot.event_routes.status",
            .get,
            "platform",
            "bots",
            uuid,
            "event-routes",
            "status"
        )
        return try await core.answer(to: operation).object()
    }

    /// What would change if the rules for groups moved from a bot's pipelines to its event bindings; since 4.11.
    public func groupFilterMigration(_ uuid: String) async throws -> GroupFilterMigration {
        try await core.answer(to: groupFilters("get", .get, uuid)).object()
    }

    /// Moves the rules for groups from a bot's pipelines to its event bindings; since 4.11.
    ///
    /// - Parameters:
    ///   - uuid: The bot's identifier.
    ///   - disablesPipelineRules: Whether the rules are switched off in the pipelines.
    public func migrateGroupFilters(
        _ uuid: String,
        disablesPipelineRules: Bool = true
    ) async throws -> GroupFilterMigration {
        let body: JSONValue = ["disable_pipeline_at_bot": .bool(disablesPipelineRules)]
        return try await core.answer(to: groupFilters("execute", .post, uuid, .json(body))).object()
    }

    private func groupFilters(
        _ action: String,
        _ method: HTTPMethod,
        _ uuid: String,
        _ body: APIOperation.Body = .none
    ) -> APIOperation {
        APIOperation(
            OperationName(rawValue: "bot.group_filter_migration.\(action)"),
            method,
            path: ["api", "v1", "platform", "bots", uuid, "group-filter-migration"],
            body: body
        )
    }

    /// The same changes with a pipeline named as the release names it.
    private func binding(_ changes: Bot.Changes, of uuid: String) async throws -> Bot.Changes {
        guard let pipeline = changes.fields["use_pipeline_uuid"]?.stringValue else { return changes }
        return try await core.onBehalf(of: "bot.update") {
            if let release = try await core.release(), release < .botsBindEvents { return changes }
            var bot = try await get(uuid)
            bot.bindMessages(to: pipeline)
            var changes = changes
            changes.fields["use_pipeline_uuid"] = nil
            changes.fields["event_bindings"] = changes.fields["event_bindings"] ?? bot.fields["event_bindings"]
            return changes
        }
    }
}

/// What the releases know of a bot.
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

/// Who may command a bot; since 4.10.
///
/// Source: `/api/v1/platform/bots/{uuid}/admins`.
public struct BotAdmins: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// All who may command a bot.
    public func list(of botUUID: String) async throws -> [BotAdmin] {
        try await core.answer(to: operation("list", .get, botUUID)).list("admins")
    }

    /// Lets somebody command a bot and returns the number of that permission.
    ///
    /// - Throws: `LangBotError` with the code `.conflict` when they may already.
    public func create(_ conversation: Conversation, of botUUID: String) async throws -> Int {
        let body: JSONValue = [
            "launcher_type": .string(conversation.kind.rawValue), "launcher_id": .string(conversation.id),
        ]
        let answer = try await core.answer(to: operation("create", .post, botUUID, body: .json(body)))
        return Int(clamping: try answer.member("id", \.integerValue))
    }

    /// Takes a permission away; one that does not exist succeeds.
    public func delete(_ id: Int, of botUUID: String) async throws {
        try await core.perform(operation("delete", .delete, botUUID, [String(id)]))
    }

    private func operation(
        _ action: String,
        _ method: HTTPMethod,
        _ botUUID: String,
        _ path: [String] = [],
        body: APIOperation.Body = .none
    ) -> APIOperation {
        APIOperation(
            OperationName(rawValue: "bot.admin.\(action)"),
            method,
            path: ["api", "v1", "platform", "bots", botUUID, "admins"] + path,
            body: body
        )
    }
}
