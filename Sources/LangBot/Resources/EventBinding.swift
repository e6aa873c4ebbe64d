/// The handler of a bot's events, since 4.11.
public struct EventBinding: JSONFields {
    /// The kind of handler.
    ///
    /// Servers may define further kinds.
    public struct Target: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// A pipeline; only for `message.received`.
        public static let pipeline: Target = "pipeline"
        /// An agent from `agents`.
        public static let agent: Target = "agent"
        /// No handler: the event is discarded.
        public static let discard: Target = "discard"
    }

    public var fields: JSONObject

    public init(fields: JSONObject) { self.fields = fields }

    /// Creates a binding.
    ///
    /// - Parameters:
    ///   - eventPattern: The events, such as `message.received`, or `*` for all.
    ///   - target: The kind of handler.
    ///   - targetID: The identifier of the handler; empty if it has none.
    ///   - filters: The conditions that an event must meet.
    public init(_ eventPattern: String, target: Target, targetID: String = "", filters: [EventFilter] = []) {
        fields = [
            "event_pattern": .string(eventPattern), "target_type": .string(target.rawValue),
            "target_uuid": .string(targetID), "filters": .array(filters.map { .object($0.fields) }), "enabled": true,
        ]
    }

    /// Creates a binding to a pipeline.
    public init(_ eventPattern: String, pipeline: Pipeline.ID, filters: [EventFilter] = []) {
        self.init(eventPattern, target: .pipeline, targetID: pipeline.rawValue, filters: filters)
    }

    /// Creates a binding to an agent.
    public init(_ eventPattern: String, agent: Agent.ID, filters: [EventFilter] = []) {
        self.init(eventPattern, target: .agent, targetID: agent.rawValue, filters: filters)
    }

    /// The identifier that the server gave it; nil before.
    public var id: String? { fields["id"]?.stringValue }
    /// The pipeline that handles the events; nil if another handler does.
    public var pipelineID: Pipeline.ID? { target == .pipeline && !targetID.isEmpty ? Pipeline.ID(targetID) : nil }
    /// The agent that handles the events; nil if another handler does.
    public var agentID: Agent.ID? { target == .agent && !targetID.isEmpty ? Agent.ID(targetID) : nil }

    /// The events that the binding covers, such as `message.received`.
    public var eventPattern: String {
        get { fields["event_pattern"]?.stringValue ?? "" }
        set { fields["event_pattern"] = .string(newValue) }
    }

    /// The kind of handler.
    public var target: Target {
        get { Target(rawValue: fields["target_type"]?.stringValue ?? "") }
        set { fields["target_type"] = .string(newValue.rawValue) }
    }

    /// The identifier of the handler; empty if it has none.
    public var targetID: String {
        get { fields["target_uuid"]?.stringValue ?? "" }
        set { fields["target_uuid"] = .string(newValue) }
    }

    /// Whether the binding is enabled.
    public var isEnabled: Bool {
        get { fields["enabled"]?.boolValue ?? true }
        set { fields["enabled"] = .bool(newValue) }
    }

    /// The conditions that an event must meet.
    public var filters: [EventFilter] {
        get { fields["filters"]?.arrayValue?.compactMap(\.objectValue).map(EventFilter.init(fields:)) ?? [] }
        set { fields["filters"] = .array(newValue.map { .object($0.fields) }) }
    }
}

/// How a bot's events were routed, since 4.11.
public struct BotEventRoutes: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The current bindings, each with `last_status` and `reason`.
    public var routes: [JSONValue] { self[array: "routes"] ?? [] }
    /// The latest events that matched no binding.
    public var unmatchedEvents: [JSONValue] { self[array: "unmatched_events"] ?? [] }
    /// Deleted bindings that had received events.
    public var staleRoutes: [JSONValue] { self[array: "stale_routes"] ?? [] }
}

/// A migration of group rules from pipelines to event bindings, planned or completed, since 4.11.
public struct GroupFilterMigration: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// Whether there are rules to move; nil after a migration.
    public var isNeeded: Bool? { self[flag: "needs_migration"] }
    /// Whether rules were moved; nil in a preview.
    public var isApplied: Bool? { self[flag: "applied"] }
    /// Why nothing was moved; nil otherwise.
    public var reason: String? { self[text: "reason"] }
    /// The bindings that would change, with their filters before and after.
    public var bindingsToUpdate: [JSONValue] { self[array: "bindings_to_update"] ?? [] }
    /// The identifiers of the changed bindings.
    public var updatedBindings: [String] { self[texts: "updated_bindings"] ?? [] }
}
