public import Foundation

/// A message that a bot received or sent.
public struct MonitoredMessage: MonitoringRecord {
    /// `monitoring.messages`.
    public static let operation: OperationName = "monitoring.messages"
    /// `messages`.
    public static let path = "messages"
    /// `messages`.
    public static let list = "messages"
    /// What the records can be filtered by.
    public static let filters = ["startTime", "endTime", "botId", "pipelineId", "sessionId"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a record of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier.
    public var id: String? { self[text: "id"] }
    /// The message: a text, or JSON with its parts.
    public var content: String { self[text: "message_content"] ?? "" }
    /// Who wrote it, such as `user` or `assistant`.
    public var role: String? { self[text: "role"] }
    /// Such as `success`, `error` or `pending`.
    public var status: String? { self[text: "status"] }
    /// The bot.
    public var botUUID: String? { self[text: "bot_id"] }
    /// The pipeline.
    public var pipelineUUID: String? { self[text: "pipeline_id"] }
    /// The conversation.
    public var sessionID: String? { self[text: "session_id"] }
    /// The messaging platform.
    public var platform: String? { self[text: "platform"] }
    /// The user on the messaging platform.
    public var userID: String? { self[text: "user_id"] }
    /// When it happened.
    public var timestamp: Date? { date("timestamp") }
}

/// A call of a language model.
public struct MonitoredLLMCall: MonitoringRecord {
    /// `monitoring.llm_calls`.
    public static let operation: OperationName = "monitoring.llm_calls"
    /// `llm-calls`.
    public static let path = "llm-calls"
    /// `llm_calls`.
    public static let list = "llm_calls"

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a record of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier.
    public var id: String? { self[text: "id"] }
    /// The model.
    public var modelName: String? { self[text: "model_name"] }
    /// How many tokens were sent.
    public var inputTokens: Int { self[integer: "input_tokens"] ?? 0 }
    /// How many tokens came back.
    public var outputTokens: Int { self[integer: "output_tokens"] ?? 0 }
    /// How long it took, in milliseconds.
    public var milliseconds: Int { self[integer: "duration"] ?? 0 }
    /// Such as `success` or `error`.
    public var status: String? { self[text: "status"] }
    /// Why it failed.
    public var failure: String? { self[text: "error_message"] }
    /// The message that it was for.
    public var messageID: String? { self[text: "message_id"] }
    /// When it happened.
    public var timestamp: Date? { date("timestamp") }
}

/// A call of a tool, since 4.10.
public struct MonitoredToolCall: MonitoringRecord {
    /// `monitoring.tool_calls`.
    public static let operation: OperationName = "monitoring.tool_calls"
    /// `tool-calls`.
    public static let path = "tool-calls"
    /// `tool_calls`.
    public static let list = "tool_calls"
    /// What the records can be filtered by.
    public static let filters = ["startTime", "endTime", "botId", "pipelineId", "sessionId"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a record of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier.
    public var id: String? { self[text: "id"] }
    /// The tool.
    public var toolName: String? { self[text: "tool_name"] }
    /// Such as `native`, `plugin`, `mcp` or `skill`.
    public var source: String? { self[text: "tool_source"] }
    /// What it was called with, as JSON.
    public var arguments: String? { self[text: "arguments"] }
    /// What came back.
    public var result: String? { self[text: "result"] }
    /// How long it took, in milliseconds.
    public var milliseconds: Int { self[integer: "duration"] ?? 0 }
    /// Such as `success` or `error`.
    public var status: String? { self[text: "status"] }
    /// Why it failed.
    public var failure: String? { self[text: "error_message"] }
    /// When it happened.
    public var timestamp: Date? { date("timestamp") }
}

/// A call of an embedding model.
public struct MonitoredEmbeddingCall: MonitoringRecord {
    /// `monitoring.embedding_calls`.
    public static let operation: OperationName = "monitoring.embedding_calls"
    /// `embedding-calls`.
    public static let path = "embedding-calls"
    /// `embedding_calls`.
    public static let list = "embedding_calls"
    /// What the records can be filtered by.
    public static let filters = ["startTime", "endTime", "knowledgeBaseId"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a record of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier.
    public var id: String? { self[text: "id"] }
    /// The model.
    public var modelName: String? { self[text: "model_name"] }
    /// How many texts were sent.
    public var inputCount: Int { self[integer: "input_count"] ?? 0 }
    /// How many tokens they had.
    public var tokens: Int { self[integer: "total_tokens"] ?? 0 }
    /// How long it took, in milliseconds.
    public var milliseconds: Int { self[integer: "duration"] ?? 0 }
    /// Such as `embedding` or `retrieve`.
    public var kind: String? { self[text: "call_type"] }
    /// Such as `success` or `error`.
    public var status: String? { self[text: "status"] }
    /// Why it failed.
    public var failure: String? { self[text: "error_message"] }
    /// When it happened.
    public var timestamp: Date? { date("timestamp") }
}

/// A conversation.
public struct MonitoredSession: MonitoringRecord {
    /// `monitoring.sessions`.
    public static let operation: OperationName = "monitoring.sessions"
    /// `sessions`.
    public static let path = "sessions"
    /// `sessions`.
    public static let list = "sessions"
    /// What the records can be filtered by.
    public static let filters = ["startTime", "endTime", "botId", "pipelineId", "isActive", "userQuery"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a record of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier, which conversations of other bots may share.
    public var id: String? { self[text: "session_id"] }
    /// The bot.
    public var botUUID: String? { self[text: "bot_id"] }
    /// The pipeline.
    public var pipelineUUID: String? { self[text: "pipeline_id"] }
    /// How many messages there were.
    public var messageCount: Int { self[integer: "message_count"] ?? 0 }
    /// Whether it goes on.
    public var isActive: Bool { self[flag: "is_active"] ?? false }
    /// The messaging platform.
    public var platform: String? { self[text: "platform"] }
    /// The user on the messaging platform.
    public var userID: String? { self[text: "user_id"] }
    /// When it began.
    public var startedAt: Date? { date("start_time") }
    /// When something was last said.
    public var lastActivityAt: Date? { date("last_activity") }
}

/// Something that went wrong.
public struct MonitoredError: MonitoringRecord {
    /// `monitoring.errors`.
    public static let operation: OperationName = "monitoring.errors"
    /// `errors`.
    public static let path = "errors"
    /// `errors`.
    public static let list = "errors"

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a record of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier.
    public var id: String? { self[text: "id"] }
    /// The sort of failure.
    public var type: String? { self[text: "error_type"] }
    /// What happened.
    public var message: String { self[text: "error_message"] ?? "" }
    /// Where it happened in the server.
    public var stackTrace: String? { self[text: "stack_trace"] }
    /// The conversation.
    public var sessionID: String? { self[text: "session_id"] }
    /// The message that was being handled.
    public var messageID: String? { self[text: "message_id"] }
    /// When it happened.
    public var timestamp: Date? { date("timestamp") }
}
