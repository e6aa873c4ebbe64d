public import Foundation

/// A run of an agent or a pipeline, since 4.11.
public struct MonitoredExecution: MonitoringRecord {
    /// What the server calls a run.
    public typealias ID = Identifier<MonitoredExecution>

    /// How a run goes or went.
    ///
    /// Servers may define further states.
    public struct Status: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// It waits for its turn.
        public static let queued: Status = "queued"
        /// It goes on.
        public static let running: Status = "running"
        /// It ended with an answer.
        public static let completed: Status = "completed"
        /// It ended with an error.
        public static let failed: Status = "failed"
        /// It was ended.
        public static let cancelled: Status = "cancelled"
        /// The event was for nobody.
        public static let ignored: Status = "ignored"
    }

    /// What ran.
    ///
    /// Servers may define further sources.
    public struct Source: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// An agent.
        public static let agent: Source = "agent"
        /// A pipeline.
        public static let pipeline: Source = "pipeline"
        /// An event that nothing handled.
        public static let event: Source = "event"
    }

    public static let operation: OperationName = "monitoring.execution.list"
    public static let path = "executions"
    public static let list = "items"
    public static let filters = [
        "startTime", "endTime", "botId", "pipelineId", "status", "mode", "agentId", "source",
    ]
    public static let memberRules: [String: MemberRule] = ["id": .identifier]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier, which is that of the run or of the message that started it.
    public var id: ID { identity("id") }
    /// What ran.
    public var source: Source? { self[text: "source"].map(Source.init(rawValue:)) }
    /// How it goes or went.
    public var status: Status? { self[text: "status_group"].map(Status.init(rawValue:)) }
    /// What the web interface calls it, such as the event's type, the pipeline's name or the beginning of a message.
    public var title: String { self[text: "title"] ?? "" }
    /// The beginning of what it was started with; empty among what runs at the moment.
    public var inputPreview: String { self[text: "input_preview"] ?? "" }
    /// Why it failed or was ended; nil if the server does not say.
    public var failure: String? { self[text: "status_reason"] }
    /// The identifier of the agent or pipeline.
    public var targetID: String? { self[text: "target_id"] }
    /// The name of the agent or pipeline.
    public var targetName: String? { self[text: "target_name"] }
    /// The identifier of the runner.
    public var runnerID: String? { self[text: "runner_id"] }
    /// Whether it was for debugging.
    public var isDebug: Bool { self[flag: "debug"] ?? false }
    /// The identifier of the bot.
    public var botID: Bot.ID? { self[identifier: "bot_id"] }
    /// The identifier of the conversation.
    public var sessionID: MonitoredSession.ID? { self[identifier: "session_id"] }
    /// The tokens, such as `total_tokens`; nil if no model was called.
    public var usage: JSONObject? { self[object: "usage"] }
    /// How long it took; nil if it is not known.
    public var duration: Duration? { self[integer: "duration_ms"].map { .milliseconds($0) } }
    /// When it was created.
    public var createdAt: Date? { moment("created_at_ms") }
    /// When it started; nil if it is not known.
    public var startedAt: Date? { moment("started_at_ms") }
    /// When it ended; nil if it is not known.
    public var finishedAt: Date? { moment("finished_at_ms") }

    private func moment(_ name: String) -> Date? {
        fields[name]?.doubleValue.map { Date(timeIntervalSince1970: $0 / 1000) }
    }
}
