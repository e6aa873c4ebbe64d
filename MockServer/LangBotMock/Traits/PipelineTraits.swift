import JSONCore
import LangBotContract

/// How pipelines are created, listed and shown.
struct PipelineTraits: Sendable {
    /// The description of a pipeline's configuration, for forms.
    var metadata: JSONValue
    /// The members that a pipeline is started with; empty if every configuration is usable.
    var needed = [
        ["safety", "content-filter", "check-sensitive-words"], ["output", "long-text-processing", "strategy"],
    ]
    /// Whether the settings of the local agent are read, too, if there are some.
    var readsLocalAgent: Bool
    /// What the server sets in a new pipeline, whatever the request says.
    var assigned: JSONObject
    /// What the server sets in the default pipeline besides.
    var assignedToDefault: JSONObject = ["is_default": true, "extensions_preferences": [:]]
    /// The members that updates ignore.
    var fixed = ["uuid", "workspace_uuid", "for_version", "stages", "is_default"]
    /// The member with the extension preferences.
    var preferencesMember = "extensions_preferences"
    /// Whether lists show that member, too.
    var listsPreferences = true
    /// The extension preferences of a new pipeline.
    var preferences: JSONObject
    /// The extension preferences in answers.
    var extensions: [Extension]
    /// Whether an extension preference of another type is refused.
    var checksExtensions: Bool
    /// Whether list items of the wrong type are refused, too, before the pipeline is looked up.
    var checksItems: Bool
    /// The start of the error about that, which goes on with the name of the member.
    var extensionComplaint = "Pipeline extension field "
    /// What errors call an array.
    var arrayName = "a list"
    /// The names of the lists of what can be bound.
    var available: [String]
    /// Whether the servers that can be bound show their state.
    var showsServerState = true
    /// The members that lists can be sorted by.
    var sortable = ["created_at", "updated_at"]
    /// The member that lists are sorted by if the query has none.
    var sortedBy: String? = "created_at"
    /// Whether other ways to sort are refused, instead of ignored.
    var checksSorting = false
    /// Whether equal pipelines, too, are in reverse order if the order is descending.
    var descendingReversesTies = false

    /// How a release treats pipelines.
    init(_ release: Release) {
        metadata = PipelineForm.metadata(release)
        assigned = [
            "config": PipelineSample.configuration(release), "for_version": .string("v" + release.rawValue),
            "is_default": false,
            "stages": .array(Self.stages(release).map(JSONValue.string)),
        ]
        preferences = Self.newPreferences[release] ?? [:]
        extensions = Self.allExtensions.filter { $0.since <= release }
        readsLocalAgent = release == .v4_10_11
        checksExtensions = release >= .v4_11_2
        checksItems = release >= .v4_11_2
        available =
            ["available_mcp_servers", "available_plugins"] + (release < .v4_10_11 ? [] : ["available_skills"])
    }

    /// How the documented profile treats pipelines.
    static let documented: PipelineTraits = {
        var traits = PipelineTraits(.v4_5_4)
        traits.metadata = PipelineSample.metadata
        traits.needed = []
        traits.assigned = [:]
        traits.assignedToDefault = ["is_default": true]
        traits.fixed = []
        traits.preferencesMember = "extensions"
        traits.listsPreferences = false
        traits.extensions =
            ["bound_plugins", "bound_mcp_servers"].map {
                Extension(preference: $0, shown: $0, initial: [], since: .v4_5_1, stays: true)
            } + ["enable_all_plugins", "enable_all_mcp_servers"].map { flag($0, since: .v4_5_1, stays: true) }
        traits.preferences = JSONObject(traits.extensions.map { ($0.preference, $0.initial) })
        traits.checksExtensions = true
        traits.extensionComplaint = ""
        traits.arrayName = "an array"
        traits.available = ["available_plugins", "available_mcp_servers"]
        traits.showsServerState = false
        traits.sortable.append("name")
        traits.sortedBy = nil
        traits.checksSorting = true
        traits.descendingReversesTies = true
        return traits
    }()

    /// Why the strategy for long texts is none that there is; nil if it is one.
    func strategyFault(_ configuration: JSONValue) -> String? {
        let section = configuration["output"]?["long-text-processing"]
        let strategy = section?["strategy"] ?? .null
        if strategy == "image", section?["font-path"] == nil { return "'font-path'" }
        if ["none", "forward", "image"].contains(strategy) { return nil }
        return "Long message processing strategy not found: \(PythonText.str(strategy))"
    }

    /// Whether a configuration is usable; an unusable one is stored anyway.
    func accepts(_ configuration: JSONValue) -> Bool {
        let isComplete = needed.allSatisfy { path in
            path.reduce(configuration as JSONValue?) { $0?[$1] } != nil
        }
        guard isComplete, readsLocalAgent, let intelligence = configuration["ai"] else { return isComplete }
        guard intelligence.objectValue != nil else { return false }
        return intelligence["local-agent"].map { $0.objectValue != nil } ?? true
    }

    /// The type of an extension preference, for errors.
    func kind(of row: Extension) -> String { row.initial.arrayValue == nil ? "a \(row.initial.kind)" : arrayName }

    /// What a message passes, in this order.
    private static func stages(_ release: Release) -> [String] {
        let first = ["GroupRespondRuleCheckStage", "BanSessionCheckStage", "PreContentFilterStage", "PreProcessor"]
        let truncation = release < .v4_11_2 ? ["ConversationMessageTruncator"] : []
        return first + truncation + [
            "RequireRateLimitOccupancy", "MessageProcessor", "ReleaseRateLimitOccupancy", "PostContentFilterStage",
            "ResponseWrapper", "LongTextProcessStage", "SendResponseBackStage",
        ]
    }

    private static let newPreferences: Since<JSONObject> = [
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
        /// Whether an update to null keeps the value.
        var nullStays = false
        /// What each item of a list must be.
        var item: Item?

        enum Item: String, Sendable {
            case object = "an object"
            case plugin = "a plugin object with non-empty author and name"
            case text = "a non-empty string"

            func accepts(_ value: JSONValue) -> Bool {
                switch self {
                case .object: value.objectValue != nil
                case .plugin: ["author", "name"].allSatisfy { value[$0]?.stringValue?.isEmpty == false }
                case .text: value.stringValue?.isEmpty == false
                }
            }
        }
    }

    /// All extension preferences, in the order in which they are checked.
    private static let allExtensions = [
        flag("enable_all_plugins", since: .v4_6_5),
        flag("enable_all_mcp_servers", since: .v4_6_5),
        flag("enable_all_skills", since: .v4_10_11),
        flag("mcp_resource_agent_read_enabled", since: .v4_10_11, stays: true, nullStays: true),
        Extension(preference: "plugins", shown: "bound_plugins", initial: [], since: .v4_5_1, item: .plugin),
        list("mcp_servers", since: .v4_5_1, item: .text),
        list("skills", since: .v4_10_11, item: .text),
        list("mcp_resources", since: .v4_10_11, stays: true, item: .object),
    ]

    private static func list(_ name: String, since: Release, stays: Bool = false, item: Extension.Item) -> Extension {
        Extension(
            preference: name,
            shown: "bound_\(name)",
            initial: [],
            since: since,
            stays: stays,
            nullStays: true,
            item: item
        )
    }

    private static func flag(
        _ name: String,
        since: Release,
        stays: Bool = false,
        nullStays: Bool = false
    ) -> Extension {
        Extension(preference: name, shown: name, initial: true, since: since, stays: stays, nullStays: nullStays)
    }
}
