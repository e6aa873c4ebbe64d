/// An agent, or what else handles events; since 4.11.
public struct Agent: DatedObject {
    /// What sort of thing it is; the server may know further ones.
    public struct Kind: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        /// The name as the server has it.
        public let rawValue: String

        /// Makes a kind of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Makes a kind of that name.
        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// An agent.
        public static let agent: Kind = "agent"
        /// A component of a plugin that handles events.
        public static let eventProcessor: Kind = "event_processor"
        /// A pipeline, which the list of agents names too.
        public static let pipeline: Kind = "pipeline"
    }

    /// The identifier.
    public static let requiredMembers = ["uuid"]
    /// What the server computes.
    public static let readOnlyMembers: Set = ["kind", "capability", "for_version", "stages", "is_default"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes an agent of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier.
    public var uuid: String { self[text: "uuid"] ?? "" }
    /// What sort of thing it is.
    public var kind: Kind { Kind(rawValue: self[text: "kind"] ?? "") }

    /// The name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description.
    public var agentDescription: String {
        get { self[text: "description"] ?? "" }
        set { self[text: "description"] = newValue }
    }

    /// The settings: `runner`, and `runner_config` by the runner's identifier; only of `get`.
    public var configuration: JSONObject? {
        get { self[object: "config"] }
        set { self[object: "config"] = newValue }
    }

    /// The events that it handles, such as `message.received` or `*`.
    public var eventPatterns: [String] {
        get { self[texts: "supported_event_patterns"] ?? [] }
        set { self[texts: "supported_event_patterns"] = newValue }
    }

    /// The component that runs it, such as `plugin:author/name/runner`; nil when there is none.
    public var componentReference: String? { self[text: "component_ref"] }

    /// What has been changed since the agent was read, ready for `update`.
    public var changes: Changes { Changes(fields: changedFields) }

    /// An agent to be added.
    public struct Draft: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes an agent; the server has a default for what is nil.
        ///
        /// - Parameters:
        ///   - name: The name.
        ///   - kind: What sort of thing it is.
        ///   - description: A text for people.
        ///   - configuration: `runner` and `runner_config`; nil for the first runner that is installed.
        ///   - eventPatterns: The events that it handles; nil for all.
        ///   - componentReference: The component of a plugin; only of event processors.
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

    /// What to change of an agent; what is nil stays as it is.
    public struct Changes: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes changes of members.
        public init(fields: JSONObject) { self.fields = fields }

        /// Makes changes of what is given.
        ///
        /// - Parameters:
        ///   - name: The name.
        ///   - description: A text for people.
        ///   - configuration: All the settings: they take the place of those that are there.
        ///   - eventPatterns: The events that it handles, such as `message.received` or `*`.
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

/// What agents can be made of, since 4.11.
public struct AgentMetadata: ServerObject {
    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a description of members.
    public init(members: ServerMembers) { self.members = members }

    /// The kinds that there are, each with `name` and `supported_event_patterns`.
    public var kinds: [JSONValue] { self[array: "kinds"] ?? [] }
    /// The components of plugins that handle events.
    public var eventProcessors: [JSONValue] { self[array: "event_processors"] ?? [] }
    /// The tools that act on messaging platforms.
    public var platformTools: [JSONValue] { self[array: "platform_tools"] ?? [] }
    /// The tools of the server itself.
    public var hostTools: [JSONValue] { self[array: "host_tools"] ?? [] }
}
