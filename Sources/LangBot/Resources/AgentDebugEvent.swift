/// An event for a test run of an agent; since 4.11.
public struct AgentDebugEvent: PlainRequestFields {
    /// The members to send: `event_type`, `text`, `data`, `conversation_id`, `actor`, `subject`, `mock`.
    public var fields: JSONObject

    /// Creates an event of arbitrary members, by their names in the API.
    public init(fields: JSONObject) { self.fields = fields }

    /// Creates an event.
    ///
    /// Arguments that are nil get the server's default.
    ///
    /// - Parameters:
    ///   - type: The type of event, such as `message.received`.
    ///   - text: The message text, up to 20,000 characters.
    ///   - data: Further members of the event, such as `group_id`.
    ///   - conversationID: The conversation, whose events share a context.
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

    /// A message from a user.
    public static func message(_ text: String, conversationID: String? = nil) -> AgentDebugEvent {
        AgentDebugEvent(type: "message.received", text: text, conversationID: conversationID)
    }
}

/// The result of an agent's test run.
public struct AgentDebugResult: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier of the event.
    public var eventID: String? { self[text: "event_id"] }
    /// The identifier of the conversation that the event belongs to.
    public var conversationID: String? { self[text: "conversation_id"] }
    /// The agent's final text; empty if there is none.
    public var text: String { self[text: "final_text"] ?? "" }
    /// The messages of the reply, each with `role` and `text`.
    public var outputs: [JSONValue] { self[array: "outputs"] ?? [] }
    /// The events of the run; empty at the end of a stream, which has already delivered them.
    public var steps: [AgentRunResult] { objects("execution_events") }
}

/// An event of an agent's run.
public struct AgentRunResult: ServerObject {
    /// The kind of event.
    ///
    /// Servers may define further kinds.
    public struct Kind: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// A part of a message.
        public static let messageDelta = Kind(rawValue: "message.delta")
        /// A whole message.
        public static let messageCompleted = Kind(rawValue: "message.completed")
        /// A tool call started.
        public static let toolCallStarted = Kind(rawValue: "tool.call.started")
        /// A tool call completed.
        public static let toolCallCompleted = Kind(rawValue: "tool.call.completed")
        /// The run completed.
        public static let runCompleted = Kind(rawValue: "run.completed")
        /// The run failed.
        public static let runFailed = Kind(rawValue: "run.failed")
        /// The runner wrote a log line.
        public static let log = Kind(rawValue: "processor.log")
    }

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The kind of event.
    public var kind: Kind { Kind(rawValue: self[text: "type"] ?? "") }
    /// The details, whose members depend on the kind.
    public var data: JSONObject { self[object: "data"] ?? [:] }
    /// The position in the run; nil if the server sends none.
    public var sequence: Int? { self[integer: "sequence"] }
    /// The text of a `messageDelta`; nil for other kinds.
    public var textDelta: String? { kind == .messageDelta ? data["chunk"]?["content"]?.stringValue : nil }
}

/// A frame of the stream of a test run.
public enum AgentDebugFrame: Hashable, Sendable {
    /// An event of the run.
    case result(AgentRunResult)
    /// The run completed.
    case completed(AgentDebugResult)

    /// Reads a line; nil for an unknown kind of line.
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
