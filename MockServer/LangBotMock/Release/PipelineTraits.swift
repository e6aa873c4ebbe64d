import JSONCore
import LangBotContract

/// How the pipelines of a release are made and shown.
struct PipelineTraits: Sendable {
    /// What a new pipeline is configured with.
    let configuration: JSONValue
    /// The description of that configuration for a form.
    let metadata: JSONValue
    /// The parts without which a configuration cannot be put to use.
    let sections = ["ai", "output", "safety", "trigger"]
    /// What a new pipeline says of its extensions.
    let preferences: JSONObject
    /// What is shown of a pipeline's extensions: the preference's name, the name it is shown by, and the value where the
    /// preference is not set.
    let extensions: [(preference: String, shown: String, initial: JSONValue)]
    /// What is shown beside that: what there would be to bind.
    let available: [String]

    init(_ release: Release) {
        configuration = PipelineSample.configuration(release)
        metadata = PipelineSample.metadata(release)
        preferences = Self.preferences[release] ?? [:]
        extensions = Self.extensions.filter { $0.since <= release }.map { ($0.preference, $0.shown, $0.initial) }
        available =
            ["available_mcp_servers", "available_plugins"] + (release < .v4_10_11 ? [] : ["available_skills"])
    }

    /// Whether a configuration can be put to use; what cannot is stored all the same.
    func accepts(_ configuration: JSONValue) -> Bool {
        sections.allSatisfy { configuration[$0]?.objectValue != nil }
    }

    private static let preferences: Since<JSONObject> = [
        .v4_5_1: [:],
        .v4_6_5: bound,
        .v4_10_11: bound.merging(["mcp_resource_agent_read_enabled": true, "mcp_resources": []]),
    ]

    private static let bound: JSONObject = [
        "enable_all_mcp_servers": true, "enable_all_plugins": true, "mcp_servers": [], "plugins": [],
    ]

    private static let extensions: [(preference: String, shown: String, initial: JSONValue, since: Release)] = [
        ("mcp_resources", "bound_mcp_resources", [], .v4_10_11),
        ("mcp_servers", "bound_mcp_servers", [], .v4_5_1),
        ("plugins", "bound_plugins", [], .v4_5_1),
        ("skills", "bound_skills", [], .v4_10_11),
        ("enable_all_mcp_servers", "enable_all_mcp_servers", true, .v4_6_5),
        ("enable_all_plugins", "enable_all_plugins", true, .v4_6_5),
        ("enable_all_skills", "enable_all_skills", true, .v4_10_11),
        ("mcp_resource_agent_read_enabled", "mcp_resource_agent_read_enabled", true, .v4_10_11),
    ]
}
