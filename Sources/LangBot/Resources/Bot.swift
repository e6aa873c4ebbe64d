public import Foundation

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

    /// The identifier of the pipeline that handles messages; releases with event bindings do without.
    public var pipelineUUID: String? {
        get { self[text: "use_pipeline_uuid"] }
        set { self[text: "use_pipeline_uuid"] = newValue }
    }

    /// The name of that pipeline.
    public var pipelineName: String? { self[text: "use_pipeline_name"] }

    /// What has been changed since the bot was read, ready for `update`.
    public var changes: Changes { Changes(fields: changedFields) }
}

extension Bot {
    /// A bot to be added.
    public struct Draft: RequestFields {
        /// The members that will be sent.
        public var fields: JSONObject

        /// Makes a bot; the server chooses the default pipeline when none is named.
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

/// A page of a bot's log.
public struct BotLogPage: Hashable, Sendable {
    /// The entries of this page.
    public let entries: [BotLogEntry]
    /// How many entries there are in all.
    public let totalCount: Int
}

/// Something that a bot logged.
public struct BotLogEntry: ServerObject {
    /// None.
    public static let requiredMembers: [String] = []

    /// Every member, with the values that were received and those of now.
    public var members: ServerMembers

    /// Makes an entry of members.
    public init(members: ServerMembers) { self.members = members }

    /// The position in the log, counted from 0.
    public var sequence: Int? { self[integer: "seq_id"] }
    /// How serious it is, such as `info` or `error`.
    public var level: String? { self[text: "level"] }
    /// The text.
    public var text: String { self[text: "text"] ?? "" }
    /// When it happened.
    public var timestamp: Date? { date("timestamp") }
}
