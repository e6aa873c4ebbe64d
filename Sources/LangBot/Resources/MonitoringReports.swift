/// A message and all that was done about it.
public struct MessageDetails: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes details of members.
    public init(members: ServerMembers) { self.members = members }

    /// The message.
    public var message: MonitoredMessage? {
        self[object: "message"].map { MonitoredMessage(members: ServerMembers($0)) }
    }
    /// The calls of language models for it.
    public var llmCalls: [MonitoredLLMCall] { objects("llm_calls") }
    /// What went wrong with it.
    public var errors: [MonitoredError] { objects("errors") }
    /// Sums over the calls, such as `total_tokens`.
    public var statistics: JSONObject { self[object: "llm_stats"] ?? [:] }
}

/// What there is to say about a conversation.
public struct SessionAnalysis: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes an analysis of members.
    public init(members: ServerMembers) { self.members = members }

    /// Whether there is such a conversation.
    public var isFound: Bool { self[flag: "found"] ?? false }
    /// Whether several bots have a conversation of that identifier, so that none is described.
    public var isAmbiguous: Bool { self[flag: "ambiguous"] ?? false }
    /// The conversation.
    public var session: MonitoredSession? {
        self[object: "session"].map { MonitoredSession(members: ServerMembers($0)) }
    }
    /// How many messages there were, by status.
    public var messageStatistics: JSONObject { self[object: "message_stats"] ?? [:] }
    /// Sums over the calls of language models.
    public var llmStatistics: JSONObject { self[object: "llm_stats"] ?? [:] }
    /// Sums over the calls of tools, since 4.10.
    public var toolStatistics: JSONObject { self[object: "tool_stats"] ?? [:] }
    /// The calls of tools, since 4.10.
    public var toolCalls: [MonitoredToolCall] { objects("tool_calls") }
    /// What went wrong.
    public var errors: [MonitoredError] { objects("errors") }
    /// How long it lasted, in seconds.
    public var seconds: Int { self[integer: "session_duration_seconds"] ?? 0 }
}
