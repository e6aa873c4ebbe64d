/// What handles an event of a bot, since 4.11.
public struct EventBinding: Hashable, Sendable {
    /// The kind of thing that handles an event; the server may know further ones.
    public struct Target: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        /// The name as the server has it.
        public let rawValue: String

        /// Makes a target of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Makes a target of that name.
        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// A pipeline; only of `message.received`.
        public static let pipeline: Target = "pipeline"
        /// An agent.
        public static let agent: Target = "agent"
        /// Nothing: the event is thrown away.
        public static let discard: Target = "discard"
    }

    /// The members as the server has them, those without a property included.
    public var fields: JSONObject

    /// Makes a binding of members.
    public init(fields: JSONObject) { self.fields = fields }

    /// Makes a binding.
    ///
    /// - Parameters:
    ///   - eventPattern: Such as `message.received` or `*`.
    ///   - target: The kind of thing that handles the event.
    ///   - targetUUID: The identifier of what handles it.
    ///   - filters: Conditions, each an object with `field`, `operator` and `value`.
    public init(_ eventPattern: String, target: Target, targetUUID: String = "", filters: [JSONValue] = []) {
        fields = [
            "event_pattern": .string(eventPattern), "target_type": .string(target.rawValue),
            "target_uuid": .string(targetUUID), "filters": .array(filters), "enabled": true,
        ]
    }

    /// The events that are meant, such as `message.received`.
    public var eventPattern: String { fields["event_pattern"]?.stringValue ?? "" }
    /// The kind of thing that handles them.
    public var target: Target { Target(rawValue: fields["target_type"]?.stringValue ?? "") }

    /// The identifier of what handles them.
    public var targetUUID: String {
        get { fields["target_uuid"]?.stringValue ?? "" }
        set { fields["target_uuid"] = .string(newValue) }
    }

    /// Whether the binding is switched on.
    public var isEnabled: Bool {
        get { fields["enabled"]?.boolValue ?? true }
        set { fields["enabled"] = .bool(newValue) }
    }

    /// The conditions, each an object with `field`, `operator` and `value`.
    public var filters: [JSONValue] {
        get { fields["filters"]?.arrayValue ?? [] }
        set { fields["filters"] = .array(newValue) }
    }
}

/// What became of the events that a bot received, since 4.11.
public struct BotEventRoutes: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a report of members.
    public init(members: ServerMembers) { self.members = members }

    /// The bindings as they are, each with `last_status` and `reason`.
    public var routes: [JSONValue] { self[array: "routes"] ?? [] }
    /// The last events that no binding wanted.
    public var unmatchedEvents: [JSONValue] { self[array: "unmatched_events"] ?? [] }
    /// Bindings that are gone and had events.
    public var staleRoutes: [JSONValue] { self[array: "stale_routes"] ?? [] }
}

/// A move of the rules for groups from pipelines to event bindings, planned or done, since 4.11.
public struct GroupFilterMigration: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a migration of members.
    public init(members: ServerMembers) { self.members = members }

    /// Whether there is something to move; nil of one that has been done.
    public var isNeeded: Bool? { self[flag: "needs_migration"] }
    /// Whether something was moved; nil of one that is planned.
    public var isApplied: Bool? { self[flag: "applied"] }
    /// Why nothing was moved.
    public var reason: String? { self[text: "reason"] }
    /// The bindings that would change, with their filters of now and then.
    public var bindingsToUpdate: [JSONValue] { self[array: "bindings_to_update"] ?? [] }
    /// The identifiers of the bindings that changed.
    public var updatedBindings: [String] { self[texts: "updated_bindings"] ?? [] }
}
