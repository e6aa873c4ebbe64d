public import Foundation

/// Records of messages, calls and errors; since 4.8, with an API key since 4.11.
///
/// Source: `/api/v1/monitoring`.
public struct Monitoring: ResourceGroup {
    public let client: LangBotClient

    public init(client: LangBotClient) { self.client = client }

    /// The messages that bots received and sent.
    public var messages: MonitoringList<MonitoredMessage> { MonitoringList(client: client) }
    /// Calls to language models.
    public var llmCalls: MonitoringList<MonitoredLLMCall> { MonitoringList(client: client) }
    /// Tool calls; since 4.10.
    public var toolCalls: MonitoringList<MonitoredToolCall> { MonitoringList(client: client) }
    /// Calls to embedding models.
    public var embeddingCalls: MonitoringList<MonitoredEmbeddingCall> { MonitoringList(client: client) }
    /// Conversations.
    public var sessions: MonitoringList<MonitoredSession> { MonitoringList(client: client) }
    /// What users think of answers; since 4.9.
    ///
    /// Requires a user token.
    public var feedback: MonitoringList<MonitoredFeedback> { MonitoringList(client: client) }
    /// Runs of agents and pipelines; since 4.11.
    ///
    /// Requires a user token.
    public var executions: MonitoringList<MonitoredExecution> { MonitoringList(client: client) }
    /// Errors that occurred while bots handled messages.
    public var errors: MonitoringList<MonitoredError> { MonitoringList(client: client) }

    /// Returns a message with all calls and errors that belong to it.
    ///
    /// - Throws: `LangBotError` with the code `.notFound` (up to 4.10 `.serverError`) if the message does not exist.
    public func details(ofMessage id: MonitoredMessage.ID) async throws -> MessageDetails {
        let operation = APIOperation("monitoring.message_details", .get, "monitoring/messages/\(id)/details")
        return try await core.answer(to: operation).object()
    }

    /// Returns statistics for a conversation; `isFound` is false if it does not exist.
    ///
    /// - Parameters:
    ///   - id: The session's identifier.
    ///   - botID: The bot, since 4.10, because conversations of different bots may share an identifier.
    ///   - start: The start of the period for tool calls, since 4.10.
    ///   - end: The end of the period for tool calls, since 4.10.
    public func analysis(
        ofSession id: MonitoredSession.ID,
        botID: Bot.ID? = nil,
        from start: Date? = nil,
        to end: Date? = nil
    ) async throws -> SessionAnalysis {
        var operation = APIOperation("monitoring.session_analysis", .get, "monitoring/sessions/\(id)/analysis")
        operation.query = .init(given: ["botId": botID, "startTime": start, "endTime": end])
        operation.knownParameters = Self.analysisParameters
        return try await core.answer(to: operation).object()
    }

    /// Clears what a bot remembers of a conversation; since 4.11.
    ///
    /// - Throws: `LangBotError` with the code `.conflict` while the bot is replying.
    public func resetContext(ofSession id: MonitoredSession.ID, botID: Bot.ID) async throws {
        let body = APIOperation.Body.json(["bot_id": .string(botID.rawValue), "session_id": .string(id.rawValue)])
        let operation = APIOperation("monitoring.session_reset", .post, "monitoring/sessions/reset-context", body: body)
        try await core.perform(operation)
    }

    private static let analysisParameters = FieldTable(
        ["botId", "startTime", "endTime"].map { .after(ServerRelease(4, 9, 7), $0) }
    )
}
