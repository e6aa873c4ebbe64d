import JSONCore
import LangBotContract

/// In what one release differs from another.
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

    /// One for each release.
    static let all = Release.allCases.map(ReleaseTraits.init)

    private subscript(_ rows: Since<Bool>) -> Bool { rows[release] ?? false }

    /// Whether models name a provider that keeps address and keys, instead of keeping them themselves.
    var modelsHaveProviders: Bool { self[[.v4_7_2: true]] }
    /// Whether everything belongs to a workspace, and says to which.
    var hasWorkspaces: Bool { self[[.v4_10_11: true]] }
    /// Whether errors are named by texts, and the server's own failures by the request instead of the reason.
    var namesErrors: Bool { self[[.v4_10_11: true]] }
    /// Whether keys are shown once, have scopes, may expire, and stay visible when they are deleted.
    var keysAreHashed: Bool { self[[.v4_10_11: true]] }
    /// Whether it is looked for what is to be changed before anything is changed.
    var looksFirst: Bool { self[[.v4_10_11: true]] }
    /// Whether a provider's keys become a list of different texts, whatever was given.
    var normalizesProviderKeys: Bool { self[[.v4_10_11: true]] }
    /// Whether the content for a new MCP server is anything that a mapping can be made of.
    var readsServersAsMappings: Bool { self[[.v4_10_11: true]] }
    /// Whether MCP servers with a command run in a box.
    var runsServersInBox: Bool { self[[.v4_10_11: true]] }
    /// Whether keys of providers are left out where that is asked for.
    var canHideSecrets: Bool { self[[.v4_10_11: true]] }
    /// Whether pages are cut to what makes sense, instead of failing over what is no number.
    var clampsPages: Bool { self[[.v4_11_2: true]] }
    /// Whether bots that cannot be put to use are reported as such.
    var reportsUnusableBots: Bool { self[[.v4_11_2: true]] }
    /// Whether sessions of the sandbox can be asked for where there is none.
    var listsSessionsWithoutSandbox: Bool { self[[.v4_10_11: true, .v4_11_2: false]] }
    /// Whether HEAD fails where several methods share a path.
    var failsHead: Bool { self[[.v4_5_1: true, .v4_10_11: false]] }
    /// Whether contents of the wrong kind are refused, instead of failing.
    var checksContents: Bool { self[[.v4_11_2: true]] }
    /// Whether the copy of a pipeline has every preference, set or not.
    var completesPreferences: Bool { self[[.v4_11_2: true]] }
    /// Whether only bots that are enabled are put to use.
    var loadsEnabledBotsOnly: Bool { self[[.v4_11_2: true]] }
    /// Whether users can sign in with passkeys.
    var hasPasskeys: Bool { self[[.v4_11_2: true]] }
    /// Whether the complaint about a provider's abilities leaves out what the name is the name of.
    var complainsBriefly: Bool { self[[.v4_11_2: true]] }
    /// Whether a change to a model is only applied where it names the provider, and is stored all the same.
    var modelChangesNeedProvider: Bool { self[[.v4_7_2: true, .v4_10_11: false]] }
    /// Whether knowledge bases need an engine, which a plugin would bring.
    var knowledgeNeedsEngine: Bool { self[[.v4_9_7: true]] }
    /// Whether bots name what answers them by rules for events, instead of by one pipeline.
    var botsBindEvents: Bool { self[[.v4_11_2: true]] }
    /// Whether a new installation comes with a default pipeline.
    var hasDefaultPipeline: Bool { self[[.v4_5_1: true, .v4_9_7: false]] }
    /// Whether a bot on an unknown platform is stored before it fails.
    var keepsFailedBots: Bool { self[[.v4_5_1: true, .v4_10_11: false]] }
    /// Whether what can be left out of a bot or a pipeline includes the description.
    var descriptionIsOptional: Bool { self[[.v4_11_2: true]] }
    /// Whether a provider tells how many models for reranking name it.
    var countsRerankModels: Bool { self[[.v4_9_7: true]] }
    /// Whether tasks tell when they were made, and what else their context holds.
    var tasksTellMore: Bool { self[[.v4_9_7: true]] }
    /// Whether adapters have categories and links to help, and are described in more languages.
    var adaptersTellMore: Bool { self[[.v4_9_7: true]] }
    /// How the delivery of a message fails where there is no platform behind a bot, or nil where it does not.
    var deliveryFailure: String? { Self.deliveryFailures[release] ?? nil }
    /// Whether several MCP servers may have one name.
    var serverNamesRepeat: Bool { self[[.v4_5_1: true, .v4_10_11: false]] }
    /// The members of `runtime_info` of an MCP server that is not connected.
    var serverRuntime: JSONObject { Self.serverRuntimes[release] ?? [:] }
    /// What a bot's `adapter_runtime_values` show, or nil where bots have none.
    var botRuntime: JSONObject? { Self.botRuntimes[release] ?? nil }
    /// What `system/info` says beside the version.
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
