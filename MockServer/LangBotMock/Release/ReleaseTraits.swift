import JSONCore
import LangBotContract

/// The differences between releases.
struct ReleaseTraits: Sendable {
    let release: Release
    let tables: [Resource: Table]
    let requesters: [String: [RequesterCatalog.Ability]]
    let adapters: Set<String>
    let pipelines: PipelineTraits

    init(_ release: Release) {
        self.release = release
        tables = Tables.all(release)
        requesters = RequesterCatalog.abilities(in: release)
        adapters = Set(AdapterCatalog.names(in: release))
        pipelines = PipelineTraits(release)
    }

    /// The traits of each release.
    static let all = Release.allCases.map(ReleaseTraits.init)

    private subscript(_ rows: Since<Bool>) -> Bool { rows[release] ?? false }

    /// Whether models refer to a provider that holds address and keys, instead of holding them themselves.
    var modelsHaveProviders: Bool { self[[.v4_7_2: true]] }
    /// Whether every resource belongs to a workspace, and shows which.
    var hasWorkspaces: Bool { self[[.v4_10_11: true]] }
    /// Whether error codes are texts, and internal errors show a request ID instead of the reason.
    var namesErrors: Bool { self[[.v4_10_11: true]] }
    /// Whether keys are shown once, have scopes, can expire, and stay visible when deleted.
    var keysAreHashed: Bool { self[[.v4_10_11: true]] }
    /// Whether operations check that a resource exists before they change anything.
    var looksFirst: Bool { self[[.v4_10_11: true]] }
    /// Whether the keys of a provider are normalised to a list of distinct texts.
    var normalizesProviderKeys: Bool { self[[.v4_10_11: true]] }
    /// Whether the content for a new MCP server may be anything that converts to a mapping.
    var readsServersAsMappings: Bool { self[[.v4_10_11: true]] }
    /// Whether MCP servers in `stdio` mode run in a box.
    var runsServersInBox: Bool { self[[.v4_10_11: true]] }
    /// Whether a query can hide the keys of providers.
    var canHideSecrets: Bool { self[[.v4_10_11: true]] }
    /// Whether page limits are clamped to a range, instead of failing on invalid numbers.
    var clampsPages: Bool { self[[.v4_11_2: true]] }
    /// Whether bots that cannot run are reported as such.
    var reportsUnusableBots: Bool { self[[.v4_11_2: true]] }
    /// Whether listing the sessions of the sandbox works without a sandbox.
    var listsSessionsWithoutSandbox: Bool { self[[.v4_10_11: true, .v4_11_2: false]] }
    /// Whether HEAD fails on paths with several methods.
    var failsHead: Bool { self[[.v4_5_1: true, .v4_10_11: false]] }
    /// Whether content of the wrong type is refused, instead of causing an internal error.
    var checksContents: Bool { self[[.v4_11_2: true]] }
    /// Whether the copy of a pipeline has every preference, including unset ones.
    var completesPreferences: Bool { self[[.v4_11_2: true]] }
    /// Whether only enabled bots are loaded.
    var loadsEnabledBotsOnly: Bool { self[[.v4_11_2: true]] }
    /// Whether users can sign in with passkeys.
    var hasPasskeys: Bool { self[[.v4_11_2: true]] }
    /// Whether the error about unsupported model types names only the provider, without "requester" and quotes.
    var complainsBriefly: Bool { self[[.v4_11_2: true]] }
    /// Whether updating a model fails unless it names a provider, although the change is stored.
    var modelChangesNeedProvider: Bool { self[[.v4_7_2: true, .v4_10_11: false]] }
    /// Whether knowledge bases need an engine, which a plugin provides.
    var knowledgeNeedsEngine: Bool { self[[.v4_9_7: true]] }
    /// Whether bots have event bindings instead of one pipeline.
    var botsBindEvents: Bool { self[[.v4_11_2: true]] }
    /// Whether a new installation has a default pipeline.
    var hasDefaultPipeline: Bool { self[[.v4_5_1: true, .v4_9_7: false]] }
    /// Whether a bot on an unknown platform is stored before the request fails.
    var keepsFailedBots: Bool { self[[.v4_5_1: true, .v4_10_11: false]] }
    /// Whether the description of bots and pipelines is optional.
    var descriptionIsOptional: Bool { self[[.v4_11_2: true]] }
    /// Whether a provider shows the number of its rerank models.
    var countsRerankModels: Bool { self[[.v4_9_7: true]] }
    /// Whether tasks show their creation time and the metadata of their context.
    var tasksTellMore: Bool { self[[.v4_9_7: true]] }
    /// Whether adapters have categories, help links and descriptions in more languages.
    var adaptersTellMore: Bool { self[[.v4_9_7: true]] }
    /// How sending a message fails without a platform behind the bot; nil if it succeeds.
    var deliveryFailure: String? { Self.deliveryFailures[release] ?? nil }
    /// Whether several MCP servers may have the same name.
    var serverNamesRepeat: Bool { self[[.v4_5_1: true, .v4_10_11: false]] }
    /// The members of `runtime_info` of an MCP server that is not connected.
    var serverRuntime: JSONObject { Self.serverRuntimes[release] ?? [:] }
    /// The `adapter_runtime_values` of a bot; nil if bots have none.
    var botRuntime: JSONObject? { Self.botRuntimes[release] ?? nil }
    /// The members of `system/info` besides the version.
    var information: JSONObject { Self.informations[release] ?? [:] }

    private static let deliveryFailures: Since<String?> = [.v4_5_1: nil, .v4_8_7: "'markdown_card'"]

    private static let botRuntimes: Since<JSONObject?> = [
        .v4_5_1: nil,
        .v4_6_5: ["bot_account_id": "", "webhook_full_url": nil, "webhook_url": nil],
        .v4_9_7: ["bot_account_id": "", "extra_webhook_full_url": nil, "webhook_full_url": nil, "webhook_url": nil],
        .v4_11_2: ["extra_webhook_full_url": nil, "webhook_full_url": nil, "webhook_url": nil],
    ]

    private static let serverRuntimes: Since<JSONObject> = [
        .v4_5_1: ["status": "connecting", "tool_count": 0, "tools": []],
        .v4_7_2: ["error_message": nil, "status": "connecting", "tool_count": 0, "tools": []],
        .v4_10_11: [
            "error_code": nil, "error_message": nil, "error_phase": nil, "resource_capabilities": [:],
            "resource_count": 0, "resource_template_count": 0, "resource_templates": [], "resources": [],
            "retry_count": 0, "status": "connecting", "tool_count": 0, "tools": [],
        ],
    ]

    private static let informations: Since<JSONObject> = [
        .v4_5_1: [:],
        .v4_6_5: ["allow_change_password": true],
        .v4_7_2: ["allow_modify_login_info": true, "disable_models_service": false],
        .v4_8_7: community.merging(["limitation": unlimited]),
        .v4_9_7: community.merging(["limitation": unlimited]).merging(wizard),
        .v4_10_11: community.merging(wizard).merging(hosting).merging([
            "limitation": [
                "force_box_session_id_template": "", "max_bots": -1, "max_extensions": -1, "max_knowledge_bases": -1,
                "max_pipelines": -1,
            ]
        ]),
        .v4_11_2: community.merging(wizard).merging(hosting).merging([
            "beta": false, "cloud_banner": nil, "deployment_mode": "oss",
            "limitation": ["max_bots": -1, "max_extensions": -1, "max_knowledge_bases": -1, "max_pipelines": -1],
        ]),
    ]

    private static let community: JSONObject = [
        "allow_modify_login_info": true, "disable_models_service": false, "edition": "community",
    ]
    private static let unlimited: JSONValue = ["max_bots": -1, "max_extensions": -1, "max_pipelines": -1]
    private static let wizard: JSONObject = ["wizard_progress": nil, "wizard_status": "none"]
    private static let hosting: JSONObject = [
        "invitation_delivery": ["enabled": false, "provider": nil], "mcp_stdio_enabled": true, "outbound_ips": [],
    ]
}
