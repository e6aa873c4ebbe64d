public import Foundation

/// Criteria for listing records.
///
/// Criteria that are nil or empty do not apply.
public struct MonitoringFilter: Hashable, Sendable {
    /// The start of the period.
    public var start: Date?
    /// The end of the period.
    public var end: Date?
    /// The identifiers of bots; not for embedding calls.
    public var botIDs: [Bot.ID]
    /// The identifiers of pipelines; not for embedding calls.
    public var pipelineIDs: [Pipeline.ID]
    /// The identifiers of conversations; only for messages and tool calls.
    public var sessionIDs: [MonitoredSession.ID]
    /// The identifier of a knowledge base; only for embedding calls.
    public var knowledgeBaseID: KnowledgeBase.ID?
    /// Whether the conversation is active; only for sessions.
    public var isActive: Bool?
    /// A part of the user's name or identifier, since 4.10; only for sessions.
    public var user: String?
    /// The states of the executions that records belong to, since 4.11; for executions, figures and feedback.
    public var statuses: [MonitoredExecution.Status]
    /// Whether the executions were for debugging, since 4.11; for executions, figures and feedback.
    public var isDebug: Bool?
    /// The identifiers of agents; only for executions.
    public var agentIDs: [Agent.ID]
    /// What was executed; only for executions.
    public var source: MonitoredExecution.Source?
    /// What the user thought; only for feedback.
    public var opinion: MonitoredFeedback.Opinion?

    /// Creates a filter.
    public init(
        from start: Date? = nil,
        to end: Date? = nil,
        botIDs: [Bot.ID] = [],
        pipelineIDs: [Pipeline.ID] = [],
        sessionIDs: [MonitoredSession.ID] = [],
        knowledgeBaseID: KnowledgeBase.ID? = nil,
        isActive: Bool? = nil,
        user: String? = nil,
        statuses: [MonitoredExecution.Status] = [],
        isDebug: Bool? = nil,
        agentIDs: [Agent.ID] = [],
        source: MonitoredExecution.Source? = nil,
        opinion: MonitoredFeedback.Opinion? = nil
    ) {
        self.start = start
        self.end = end
        self.botIDs = botIDs
        self.pipelineIDs = pipelineIDs
        self.sessionIDs = sessionIDs
        self.knowledgeBaseID = knowledgeBaseID
        self.isActive = isActive
        self.user = user
        self.statuses = statuses
        self.isDebug = isDebug
        self.agentIDs = agentIDs
        self.source = source
        self.opinion = opinion
    }

    var query: [APIOperation.QueryItem] {
        .init(given: ["startTime": start, "endTime": end])
            + botIDs.map { .init("botId", $0.rawValue) } + pipelineIDs.map { .init("pipelineId", $0.rawValue) }
            + sessionIDs.map { .init("sessionId", $0.rawValue) }
            + .init(given: ["knowledgeBaseId": knowledgeBaseID, "isActive": isActive, "userQuery": user])
            + statuses.map { .init("status", $0.rawValue) } + agentIDs.map { .init("agentId", $0.rawValue) }
            + .init(given: [
                "mode": isDebug.map { $0 ? "debug" : "real" }, "source": source?.rawValue,
                "feedbackType": opinion?.rawValue,
            ])
    }

    /// The query of an operation that takes only these parameters.
    func query(of operation: OperationName, taking names: [String]) throws -> [APIOperation.QueryItem] {
        let unusable = Set(query.map(\.name)).subtracting(names).sorted()
        guard unusable.isEmpty else {
            throw LangBotError(
                .invalidRequest,
                operation: operation,
                detail: "these records cannot be filtered by \(unusable.joined(separator: ", ")); "
                    + "remove that from the filter"
            )
        }
        return query
    }

    /// The parameters that `names` says, by release.
    static func parameters(_ names: [String]) -> FieldTable { FieldTable(names.map { later[$0] ?? .always($0) }) }

    private static let later = Dictionary(
        uniqueKeysWithValues: [
            FieldTable.Field.after(ServerRelease(4, 9, 7), "userQuery"), .after(ServerRelease(4, 10, 11), "status"),
            .after(ServerRelease(4, 10, 11), "mode"),
        ].map { ($0.name, $0) }
    )
}
