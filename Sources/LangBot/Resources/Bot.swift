/// A bot: an account on a messaging platform and the handlers that answer there.
public struct Bot: DatedObject, Identifiable {
    /// What the server calls a bot.
    public typealias ID = Identifier<Bot>

    /// The adapter for a messaging platform.
    ///
    /// Servers may offer further adapters.
    public struct Adapter: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// Telegram.
        public static let telegram: Adapter = "telegram"
        /// Discord.
        public static let discord: Adapter = "discord"
        /// Lark, also known as Feishu.
        public static let lark: Adapter = "lark"
        /// Slack.
        public static let slack: Adapter = "slack"
        /// Any program, over HTTP; since 4.10.
        ///
        /// See ``HTTPBot``.
        public static let httpBot: Adapter = "http_bot"
    }

    public static let memberRules: [String: MemberRule] = ["uuid": .identifier]
    public static let readOnlyMembers: Set = ["use_pipeline_name", "adapter_runtime_values"]

    public var members: ServerMembers

    public init(members: ServerMembers) { self.members = members }

    /// The identifier that the server assigned.
    public var id: ID { identity() }

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

    /// The adapter for the messaging platform.
    public var adapter: Adapter {
        get { Adapter(rawValue: self[text: "adapter"] ?? "") }
        set { self[text: "adapter"] = newValue.rawValue }
    }

    /// The adapter's settings, such as a token.
    ///
    /// The documentation calls this member `config`; every release sends `adapter_config`. Both are read,
    /// `adapter_config` is written.
    public var configuration: JSONObject {
        get { self[object: "adapter_config"] ?? self[object: "config"] ?? [:] }
        set { self[object: "adapter_config"] = newValue }
    }

    /// Whether the bot is enabled.
    public var isEnabled: Bool {
        get { self[flag: "enable"] ?? false }
        set { self[flag: "enable"] = newValue }
    }

    /// The identifier of the pipeline that handles messages; nil if there is none or another handler does.
    ///
    /// Up to 4.10, a bot has one pipeline. Since 4.11, it has event bindings: this is the pipeline of the first enabled
    /// binding, and setting it replaces the pipeline in every binding that has one.
    public var pipelineID: Pipeline.ID? {
        get {
            self[identifier: "use_pipeline_uuid"]
                ?? eventBindings?.first { $0.isEnabled && $0.pipelineID != nil }?.pipelineID
        }
        set {
            if let newValue, fields["event_bindings"] != nil {
                bindMessages(to: newValue)
            } else {
                self[identifier: "use_pipeline_uuid"] = newValue
            }
        }
    }

    /// The name of the pipeline; up to 4.10.
    public var pipelineName: String? { self[text: "use_pipeline_name"] }

    /// The rules that route messages to pipelines, from 4.9 to 4.10; nil in other releases.
    public var routingRules: [RoutingRule]? {
        get { self[array: "pipeline_routing_rules"]?.compactMap(\.objectValue).map(RoutingRule.init(fields:)) }
        set { self[array: "pipeline_routing_rules"] = newValue?.map { .object($0.fields) } }
    }

    /// The handlers of the bot's events, since 4.11; nil before.
    public var eventBindings: [EventBinding]? {
        get { self[array: "event_bindings"]?.compactMap(\.objectValue).map(EventBinding.init(fields:)) }
        set { self[array: "event_bindings"] = newValue?.map { .object($0.fields) } }
    }

    /// The URL at which the platform reaches the bot, if it needs one.
    ///
    /// Only `get` returns it, since 4.6.
    public var webhookURL: String? { fields["adapter_runtime_values"]?["webhook_full_url"]?.stringValue }

    /// Replaces the pipeline in every binding that has one, or adds a binding for received messages.
    mutating func bindMessages(to pipelineID: Pipeline.ID) {
        var bindings = eventBindings ?? []
        let isConcerned = { (binding: EventBinding) in binding.target == .pipeline && binding.isEnabled }
        if bindings.contains(where: isConcerned) {
            for index in bindings.indices where isConcerned(bindings[index]) {
                bindings[index].targetID = pipelineID.rawValue
            }
        } else {
            bindings.append(EventBinding("message.received", pipeline: pipelineID))
        }
        eventBindings = bindings
    }

    /// The members changed since the bot was read, for `update`.
    public var changes: Changes { Changes(fields: changedFields) }
}

extension Bot {
    /// A bot to create, on a server of any release.
    public struct Draft: PlainRequestFields {
        public var fields: JSONObject

        /// Creates a draft of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates a draft.
        ///
        /// - Parameters:
        ///   - name: The display name.
        ///   - description: A free-text description.
        ///   - adapter: The adapter for the messaging platform.
        ///   - configuration: The adapter's settings, such as a token.
        ///   - isEnabled: Whether the bot is enabled; nil for the server's default, disabled.
        ///   - pipelineID: The pipeline that handles messages; nil for the server's default.
        public init(
            name: String,
            description: String = "",
            adapter: Adapter,
            configuration: JSONObject,
            isEnabled: Bool? = nil,
            pipelineID: Pipeline.ID? = nil
        ) {
            fields = JSONObject(given: [
                "name": .string(name),
                "description": .string(description),
                "adapter": .string(adapter.rawValue),
                "adapter_config": .object(configuration),
                "enable": JSONValue(isEnabled),
                "use_pipeline_uuid": JSONValue(pipelineID),
            ])
        }

        /// The body in the form that a release expects.
        func members(for release: ServerRelease?) -> JSONObject {
            guard release.map({ $0 >= .botsBindEvents }) ?? true,
                let pipeline = pipelineID
            else { return fields }
            let binding = EventBinding("message.received", pipeline: pipeline)
            var members = fields
            members["use_pipeline_uuid"] = nil
            members["event_bindings"] = members["event_bindings"] ?? [.object(binding.fields)]
            return members
        }
    }

    /// Changes to a bot.
    ///
    /// Arguments that are nil leave the value as it is.
    public struct Changes: PlainRequestFields {
        public var fields: JSONObject

        /// Creates changes of arbitrary members, by their names in the API.
        public init(fields: JSONObject) { self.fields = fields }

        /// Creates changes from the given values.
        public init(
            name: String? = nil,
            description: String? = nil,
            adapter: Adapter? = nil,
            configuration: JSONObject? = nil,
            isEnabled: Bool? = nil,
            pipelineID: Pipeline.ID? = nil
        ) {
            fields = JSONObject(given: [
                "name": JSONValue(name),
                "description": JSONValue(description),
                "adapter": JSONValue(adapter?.rawValue),
                "adapter_config": JSONValue(configuration),
                "enable": JSONValue(isEnabled),
                "use_pipeline_uuid": JSONValue(pipelineID),
            ])
        }

        var pipelineID: Pipeline.ID? { fields["use_pipeline_uuid"]?.stringValue.map(Pipeline.ID.init(rawValue:)) }
    }
}
