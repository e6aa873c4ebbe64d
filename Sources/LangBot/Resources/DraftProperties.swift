public import Foundation

extension Bot.Draft {
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
    public var adapter: Bot.Adapter {
        get { Bot.Adapter(rawValue: self[text: "adapter"] ?? "") }
        set { self[text: "adapter"] = newValue.rawValue }
    }

    /// The adapter's settings, such as a token.
    public var configuration: JSONObject {
        get { self[object: "adapter_config"] ?? [:] }
        set { self[object: "adapter_config"] = newValue }
    }

    /// Whether the bot is enabled; nil for the server's default, disabled.
    public var isEnabled: Bool? {
        get { self[flag: "enable"] }
        set { self[flag: "enable"] = newValue }
    }

    /// The pipeline that handles messages; nil for the server's default.
    public var pipelineID: Pipeline.ID? {
        get { self[text: "use_pipeline_uuid"].map(Pipeline.ID.init(rawValue:)) }
        set { self[text: "use_pipeline_uuid"] = newValue?.rawValue }
    }

    /// The rules that route messages to pipelines, from 4.9 to 4.10; nil for none.
    public var routingRules: [RoutingRule]? {
        get { fields["pipeline_routing_rules"]?.arrayValue?.compactMap(\.objectValue).map(RoutingRule.init(fields:)) }
        set { fields["pipeline_routing_rules"] = JSONValue(newValue?.map { .object($0.fields) }) }
    }

    /// The handlers of the bot's events, since 4.11; nil for one that hands messages to ``pipelineID``.
    public var eventBindings: [EventBinding]? {
        get { fields["event_bindings"]?.arrayValue?.compactMap(\.objectValue).map(EventBinding.init(fields:)) }
        set { fields["event_bindings"] = JSONValue(newValue?.map { .object($0.fields) }) }
    }
}

extension Pipeline.Draft {
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

    /// Settings besides the model and the prompt; the server's defaults fill them up.
    public var configuration: JSONObject {
        get { self[object: "config"] ?? [:] }
        set { self[object: "config"] = newValue }
    }

    /// The emoji shown in the web interface, since 4.8; nil for the server's default.
    public var emoji: String? {
        get { self[text: "emoji"] }
        set { self[text: "emoji"] = newValue }
    }

    /// Whether new bots use this pipeline, since 4.10; nil for the server's default, no.
    public var isDefault: Bool? {
        get { self[flag: "is_default"] }
        set { self[flag: "is_default"] = newValue }
    }
}

extension ModelDraft {
    /// The provider's name for the model.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// A text for people, up to 4.6; nil for none.
    public var description: String? {
        get { self[text: "description"] }
        set { self[text: "description"] = newValue }
    }

    /// The model's abilities beyond text, for LLMs; nil for none.
    public var abilities: [LLMModel.Ability]? {
        get { self[texts: "abilities"]?.map(LLMModel.Ability.init(rawValue:)) }
        set { self[texts: "abilities"] = newValue?.map(\.rawValue) }
    }

    /// The context length in tokens, since 4.10 and for LLMs; nil if it is not set.
    public var contextLength: Int? {
        get { fields["context_length"]?.integerValue.map(Int.init(clamping:)) }
        set { fields["context_length"] = newValue.map { .integer(Int64($0)) } }
    }

    /// Arguments added to every request to the model, such as `temperature`.
    public var extraArguments: JSONObject {
        get { self[object: "extra_args"] ?? [:] }
        set { self[object: "extra_args"] = newValue }
    }

    /// The identifier of the provider; nil if the draft describes one.
    public var providerID: ModelProvider.ID? {
        if case .stored(let id) = provider { id } else { nil }
    }

    /// The protocol for talking to the model's provider; nil if the draft names a stored one.
    public var requester: Requester? {
        if case .inline(let requester, _, _) = provider { requester } else { nil }
    }
}

extension ModelProvider.Draft {
    /// The display name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The protocol for talking to the provider.
    public var requester: Requester {
        get { Requester(rawValue: self[text: "requester"] ?? "") }
        set { self[text: "requester"] = newValue.rawValue }
    }

    /// The base URL of the provider's API.
    public var baseURL: String {
        get { self[text: "base_url"] ?? "" }
        set { self[text: "base_url"] = newValue }
    }

    /// The API keys.
    public var apiKeys: [String] {
        get { self[texts: "api_keys"] ?? [] }
        set { self[texts: "api_keys"] = newValue }
    }
}

extension MCPServer.Draft {
    /// The name, which identifies the server in all calls.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The transport to the server.
    public var mode: MCPServer.Mode {
        get { MCPServer.Mode(rawValue: self[text: "mode"] ?? "") }
        set { self[text: "mode"] = newValue.rawValue }
    }

    /// The connection settings, such as `url` and `headers`.
    public var configuration: JSONObject {
        get { self[object: "extra_args"] ?? [:] }
        set { self[object: "extra_args"] = newValue }
    }

    /// Whether LangBot uses the server; nil for the server's default.
    public var isEnabled: Bool? {
        get { self[flag: "enable"] }
        set { self[flag: "enable"] = newValue }
    }

    /// A description for readers, since 4.10; nil for none.
    public var readme: String? {
        get { self[text: "readme"] }
        set { self[text: "readme"] = newValue }
    }
}

extension Agent.Draft {
    /// The display name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The description; nil for none.
    public var description: String? {
        get { self[text: "description"] }
        set { self[text: "description"] = newValue }
    }

    /// The kind of agent.
    public var kind: Agent.Kind {
        get { Agent.Kind(rawValue: self[text: "kind"] ?? "") }
        set { self[text: "kind"] = newValue.rawValue }
    }

    /// The emoji shown in the web interface; nil for the server's default.
    public var emoji: String? {
        get { self[text: "emoji"] }
        set { self[text: "emoji"] = newValue }
    }

    /// The agent's settings; nil for the server's defaults.
    public var configuration: JSONObject? {
        get { self[object: "config"] }
        set { self[object: "config"] = newValue }
    }

    /// The events that the agent handles; nil for the server's default.
    public var eventPatterns: [String]? {
        get { self[texts: "supported_event_patterns"] }
        set { self[texts: "supported_event_patterns"] = newValue }
    }

    /// The plugin component that runs it, for event processors; nil for none.
    public var componentReference: String? {
        get { self[text: "component_ref"] }
        set { self[text: "component_ref"] = newValue }
    }
}

extension Skill.Draft {
    /// The name, which identifies the skill in all calls.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The name for people; nil for none.
    public var displayName: String? {
        get { self[text: "display_name"] }
        set { self[text: "display_name"] = newValue }
    }

    /// The description; nil for none.
    public var description: String? {
        get { self[text: "description"] }
        set { self[text: "description"] = newValue }
    }

    /// The instructions in Markdown; nil for none.
    public var instructions: String? {
        get { self[text: "instructions"] }
        set { self[text: "instructions"] = newValue }
    }
}

extension APIKeyRecord.Draft {
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

    /// The permissions of the key, since 4.10.7; nil for all those of its creator.
    public var scopes: [APIKeyRecord.Scope]? {
        get { self[texts: "scopes"]?.map(APIKeyRecord.Scope.init(rawValue:)) }
        set { self[texts: "scopes"] = newValue?.map(\.rawValue) }
    }

    /// When the key expires, since 4.10.7; nil for never.
    public var expiresAt: Date? {
        get { Timestamp.date(fields["expires_at"]) }
        set { fields["expires_at"] = newValue.map { .string(Timestamp.text($0)) } }
    }
}

extension Webhook.Draft {
    /// The display name.
    public var name: String {
        get { self[text: "name"] ?? "" }
        set { self[text: "name"] = newValue }
    }

    /// The URL to send messages to.
    public var url: String {
        get { self[text: "url"] ?? "" }
        set { self[text: "url"] = newValue }
    }

    /// The description; empty if there is none.
    public var description: String {
        get { self[text: "description"] ?? "" }
        set { self[text: "description"] = newValue }
    }

    /// Whether messages are sent; nil for the server's default, yes.
    public var isEnabled: Bool? {
        get { self[flag: "enabled"] }
        set { self[flag: "enabled"] = newValue }
    }
}
