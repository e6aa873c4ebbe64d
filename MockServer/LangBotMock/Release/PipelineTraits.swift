import JSONCore
import LangBotContract

/// How a release creates and shows pipelines.
struct PipelineTraits: Sendable {
    /// The configuration of a new pipeline.
    let configuration: JSONValue
    /// The description of that configuration, for forms.
    let metadata: JSONValue
    /// The sections that a usable configuration must have.
    let sections = ["ai", "output", "safety", "trigger"]
    /// The extension preferences of a new pipeline.
    let preferences: JSONObject
    /// The extension preferences in answers.
    let extensions: [Extension]
    /// The names of the lists of what can be bound.
    let available: [String]

    init(_ release: Release) {
        configuration = PipelineSample.configuration(release)
        metadata = PipelineSample.metadata(release)
        preferences = Self.preferences[release] ?? [:]
        extensions = Self.extensions.filter { $0.since <= release }
        available =
            ["available_mcp_servers", "available_plugins"] + (release < .v4_10_11 ? [] : ["available_skills"])
    }

    /// Whether a configuration is usable; an unusable one is stored anyway.
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

    /// One extension preference of a pipeline.
    struct Extension: Sendable {
        /// The stored name.
        let preference: String
        /// The name in requests and answers.
        let shown: String
        /// The default value.
        let initial: JSONValue
        let since: Release
        /// Whether an update without it keeps the value instead of resetting it.
        var stays = false
    }

    private static let extensions = [
        Extension(
            preference: "mcp_resources",
            shown: "bound_mcp_resources",
            initial: [],
            since: .v4_10_11,
            stays: true
        ),
        Extension(preference: "mcp_servers", shown: "bound_mcp_servers", initial: [], since: .v4_5_1),
        Extension(preference: "plugins", shown: "bound_plugins", initial: [], since: .v4_5_1),
        Extension(preference: "skills", shown: "bound_skills", initial: [], since: .v4_10_11, stays: true),
        flag("enable_all_mcp_servers", since: .v4_6_5),
        flag("enable_all_plugins", since: .v4_6_5),
        flag("enable_all_skills", since: .v4_10_11),
        flag("mcp_resource_agent_read_enabled", since: .v4_10_11, stays: true),
    ]

    private static func flag(_ name: String, since: Release, stays: Bool = false) -> Extension {
        Extension(preference: name, shown: name, initial: true, since: since, stays: stays)
    }
}
