/// A message with all calls and errors that belong to it.
public struct MessageDetails: ServerObject {
    public static let memberRules: [String: MemberRule] = [
        "message": .object(MonitoredMessage.self), "llm_calls": .objects(MonitoredLLMCall.self),
        "errors": .objects(MonitoredError.self),
    ]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The message.
    public var message: MonitoredMessage? {
        object("message")
    }
    /// The calls to language models for the message.
    public var llmCalls: [MonitoredLLMCall] { objects("llm_calls") }
    /// The errors that occurred while the message was handled.
    public var errors: [MonitoredError] { objects("errors") }
    /// Totals over the LLM calls, such as `total_tokens`.
    public var statistics: JSONObject { self[object: "llm_stats"] ?? [:] }
}

/// Statistics for a conversation.
public struct SessionAnalysis: ServerObject {
    public static let memberRules: [String: MemberRule] = [
        "session": .object(MonitoredSession.self), "tool_calls": .objects(MonitoredToolCall.self),
        "errors": .objects(MonitoredError.self),
    ]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// Whether the conversation exists.
    public var isFound: Bool { self[flag: "found"] ?? false }
    /// Whether several bots have a conversation with this identifier; if so, none is described.
    public var isAmbiguous: Bool { self[flag: "ambiguous"] ?? false }
    /// The identifier of the conversation.
    public var session: MonitoredSession? {
        object("session")
    }
    /// Message counts by status.
    public var messageStatistics: JSONObject { self[object: "message_stats"] ?? [:] }
    /// Totals over the LLM calls.
    public var llmStatistics: JSONObject { self[object: "llm_stats"] ?? [:] }
    /// Totals over the tool calls, since 4.10.
    public var toolStatistics: JSONObject { self[object: "tool_stats"] ?? [:] }
    /// The tool calls, since 4.10.
    public var toolCalls: [MonitoredToolCall] { objects("tool_calls") }
    /// The errors that occurred in the conversation.
    public var errors: [MonitoredError] { objects("errors") }
    /// The duration of the conversation.
    public var duration: Duration { .seconds(self[integer: "session_duration_seconds"] ?? 0) }
}
