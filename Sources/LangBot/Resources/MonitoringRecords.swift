public import Foundation

/// A message that a bot received or sent.
public struct MonitoredMessage: MonitoringRecord {
    /// What the server calls a message.
    public typealias ID = Identifier<MonitoredMessage>

    public static let operation: OperationName = "monitoring.messages"
    public static let path = "messages"
    public static let list = "messages"
    public static let filters = ["startTime", "endTime", "botId", "pipelineId", "sessionId"]
    public static let memberRules: [String: MemberRule] = ["id": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity("id") }
    /// The message: plain text, or JSON with its parts.
    public var content: String { self[text: "message_content"] ?? "" }
    /// The author's role, such as `user` or `assistant`.
    public var role: String? { self[text: "role"] }
    /// The processing state, such as `success`, `error` or `pending`.
    public var status: String? { self[text: "status"] }
    /// The identifier of the bot.
    public var botID: Bot.ID? { self[identifier: "bot_id"] }
    /// The identifier of the pipeline.
    public var pipelineID: Pipeline.ID? { self[identifier: "pipeline_id"] }
    /// The identifier of the conversation.
    public var sessionID: MonitoredSession.ID? { self[identifier: "session_id"] }
    /// The name of the messaging platform.
    public var platform: String? { self[text: "platform"] }
    /// The user's identifier on the messaging platform.
    public var userID: String? { self[text: "user_id"] }
    /// The user's name on the messaging platform; nil if it is not known.
    public var userName: String? { self[text: "user_name"] }
    /// The runner that answered; nil if the release does not report it.
    public var runnerName: String? { self[text: "runner_name"] }
    /// When the record was made.
    public var timestamp: Date? { date("timestamp") }
}

/// A call to a language model.
public struct MonitoredLLMCall: MonitoringRecord {
    /// What the server calls a call.
    public typealias ID = Identifier<MonitoredLLMCall>

    public static let operation: OperationName = "monitoring.llm_calls"
    public static let path = "llm-calls"
    public static let list = "llm_calls"
    public static let memberRules: [String: MemberRule] = ["id": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity("id") }
    /// The name of the model.
    public var modelName: String? { self[text: "model_name"] }
    /// The number of prompt tokens.
    public var inputTokens: Int { self[integer: "input_tokens"] ?? 0 }
    /// The number of completion tokens.
    public var outputTokens: Int { self[integer: "output_tokens"] ?? 0 }
    /// The number of all tokens.
    public var totalTokens: Int { self[integer: "total_tokens"] ?? [inputTokens, outputTokens].saturatingSum }
    /// What the call cost; nil if the server does not know the price.
    public var cost: Double? { fields["cost"]?.doubleValue }
    /// How long it took.
    public var duration: Duration { .milliseconds(self[integer: "duration"] ?? 0) }
    /// The outcome, such as `success` or `error`.
    public var status: String? { self[text: "status"] }
    /// The error message; nil on success.
    public var failure: String? { self[text: "error_message"] }
    /// The identifier of the message that the call belongs to.
    public var messageID: MonitoredMessage.ID? { self[identifier: "message_id"] }
    /// The identifier of the bot.
    public var botID: Bot.ID? { self[identifier: "bot_id"] }
    /// The identifier of the pipeline.
    public var pipelineID: Pipeline.ID? { self[identifier: "pipeline_id"] }
    /// The identifier of the conversation.
    public var sessionID: MonitoredSession.ID? { self[identifier: "session_id"] }
    /// When the record was made.
    public var timestamp: Date? { date("timestamp") }
}

/// A tool call, since 4.10.
public struct MonitoredToolCall: MonitoringRecord {
    /// What the server calls a call.
    public typealias ID = Identifier<MonitoredToolCall>

    public static let operation: OperationName = "monitoring.tool_calls"
    public static let path = "tool-calls"
    public static let list = "tool_calls"
    public static let filters = ["startTime", "endTime", "botId", "pipelineId", "sessionId"]
    public static let memberRules: [String: MemberRule] = ["id": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity("id") }
    /// The name of the tool.
    public var toolName: String? { self[text: "tool_name"] }
    /// The origin of the tool, such as `native`, `plugin`, `mcp` or `skill`.
    public var source: String? { self[text: "tool_source"] }
    /// The arguments, as JSON text.
    public var arguments: String? { self[text: "arguments"] }
    /// The result, as text.
    public var result: String? { self[text: "result"] }
    /// How long it took.
    public var duration: Duration { .milliseconds(self[integer: "duration"] ?? 0) }
    /// The outcome, such as `success` or `error`.
    public var status: String? { self[text: "status"] }
    /// The error message; nil on success.
    public var failure: String? { self[text: "error_message"] }
    /// The identifier of the bot.
    public var botID: Bot.ID? { self[identifier: "bot_id"] }
    /// The identifier of the pipeline.
    public var pipelineID: Pipeline.ID? { self[identifier: "pipeline_id"] }
    /// The identifier of the conversation.
    public var sessionID: MonitoredSession.ID? { self[identifier: "session_id"] }
    /// The identifier of the message that the call belongs to.
    public var messageID: MonitoredMessage.ID? { self[identifier: "message_id"] }
    /// When the record was made.
    public var timestamp: Date? { date("timestamp") }
}

/// A call to an embedding model.
public struct MonitoredEmbeddingCall: MonitoringRecord {
    /// What the server calls a call.
    public typealias ID = Identifier<MonitoredEmbeddingCall>

    public static let operation: OperationName = "monitoring.embedding_calls"
    public static let path = "embedding-calls"
    public static let list = "embedding_calls"
    public static let filters = ["startTime", "endTime", "knowledgeBaseId"]
    public static let memberRules: [String: MemberRule] = ["id": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity("id") }
    /// The name of the model.
    public var modelName: String? { self[text: "model_name"] }
    /// The number of input texts.
    public var inputCount: Int { self[integer: "input_count"] ?? 0 }
    /// The total number of tokens.
    public var tokens: Int { self[integer: "total_tokens"] ?? 0 }
    /// How long it took.
    public var duration: Duration { .milliseconds(self[integer: "duration"] ?? 0) }
    /// The purpose of the call, such as `embedding` or `retrieve`.
    public var kind: String? { self[text: "call_type"] }
    /// The outcome, such as `success` or `error`.
    public var status: String? { self[text: "status"] }
    /// The error message; nil on success.
    public var failure: String? { self[text: "error_message"] }
    /// The knowledge base that was filled or asked; nil for another purpose.
    public var knowledgeBaseID: KnowledgeBase.ID? { self[identifier: "knowledge_base_id"] }
    /// The text that was searched for; nil for another purpose.
    public var queryText: String? { self[text: "query_text"] }
    /// The identifier of the conversation.
    public var sessionID: MonitoredSession.ID? { self[identifier: "session_id"] }
    /// The identifier of the message that the call belongs to.
    public var messageID: MonitoredMessage.ID? { self[identifier: "message_id"] }
    /// When the record was made.
    public var timestamp: Date? { date("timestamp") }
}

/// A conversation with a bot.
public struct MonitoredSession: MonitoringRecord {
    /// What the server calls a conversation.
    public typealias ID = Identifier<MonitoredSession>

    public static let operation: OperationName = "monitoring.sessions"
    public static let path = "sessions"
    public static let list = "sessions"
    public static let filters = ["startTime", "endTime", "botId", "pipelineId", "isActive", "userQuery"]
    public static let memberRules: [String: MemberRule] = ["session_id": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier, which is unique only per bot.
    public var id: ID { identity("session_id") }
    /// The identifier of the bot.
    public var botID: Bot.ID? { self[identifier: "bot_id"] }
    /// The identifier of the pipeline.
    public var pipelineID: Pipeline.ID? { self[identifier: "pipeline_id"] }
    /// The number of messages.
    public var messageCount: Int { self[integer: "message_count"] ?? 0 }
    /// Whether the conversation is active.
    public var isActive: Bool { self[flag: "is_active"] ?? false }
    /// The name of the messaging platform.
    public var platform: String? { self[text: "platform"] }
    /// The user's identifier on the messaging platform.
    public var userID: String? { self[text: "user_id"] }
    /// When the conversation started.
    public var startedAt: Date? { date("start_time") }
    /// When the last message was exchanged.
    public var lastActivityAt: Date? { date("last_activity") }
}

/// An error that occurred while a message was handled.
public struct MonitoredError: MonitoringRecord {
    /// What the server calls an error.
    public typealias ID = Identifier<MonitoredError>

    public static let operation: OperationName = "monitoring.errors"
    public static let path = "errors"
    public static let list = "errors"
    public static let memberRules: [String: MemberRule] = ["id": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity("id") }
    /// The type of error.
    public var type: String? { self[text: "error_type"] }
    /// The error message.
    public var message: String { self[text: "error_message"] ?? "" }
    /// The server's stack trace; nil if there is none.
    public var stackTrace: String? { self[text: "stack_trace"] }
    /// The identifier of the bot.
    public var botID: Bot.ID? { self[identifier: "bot_id"] }
    /// The identifier of the pipeline.
    public var pipelineID: Pipeline.ID? { self[identifier: "pipeline_id"] }
    /// The identifier of the conversation.
    public var sessionID: MonitoredSession.ID? { self[identifier: "session_id"] }
    /// The identifier of the message being handled.
    public var messageID: MonitoredMessage.ID? { self[identifier: "message_id"] }
    /// When the record was made.
    public var timestamp: Date? { date("timestamp") }
}
