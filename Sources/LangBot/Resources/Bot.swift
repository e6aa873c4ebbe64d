/// A bot: an account on a messaging platform and what answers there.
public struct Bot: DatedObject {
    /// The kind of messaging platform; the server may know further ones.
    public struct Adapter: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
        /// The name as the server has it.
        public let rawValue: String

        /// Makes an adapter of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Makes an adapter of that name.
        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// Telegram.
        public static let telegram: Adapter = "telegram"
        /// Discord.
        public static let discord: Adapter = "discord"
        /// Lark, also known as Feishu.
        public static let lark: Adapter = "lark"
        /// Slack.
        public static let slack: Adapter = "slack"
    }

    /// The identifier.
    public static let requiredMembers = ["uuid"]
    /// What the server adds about the pipeline and the running adapter.
    public static let readOnlyMembers: Set = ["use_pipeline_name", "adapter_runtime_values"]

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes a bot of members.
    public init(members: ServerMembers) { self.members = members }

    /// The identifier.
    public var uuid: String { self[text: "uuid"] ?? "" }

    /// The name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description.
    public var botDescription: String {
        get { self[text: "description"] ?? "" }
        set { self[text: "description"] = newValue }
    }

    /// The platform.
    public var adapter: Adapter {
        get { Adapter(rawValue: self[text: "adapter"] ?? "") }
        set { self[text: "adapter"] = newValue.rawValue }
    }

    /// The settings of the adapter, such as a token.
    ///
    /// The document calls this member `config`; every release answers `adapter_config`. Both are read, and
    /// `adapter_config` is written.
    public var configuration: JSONObject {
        get { self[object: "adapter_config"] ?? self[object: "config"] ?? [:] }
        set { self[object: "adapter_config"] = newValue }
    }

    /// Whether the bot is running.
    public var isEnabled: Bool {
        get { self[flag: "enable"] ?? false }
        set { self[flag: "enable"] = newValue }
    }

    /// The identifier of the pipeline that handles messages; nil when none or something else does.
    ///
    /// Up to 4.10 a bot has one pipeline. Since 4.11 it binds events; this is the pipeline of the first binding that
    /// is switched on, and setting it names that pipeline in every binding that names one.
    public var pipelineUUID: String? {
        get {
            self[text: "use_pipeline_uuid"]
                ?? eventBindings?.first { $0.isEnabled && $0.target == .pipeline }?.targetUUID
        }
        set {
            if let newValue, fields["event_bindings"] != nil {
                bindMessages(to: newValue)
            } else {
                self[text: "use_pipeline_uuid"] = newValue
            }
        }
    }

    /// The name of that pipeline; up to 4.10.
    public var pipelineName: String? { self[text: "use_pipeline_name"] }

    /// Which pipeline gets which message, from 4.9 to 4.10: objects with `type`, `operator`, `value` and `pipeline_uuid`.
    public var routingRules: [JSONValue]? {
        get { self[array: "pipeline_routing_rules"] }
        set { self[array: "pipeline_routing_rules"] = newValue }
    }

    /// What handles which event, since 4.11; nil before.
    public var eventBindings: [EventBinding]? {
        get { self[array: "event_bindings"]?.compactMap(\.objectValue).map(EventBinding.init(fields:)) }
        set { self[array: "event_bindings"] = newValue?.map { .object($0.fields) } }
    }

    /// The address at which the platform reaches the bot, where it needs one; only of `get`, since 4.6.
    public var webhookURL: String? { fields["adapter_runtime_values"]?["webhook_full_url"]?.stringValue }

    /// Names a pipeline in every binding that names one, or adds a binding of received messages.
    mutating func bindMessages(to pipelineUUID: String) {
        var bindings = eventBindings ?? []
        let isConcerned = { (binding: EventBinding) in binding.target == .pipeline && binding.isEnabled }
        if bindings.contains(where: isConcerned) {
            for index in bindings.indices where isConcerned(bindings[index]) {
                bindings[index].targetUUID = pipelineUUID
            }
        } else {
            bindings.append(EventBinding("message.received", target: .pipeline, targetUUID: pipelineUUID))
        }
        eventBindings = bindings
    }

    /// What has been changed since the bot was read, ready for `update`.
    public var changes: Changes { Changes(fields: changedFields) }
}

extension Bot {
    /// A bot to be added, to a server of any release.
    public struct Draft: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes a bot.
        ///
        /// - Parameters:
        ///   - name: The name.
        ///   - description: A text for people.
        ///   - adapter: The messaging platform.
        ///   - configuration: The settings of the adapter, such as a token.
        ///   - isEnabled: Whether the bot runs; nil for the server's default, which is that it does not.
        ///   - pipelineUUID: The pipeline that handles messages; nil for the server's choice.
        public init(
            name: String,
            description: String = "",
            adapter: Adapter,
            configuration: JSONObject,
            isEnabled: Bool? = nil,
            pipelineUUID: String? = nil
        ) {
            fields = JSONObject(given: [
                "name": .string(name),
                "description": .string(description),
                "adapter": .string(adapter.rawValue),
                "adapter_config": .object(configuration),
                "enable": JSONValue(isEnabled),
                "use_pipeline_uuid": JSONValue(pipelineUUID),
            ])
        }

        /// The body as a release wants it.
        func members(for release: ServerRelease?) -> JSONObject {
            guard release.map({ $0 >= .botsBindEvents }) ?? true,
                let pipeline = fields["use_pipeline_uuid"]?.stringValue
            else { return fields }
            let binding = EventBinding("message.received", target: .pipeline, targetUUID: pipeline)
            var members = fields
            members["use_pipeline_uuid"] = nil
            members["event_bindings"] = members["event_bindings"] ?? [.object(binding.fields)]
            return members
        }
    }

    /// What to change of a bot; what is nil stays as it is.
    public struct Changes: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes changes of members.
        public init(fields: JSONObject) { self.fields = fields }

        /// Makes changes of what is given.
        public init(
            name: String? = nil,
            description: String? = nil,
            adapter: Adapter? = nil,
            configuration: JSONObject? = nil,
            isEnabled: Bool? = nil,
            pipelineUUID: String? = nil
        ) {
            fields = JSONObject(given: [
                "name": JSONValue(name),
                "description": JSONValue(description),
                "adapter": JSONValue(adapter?.rawValue),
                "adapter_config": JSONValue(configuration),
                "enable": JSONValue(isEnabled),
                "use_pipeline_uuid": JSONValue(pipelineUUID),
            ])
        }
    }
}
