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
    /// What is shown of a pipeline's extensions.
    let extensions: [Extension]
    /// What is shown beside that: what there would be to bind.
    let available: [String]

    init(_ release: Release) {
        configuration = PipelineSample.configuration(release)
        metadata = PipelineSample.metadata(release)
        preferences = Self.preferences[release] ?? [:]
        extensions = Self.extensions.filter { $0.since <= release }
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

    /// One preference of what a pipeline may use.
    struct Extension: Sendable {
        /// The name under which it is stored.
        let preference: String
        /// The name under which it is shown and changed.
        let shown: String
        /// The value where it is not set.
        let initial: JSONValue
        let since: Release
        /// Whether a change that does not name it leaves it as it is, instead of setting it back.
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
