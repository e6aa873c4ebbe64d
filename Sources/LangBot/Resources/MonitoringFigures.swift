/// Counts of messages, calls and conversations, since 4.8.
public struct MonitoringOverview: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The number of messages.
    public var messages: Int { self[integer: "total_messages"] ?? 0 }
    /// The number of calls to language models.
    public var llmCalls: Int { self[integer: "llm_calls"] ?? 0 }
    /// The number of calls to embedding models.
    public var embeddingCalls: Int { self[integer: "embedding_calls"] ?? 0 }
    /// The number of conversations that are active.
    public var activeSessions: Int { self[integer: "active_sessions"] ?? 0 }
    /// How many of the messages were handled without an error, in percent.
    public var successRate: Double { fields["success_rate"]?.doubleValue ?? 0 }
}

/// The figures and the newest records of every kind, since 4.8.
public struct MonitoringDashboard: ServerObject {
    public static let memberRules: [String: MemberRule] = [
        "overview": .object(MonitoringOverview.self), "messages": .objects(MonitoredMessage.self),
        "llmCalls": .objects(MonitoredLLMCall.self), "embeddingCalls": .objects(MonitoredEmbeddingCall.self),
        "toolCalls": .objects(MonitoredToolCall.self), "sessions": .objects(MonitoredSession.self),
        "errors": .objects(MonitoredError.self),
    ]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The figures.
    public var overview: MonitoringOverview? { object("overview") }
    /// The newest messages.
    public var messages: [MonitoredMessage] { objects("messages") }
    /// The newest calls to language models.
    public var llmCalls: [MonitoredLLMCall] { objects("llmCalls") }
    /// The newest calls to embedding models.
    public var embeddingCalls: [MonitoredEmbeddingCall] { objects("embeddingCalls") }
    /// The newest tool calls, since 4.10.
    public var toolCalls: [MonitoredToolCall] { objects("toolCalls") }
    /// The newest conversations.
    public var sessions: [MonitoredSession] { objects("sessions") }
    /// The newest errors.
    public var errors: [MonitoredError] { objects("errors") }
    /// How many records of each kind match, such as `messages` and `llmCalls`.
    public var totals: [String: Int] {
        (self[object: "totalCount"] ?? [:]).compactMapValues { $0.integerValue.map(Int.init(clamping:)) }
    }
    /// Messages and calls over time, in `points` of the length `bucket`, since 4.10; empty before.
    public var traffic: JSONObject { self[object: "traffic"] ?? [:] }
}

/// What users think of the answers, in figures, since 4.9.
public struct FeedbackStatistics: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The number of opinions.
    public var total: Int { self[integer: "total_feedback"] ?? 0 }
    /// The number of answers that were liked.
    public var likes: Int { self[integer: "total_likes"] ?? 0 }
    /// The number of answers that were disliked.
    public var dislikes: Int { self[integer: "total_dislikes"] ?? 0 }
    /// How many of the opinions are good, in percent.
    public var satisfactionRate: Double { fields["satisfaction_rate"]?.doubleValue ?? 0 }
    /// The same by bot, each with `bot_id`, `bot_name`, `likes`, `dislikes` and `total`.
    public var bots: [JSONValue] { self[array: "by_bot"] ?? [] }
}
