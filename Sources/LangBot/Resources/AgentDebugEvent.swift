/// An event that an agent is to handle, for trying it out; since 4.11.
public struct AgentDebugEvent: RequestFields {
    /// The members that will be sent: `event_type`, `text`, `data`, `conversation_id`, `actor`, `subject`, `mock`.
    public var fields: JSONObject

    /// Makes an event of members.
    public init(fields: JSONObject) { self.fields = fields }

    /// Makes an event; the server has a default for what is nil.
    ///
    /// - Parameters:
    ///   - type: Such as `message.received`.
    ///   - text: Up to 20,000 characters.
    ///   - data: What else there is of the event, such as `group_id`.
    ///   - conversationID: Events of one conversation know of one another.
    public init(
        type: String? = nil,
        text: String? = nil,
        data: JSONObject? = nil,
        conversationID: String? = nil
    ) {
        fields = JSONObject(given: [
            "event_type": JSONValue(type),
            "text": JSONValue(text),
            "data": JSONValue(data),
            "conversation_id": JSONValue(conversationID),
        ])
    }

    /// A message that somebody sent.
    public static func message(_ text: String, conversationID: String? = nil) -> AgentDebugEvent {
        AgentDebugEvent(type: "message.received", text: text, conversationID: conversationID)
    }
}

/// What an agent did with an event.
public struct AgentDebugResult: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a result of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier of the event.
    public var eventID: String? { self[text: "event_id"] }
    /// The conversation that the event was part of.
    public var conversationID: String? { self[text: "conversation_id"] }
    /// The answer.
    public var text: String { self[text: "final_text"] ?? "" }
    /// The messages of the answer, each with `role` and `text`.
    public var outputs: [JSONValue] { self[array: "outputs"] ?? [] }
    /// What happened on the way; empty at the end of a stream, which has told it already.
    public var steps: [AgentRunResult] { objects("execution_events") }
}

/// Something that happened while an agent worked.
public struct AgentRunResult: ServerObject {
    /// What happened; the server may know further things.
    public struct Kind: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        /// The name as the server has it.
        public let rawValue: String

        /// Makes a kind of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Makes a kind of that name.
        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// A part of a message.
        public static let messageDelta = Kind(rawValue: "message.delta")
        /// A whole message.
        public static let messageCompleted = Kind(rawValue: "message.completed")
        /// The call of a tool begins.
        public static let toolCallStarted = Kind(rawValue: "tool.call.started")
        /// The call of a tool is over.
        public static let toolCallCompleted = Kind(rawValue: "tool.call.completed")
        /// The run is over.
        public static let runCompleted = Kind(rawValue: "run.completed")
        /// The run has failed.
        public static let runFailed = Kind(rawValue: "run.failed")
        /// The runner wrote something.
        public static let log = Kind(rawValue: "processor.log")
    }

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a result of members.
    public init(members: ServerMembers) { self.members = members }

    /// What happened.
    public var kind: Kind { Kind(rawValue: self[text: "type"] ?? "") }
    /// The details, which depend on the kind.
    public var data: JSONObject { self[object: "data"] ?? [:] }
    /// The number in the run, where there is one.
    public var sequence: Int? { self[integer: "sequence"] }
    /// The text of a part of a message; nil of other kinds.
    public var textDelta: String? { kind == .messageDelta ? data["chunk"]?["content"]?.stringValue : nil }
}

/// A piece of the stream of a run.
public enum AgentDebugFrame: Hashable, Sendable {
    /// Something happened.
    case result(AgentRunResult)
    /// The run is over.
    case completed(AgentDebugResult)

    /// Reads a line; nil for a kind of line that is not known.
    init?(line: JSONValue) throws {
        switch line["kind"]?.stringValue {
        case "result": self = .result(AgentRunResult(members: ServerMembers(line["data"]?.objectValue ?? [:])))
        case "completed": self = .completed(AgentDebugResult(members: ServerMembers(line["data"]?.objectValue ?? [:])))
        case "error":
            var error = LangBotError(.runFailed, serverMessage: line["msg"]?.stringValue)
            error.serverCode = LangBotError.ServerCode(line["code"])
            throw error
        default: return nil
        }
    }
}
