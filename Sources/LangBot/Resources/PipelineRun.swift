public import Foundation

/// A pipeline's response to one message, since 4.11.
public struct PipelineRun: ServerObject {
    /// How a run ended.
    ///
    /// Servers may define further states.
    public struct Status: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// The pipeline replied.
        public static let completed = Status(rawValue: "completed")
        /// The pipeline failed; see `failure`.
        public static let failed = Status(rawValue: "failed")
        /// The server stopped waiting after a minute.
        ///
        /// The run continues, but its reply is lost.
        public static let unknown = Status(rawValue: "unknown")
    }

    public static let memberRules: [String: MemberRule] = ["replies": .objects(ChatMessage.self)]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// How the run ended.
    public var status: Status { Status(rawValue: self[text: "status"] ?? "") }
    /// The reply, its parts joined by line breaks; empty if there is none.
    public var reply: String { self[text: "reply"] ?? "" }
    /// The parts of the reply.
    public var replies: [ChatMessage] { objects("replies") }
    /// The error message; nil if the pipeline replied.
    public var failure: String? { self[text: "error"] }
    /// The identifier of the conversation, which consists of this run alone.
    public var sessionID: String? { self[text: "session_id"] }
    /// The identifier of the message in `monitoring`; nil if it was not recorded.
    public var messageID: MonitoredMessage.ID? { self[identifier: "message_id"] }
}

/// A message of a conversation with a pipeline.
public struct ChatMessage: ServerObject, Identifiable {
    /// The number of a message in its conversation.
    public typealias ID = NumericIdentifier<ChatMessage>

    public static let memberRules: [String: MemberRule] = ["id": .number]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The number of the message in its conversation.
    public var id: ID { number() }
    /// The author's role, such as `user` or `assistant`.
    public var role: String { self[text: "role"] ?? "" }
    /// The message text.
    public var content: String { self[text: "content"] ?? "" }
    /// The parts of the message, each an object with `type`.
    public var components: [JSONValue] { self[array: "message_chain"] ?? [] }
    /// The connection to the web interface that the message belongs to; nil if there was none.
    public var connectionID: String? { self[text: "connection_id"] }
    /// When the message was sent.
    public var timestamp: Date? { date("timestamp") }
    /// Whether the message is complete.
    public var isFinal: Bool { self[flag: "is_final"] ?? true }
}
