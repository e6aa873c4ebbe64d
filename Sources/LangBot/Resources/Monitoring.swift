public import Foundation

/// What the server has recorded about messages, calls and errors; since 4.8, with an API key since 4.11.
///
/// Source: `/api/v1/monitoring`.
public struct Monitoring: ResourceGroup {
    /// The client that the calls are made with.
    public let client: LangBotClient

    /// Makes the group of a client.
    public init(client: LangBotClient) { self.client = client }

    /// Messages that bots received and sent.
    public var messages: MonitoringList<MonitoredMessage> { MonitoringList(client: client) }
    /// Calls of language models.
    public var llmCalls: MonitoringList<MonitoredLLMCall> { MonitoringList(client: client) }
    /// Calls of tools; since 4.10.
    public var toolCalls: MonitoringList<MonitoredToolCall> { MonitoringList(client: client) }
    /// Calls of embedding models.
    public var embeddingCalls: MonitoringList<MonitoredEmbeddingCall> { MonitoringList(client: client) }
    /// Conversations.
    public var sessions: MonitoringList<MonitoredSession> { MonitoringList(client: client) }
    /// What went wrong.
    public var errors: MonitoringList<MonitoredError> { MonitoringList(client: client) }

    /// A message and all that was done about it.
    ///
    /// - Throws: `LangBotError` with the code `.notFound`, up to 4.10 `.serverError`, when there is none.
    public func details(ofMessage id: String) async throws -> MessageDetails {
        let operation = APIOperation("monitoring.message_details", .get, "monitoring", "messages", id, "details")
        return try await core.answer(to: operation).object()
    }

    /// What there is to say about a conversation; `isFound` is false of one that does not exist.
    ///
    /// - Parameters:
    ///   - id: The session's identifier.
    ///   - botUUID: The bot, since 4.10: conversations of two bots may have one identifier.
    ///   - start: The first moment of tool calls that count, since 4.10.
    ///   - end: The last moment of tool calls that count, since 4.10.
    public func analysis(
        ofSession id: String,
        botUUID: String? = nil,
        from start: Date? = nil,
        to end: Date? = nil
    ) async throws -> SessionAnalysis {
        var operation = APIOperation("monitoring.session_analysis", .get, "monitoring", "sessions", id, "analysis")
        operation.query = [.init("botId", botUUID), .init("startTime", start), .init("endTime", end)]
            .compactMap(\.self)
        operation.knownParameters = Self.analysisParameters
        return try await core.answer(to: operation).object()
    }

    /// Has a bot forget what was said in a conversation; since 4.11.
    ///
    /// - Throws: `LangBotError` with the code `.conflict` while the bot is answering.
    public func resetContext(ofSession id: String, botUUID: String) async throws {
        let path = ["api", "v1", "monitoring", "sessions", "reset-context"]
        let body = APIOperation.Body.json(["bot_id": .string(botUUID), "session_id": .string(id)])
        try await core.perform(APIOperation("monitoring.session_reset", .post, path: path, body: body))
    }

    private static let analysisParameters = FieldTable(
        ["botId", "startTime", "endTime"].map { .after(ServerRelease(4, 9, 7), $0) }
    )
}

/// Which records to list; what is nil or empty does not matter.
public struct MonitoringFilter: Hashable, Sendable {
    /// The first moment that counts.
    public var start: Date?
    /// The last moment that counts.
    public var end: Date?
    /// The bots; not of embedding calls.
    public var botUUIDs: [String]
    /// The pipelines; not of embedding calls.
    public var pipelineUUIDs: [String]
    /// The conversations; only of messages and tool calls.
    public var sessionIDs: [String]
    /// The knowledge base; only of embedding calls.
    public var knowledgeBaseUUID: String?
    /// Whether the conversation goes on; only of sessions.
    public var isActive: Bool?
    /// A part of the user's name or identifier, since 4.10; only of sessions.
    public var user: String?

    /// Makes a filter.
    public init(
        from start: Date? = nil,
        to end: Date? = nil,
        botUUIDs: [String] = [],
        pipelineUUIDs: [String] = [],
        sessionIDs: [String] = [],
        knowledgeBaseUUID: String? = nil,
        isActive: Bool? = nil,
        user: String? = nil
    ) {
        self.start = start
        self.end = end
        self.botUUIDs = botUUIDs
        self.pipelineUUIDs = pipelineUUIDs
        self.sessionIDs = sessionIDs
        self.knowledgeBaseUUID = knowledgeBaseUUID
        self.isActive = isActive
        self.user = user
    }

    var query: [APIOperation.QueryItem] {
        [.init("startTime", start), .init("endTime", end)].compactMap(\.self)
            + botUUIDs.map { .init("botId", $0) } + pipelineUUIDs.map { .init("pipelineId", $0) }
            + sessionIDs.map { .init("sessionId", $0) }
            + [.init("knowledgeBaseId", knowledgeBaseUUID), .init("isActive", isActive), .init("userQuery", user)]
            .compactMap(\.self)
    }
}
