public import Foundation

/// What a user thinks of an answer, since 4.9.
public struct MonitoredFeedback: MonitoringRecord {
    /// What the server calls an opinion.
    public typealias ID = Identifier<MonitoredFeedback>

    /// Whether an answer was liked.
    public struct Opinion: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByIntegerLiteral {
        public let rawValue: Int

        public init(rawValue: Int) { self.rawValue = rawValue }

        public init(integerLiteral value: Int) { self.init(rawValue: value) }

        /// The answer was liked.
        public static let like: Opinion = 1
        /// The answer was disliked.
        public static let dislike: Opinion = 2
    }

    public static let operation: OperationName = "monitoring.feedback.list"
    public static let path = "feedback"
    public static let list = "feedback"
    public static let filters = [
        "startTime", "endTime", "botId", "pipelineId", "status", "mode", "feedbackType",
    ]
    public static let memberRules: [String: MemberRule] = ["id": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity("id") }
    /// Whether the answer was liked.
    public var opinion: Opinion? { self[integer: "feedback_type"].map(Opinion.init(rawValue:)) }
    /// What the user wrote; nil if nothing.
    public var content: String? { self[text: "feedback_content"] }
    /// What the user thinks is wrong, as the platform sends it: JSON text; nil if nothing.
    public var reasons: String? { self[text: "inaccurate_reasons"] }
    /// The identifier of the bot.
    public var botID: Bot.ID? { self[identifier: "bot_id"] }
    /// The identifier of the pipeline.
    public var pipelineID: Pipeline.ID? { self[identifier: "pipeline_id"] }
    /// The identifier of the conversation.
    public var sessionID: MonitoredSession.ID? { self[identifier: "session_id"] }
    /// The message's identifier on the messaging platform.
    public var messageID: String? { self[text: "message_id"] }
    /// The name of the messaging platform.
    public var platform: String? { self[text: "platform"] }
    /// The user's identifier on the messaging platform.
    public var userID: String? { self[text: "user_id"] }
    /// When the record was made.
    public var timestamp: Date? { date("timestamp") }
}
