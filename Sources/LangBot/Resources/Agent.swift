/// An agent, or another handler of events; since 4.11.
public struct Agent: DatedObject, Identifiable {
    /// What the server calls an agent.
    public typealias ID = Identifier<Agent>

    /// The kind of event handler.
    ///
    /// Servers may define further kinds.
    public struct Kind: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// An agent with a runner.
        public static let agent: Kind = "agent"
        /// A plugin component that handles events.
        public static let eventProcessor: Kind = "event_processor"
        /// A pipeline; the list of agents contains those too.
        public static let pipeline: Kind = "pipeline"
    }

    public static let memberRules: [String: MemberRule] = ["uuid": .identifier]
    public static let readOnlyMembers: Set = ["kind", "capability", "for_version", "stages", "is_default"]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity() }
    /// The kind of event handler.
    public var kind: Kind { Kind(rawValue: self[text: "kind"] ?? "") }

    /// The display name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description; empty if there is none.
    public var description: String {
        get { self[text: "description"] ?? "" }
        set { self[text: "description"] = newValue }
    }

    /// The emoji shown in the web interface; nil if there is none.
    public var emoji: String? {
        get { self[text: "emoji"] }
        set { self[text: "emoji"] = newValue }
    }

    /// The settings: `runner`, and `runner_config` keyed by runner identifier.
    ///
    /// Only `get` returns them.
    public var configuration: JSONObject? {
        get { self[object: "config"] }
        set { self[object: "config"] = newValue }
    }

    /// The events that it handles, such as `message.received`, or `*` for all.
    public var eventPatterns: [String] {
        get { self[texts: "supported_event_patterns"] ?? [] }
        set { self[texts: "supported_event_patterns"] = newValue }
    }

    /// The component that runs it, such as `plugin:author/name/runner`; nil if there is none.
    public var componentReference: String? { self[text: "component_ref"] }

    /// The members changed since the agent was read, for `update`.
    public var changes: Changes { Changes(fields: changedFields) }

    /// An agent to create.
    public struct Draft: PlainRequestFields {
        public var fields: JSONObject

        /// Creates a draft of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates a draft.
        ///
        /// Arguments that are nil get the server's default.
        ///
        /// - Parameters:
        ///   - name: The display name.
        ///   - kind: The kind of event handler.
        ///   - description: A free-text description.
        ///   - configuration: `runner` and `runner_config`; nil for the first installed runner.
        ///   - eventPatterns: The events to handle; nil for all.
        ///   - componentReference: The plugin component; only for event processors.
        public init(
            name: String,
            kind: Kind = .agent,
            description: String? = nil,
            configuration: JSONObject? = nil,
            eventPatterns: [String]? = nil,
            componentReference: String? = nil
        ) {
            fields = JSONObject(given: [
                "name": .string(name),
                "kind": .string(kind.rawValue),
                "description": JSONValue(description),
                "config": JSONValue(configuration),
                "supported_event_patterns": JSONValue(eventPatterns?.map(JSONValue.string)),
                "component_ref": JSONValue(componentReference),
            ])
        }
    }

    /// Changes to an agent.
    ///
    /// Arguments that are nil leave the value as it is.
    public struct Changes: PlainRequestFields {
        public var fields: JSONObject

        /// Creates changes of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates changes from the given values.
        ///
        /// - Parameters:
        ///   - name: The display name.
        ///   - description: A free-text description.
        ///   - configuration: The complete settings, which replace the existing ones.
        ///   - eventPatterns: The events to handle, such as `message.received`, or `*` for all.
        public init(
            name: String? = nil,
            description: String? = nil,
            configuration: JSONObject? = nil,
            eventPatterns: [String]? = nil
        ) {
            fields = JSONObject(given: [
                "name": JSONValue(name),
                "description": JSONValue(description),
                "config": JSONValue(configuration),
                "supported_event_patterns": JSONValue(eventPatterns?.map(JSONValue.string)),
            ])
        }
    }
}

/// The building blocks of agents, since 4.11.
public struct AgentMetadata: ServerObject {
    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The available kinds, each with `name` and `supported_event_patterns`.
    public var kinds: [JSONValue] { self[array: "kinds"] ?? [] }
    /// The plugin components that handle events.
    public var eventProcessors: [JSONValue] { self[array: "event_processors"] ?? [] }
    /// The tools that act on messaging platforms.
    public var platformTools: [JSONValue] { self[array: "platform_tools"] ?? [] }
    /// The tools of the server itself.
    public var hostTools: [JSONValue] { self[array: "host_tools"] ?? [] }
}
