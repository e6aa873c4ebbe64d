import JSONCore

/// A runner that was part of LangBot before runners were plugins, and the plugin that took its place.
struct LegacyRunner: Sendable {
    let name: String
    let plugin: String
    /// The oldest version of the plugin that knows the configuration.
    let version: String
    let fields: [String]
    /// The fields that must be there, and those of them that nobody can make up.
    var required: [String] = []
    let critical: [String]
    /// What takes the place of required fields that are missing.
    var fill: JSONObject = [:]
    var defaults: JSONObject = [:]
    /// Fields with two spellings: the one that stays and the other.
    var aliases: [(kept: String, other: String)] = []
    var appTypes: [String] = []
    /// Whose conversations the provider knows its users by.
    var identitySource: String?
    var hasWholeSeconds = false
    var hidesAssets = false
    var copiesThinking = false
    var filtersVariables = false

    static func named(_ name: String) -> LegacyRunner? { all.first { $0.name == name } }

    static let all = [
        LegacyRunner(
            name: "local-agent",
            plugin: "LocalAgent",
            version: "0.2.1",
            fields: [
                "box-session-id-template", "enable-all-tools", "knowledge-base", "knowledge-bases", "max-round",
                "mcp-resource-agent-read-enabled", "mcp-resources", "model", "prompt", "rerank-model", "rerank-top-k",
                "tools",
            ],
            required: ["model", "prompt"],
            critical: ["model"],
            defaults: [
                "advanced-settings": false, "context-history-fetch-limit": 50, "context-keep-recent-tokens": 20_000,
                "context-reserve-tokens": 16_384, "context-summary-tokens": 8000, "context-window-tokens": 200_000,
                "date-grounding": true, "enable-all-tools": true, "knowledge-bases": [],
                "max-tool-iterations": 100, "max-tool-result-chars": 20_000, "rerank-model": "", "rerank-top-k": 5,
                "retrieval-top-k": 5, "timeout": 300, "tool-execution-mode": "serial", "tools": [],
            ],
            copiesThinking: true
        ),
        LegacyRunner(
            name: "dify-service-api",
            plugin: "DifyAgent",
            version: "0.2.3",
            fields: ["api-key", "app-type", "base-prompt", "base-url", "timeout"],
            required: ["base-url", "api-key", "app-type", "base-prompt"],
            critical: ["base-url", "api-key"],
            fill: ["app-type": "chat", "base-prompt": "Read or describe the file."],
            defaults: ["advanced-settings": false, "timeout": 30],
            appTypes: ["chat", "agent", "workflow", "chatflow"],
            identitySource: "legacy-session",
            hasWholeSeconds: true,
            hidesAssets: true,
            copiesThinking: true,
            filtersVariables: true
        ),
        LegacyRunner(
            name: "coze-api",
            plugin: "CozeAgent",
            version: "0.2.0",
            fields: ["api-base", "api-key", "auto-save-history", "auto_save_history", "bot-id", "timeout"],
            required: ["api-key", "bot-id", "api-base", "timeout"],
            critical: ["api-key", "bot-id"],
            fill: ["api-base": "https://api.coze.cn", "timeout": 120],
            defaults: ["advanced-settings": false, "auto-save-history": true],
            aliases: [("auto-save-history", "auto_save_history")],
            identitySource: "legacy-session",
            hidesAssets: true,
            copiesThinking: true
        ),
        LegacyRunner(
            name: "dashscope-app-api",
            plugin: "DashScopeAgent",
            version: "0.2.2",
            fields: ["api-key", "app-id", "app-type", "references-quote", "references_quote"],
            required: ["app-type", "api-key", "app-id"],
            critical: ["api-key", "app-id"],
            fill: ["app-type": "agent"],
            defaults: ["advanced-settings": false, "references_quote": "参考资料来自:", "timeout": 120],
            aliases: [("references_quote", "references-quote")],
            appTypes: ["agent", "workflow"],
            hidesAssets: true,
            copiesThinking: true,
            filtersVariables: true
        ),
        LegacyRunner(
            name: "n8n-service-api",
            plugin: "N8nAgent",
            version: "0.2.0",
            fields: [
                "auth-type", "basic-password", "basic-username", "header-name", "header-value", "jwt-algorithm",
                "jwt-secret", "output-key", "response-handling", "timeout", "webhook-url",
            ],
            required: ["webhook-url"],
            critical: ["webhook-url"],
            defaults: [
                "advanced-settings": false, "auth-type": "none", "basic-encoding": "latin1", "basic-password": "",
                "basic-username": "", "header-name": "", "header-value": "", "jwt-algorithm": "HS256",
                "jwt-secret": "", "output-key": "response", "response-handling": "reply", "timeout": 120,
            ],
            identitySource: "legacy-session",
            hasWholeSeconds: true,
            hidesAssets: true,
            filtersVariables: true
        ),
        LegacyRunner(
            name: "langflow-api",
            plugin: "LangflowAgent",
            version: "0.2.2",
            fields: [
                "api-key", "base-url", "flow-id", "input-type", "input_type", "output-type", "output_type", "tweaks",
            ],
            required: ["base-url", "api-key", "flow-id"],
            critical: ["base-url", "api-key", "flow-id"],
            defaults: ["advanced-settings": false, "input-type": "chat", "output-type": "chat", "tweaks": [:]],
            aliases: [("input-type", "input_type"), ("output-type", "output_type")],
            hidesAssets: true
        ),
        LegacyRunner(
            name: "deerflow-api",
            plugin: "DeerFlowAgent",
            version: "0.2.1",
            fields: [
                "api-base", "api-key", "assistant-id", "auth-header", "max-concurrent-subagents", "model-name",
                "plan-mode", "recursion-limit", "subagent-enabled", "thinking-enabled", "timeout",
            ],
            required: ["api-base"],
            critical: ["api-base"],
            defaults: [
                "api-key": "", "assistant-id": "lead_agent", "auth-header": "", "max-concurrent-subagents": 3,
                "model-name": "", "plan-mode": false, "recursion-limit": 1000, "subagent-enabled": false,
                "thinking-enabled": false, "timeout": 300,
            ],
            hasWholeSeconds: true
        ),
        LegacyRunner(
            name: "tbox-app-api",
            plugin: "TboxAgent",
            version: "0.2.1",
            fields: ["api-key", "app-id"],
            required: ["api-key", "app-id"],
            critical: ["api-key", "app-id"],
            defaults: ["timeout": 120],
            identitySource: "legacy-bot",
            copiesThinking: true
        ),
        LegacyRunner(
            name: "weknora-api",
            plugin: "WeKnoraAgent",
            version: "0.2.1",
            fields: [
                "agent-id", "api-key", "app-type", "base-prompt", "base-url", "knowledge-base-ids", "timeout",
                "web-search-enabled",
            ],
            required: ["base-url", "api-key", "app-type"],
            critical: ["base-url", "api-key"],
            fill: ["app-type": "chat"],
            defaults: [
                "advanced-settings": false, "base-prompt": "请回答用户的问题。", "knowledge-base-ids": [],
                "timeout": 120, "web-search-enabled": false,
            ],
            appTypes: ["chat", "agent"]
        ),
    ]
}
