import JSONCore

/// A small pipeline configuration in LangBot's format, with values of our own.
enum PipelineSample {
    static let configuration: JSONValue = [
        "ai": ["runner": ["runner": "local-agent"], "local-agent": ["model": "", "max-round": 10, "prompt": []]],
        "output": ["force-delay": ["min": 0, "max": 0], "misc": ["at-sender": true]],
        "safety": ["rate-limit": ["window-length": 60, "limitation": 60, "strategy": "drop"]],
        "trigger": ["ignore-rules": ["prefix": [], "regexp": []]],
    ]

    /// The description of that configuration for forms: sections, stages and fields.
    static let metadata: JSONValue = [
        section("ai", "Answering", [stage("runner", [field("runner", "Runner", "select", "local-agent")])]),
        section("output", "Output", [stage("misc", [field("at-sender", "Mention the sender", "boolean", true)])]),
        section("safety", "Safety", [stage("rate-limit", [field("limitation", "Messages a minute", "integer", 60)])]),
        section(
            "trigger",
            "Triggers",
            [stage("ignore-rules", [field("prefix", "Ignored prefixes", "array[string]", [])])]
        ),
    ]

    private static func section(_ name: String, _ label: String, _ stages: JSONValue) -> JSONValue {
        ["name": .string(name), "label": ["en_US": .string(label)], "stages": stages]
    }

    private static func stage(_ name: String, _ config: JSONValue) -> JSONValue {
        ["name": .string(name), "label": ["en_US": .string(name)], "config": config]
    }

    private static func field(_ name: String, _ label: String, _ type: String, _ value: JSONValue) -> JSONValue {
        ["name": .string(name), "label": ["en_US": .string(label)], "type": .string(type), "default": value]
    }
}
