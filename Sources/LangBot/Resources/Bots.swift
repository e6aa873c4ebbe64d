/// Bots on messaging platforms.
///
/// Source: `/api/v1/platform/bots` of LangBot's service API.
public struct Bots: Sendable {
    let core: ClientCore

    /// All bots.
    public func list() async throws -> [Bot] {
        try await core.answer(to: APIOperation("bot.list", .get, "platform", "bots")).list("bots")
    }

    /// Adds a bot and returns its identifier.
    public func create(_ draft: Bot.Draft) async throws -> String {
        let operation = APIOperation("bot.create", .post, "platform", "bots", body: draft.body)
        return try await core.answer(to: operation).text("uuid")
    }

    /// The bot of that identifier.
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
        try await core.perform(APIOperation("bot.update", .put, "platform", "bots", uuid, body: changes.body))
    }

    /// Deletes a bot; up to 4.9 also one that does not exist succeeds.
    public func delete(_ uuid: String) async throws {
        try await core.perform(APIOperation("bot.delete", .delete, "platform", "bots", uuid))
    }

    /// A page of what a bot logged.
    ///
    /// - Parameters:
    ///   - index: The entry to begin with, counted from 0; -1 for the latest.
    ///   - count: How many entries at most.
    public func logs(_ uuid: String, from index: Int = -1, count: Int = 10) async throws -> BotLogPage {
        let range: JSONValue = ["from_index": .integer(Int64(index)), "max_count": .integer(Int64(count))]
        let operation = APIOperation("bot.logs", .post, "platform", "bots", uuid, "logs", body: .json(range))
        let answer = try await core.answer(to: operation)
        return BotLogPage(
            entries: try answer.list("logs"),
            totalCount: try answer.member("total_count", \.integerValue).clamped
        )
    }
}

extension Int64 {
    /// The nearest `Int`.
    fileprivate var clamped: Int { Int(clamping: self) }
}
