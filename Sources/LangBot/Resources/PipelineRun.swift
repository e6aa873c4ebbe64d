/// What a pipeline made of one message, since 4.11.
public struct PipelineRun: ServerObject {
    /// How a run ended; the server may know further ways.
    public struct Status: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        /// The name as the server has it.
        public let rawValue: String

        /// Makes a status of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Makes a status of that name.
        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// The pipeline has answered.
        public static let completed = Status(rawValue: "completed")
        /// The pipeline could not answer; `failure` says why.
        public static let failed = Status(rawValue: "failed")
        /// A minute passed; the work goes on, and nobody will hear of it.
        public static let unknown = Status(rawValue: "unknown")
    }

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a run of members.
    public init(members: ServerMembers) { self.members = members }

    /// How the run ended.
    public var status: Status { Status(rawValue: self[text: "status"] ?? "") }
    /// The answer, its parts one below another; empty when there is none.
    public var reply: String { self[text: "reply"] ?? "" }
    /// The parts of the answer.
    public var replies: [ChatMessage] { objects("replies") }
    /// Why there is no answer.
    public var failure: String? { self[text: "error"] }
    /// The identifier of the conversation, which this run was the whole of.
    public var sessionID: String? { self[text: "session_id"] }
    /// The identifier of the message in `monitoring`; nil when nothing was recorded.
    public var messageID: String? { self[text: "message_id"] }
}

/// A message of a conversation with a pipeline.
public struct ChatMessage: DatedObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a message of members.
    public init(members: ServerMembers) { self.members = members }

    /// The number of the message in its conversation.
    public var id: Int? { self[integer: "id"] }
    /// Who wrote it, such as `user` or `assistant`.
    public var role: String { self[text: "role"] ?? "" }
    /// The text.
    public var content: String { self[text: "content"] ?? "" }
    /// The parts of the message, each an object with `type`.
    public var components: [JSONValue] { self[array: "message_chain"] ?? [] }
    /// Whether it is complete.
    public var isFinal: Bool { self[flag: "is_final"] ?? true }
}
