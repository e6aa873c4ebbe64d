import LangBotContract

/// How answers look.
extension Traits {
    /// Whether members are sorted by name.
    var sortsMembers: Bool { always(documented: false) }
    /// Whether times have fractions of a second.
    var showsFractions: Bool { never(documented: true) }
}

/// How requests fail.
extension Traits {
    /// Whether error codes are texts, and internal errors show a request ID instead of the reason.
    var namesErrors: Bool { since(.v4_10_11) }
    /// Whether what does not exist is answered with 404 before anything is changed, instead of failing on the way.
    var missingIs404: Bool { since(.v4_10_11, documented: true) }
    /// Whether an unknown identifier is reported before the content is looked at.
    var missingComesFirst: Bool { never(documented: true) }
    /// Whether content of the wrong type is refused, instead of causing an internal error.
    var checksContents: Bool { since(.v4_11_2) }
    /// Whether HEAD fails on paths with several methods.
    var failsHead: Bool { before(.v4_10_11) }
}

/// Accounts, keys, tasks and the system.
extension Traits {
    /// Whether every resource belongs to a workspace, and shows which.
    var hasWorkspaces: Bool { since(.v4_10_11) }
    /// Whether the name of an account must be a text; others belong to no account.
    var accountNamesAreTexts: Bool { since(.v4_10_11) }
    /// Whether a wizard leads through the first sign-in.
    var hasWizard: Bool { since(.v4_9_7, documented: false) }
    /// Whether users can sign in with passkeys.
    var hasPasskeys: Bool { since(.v4_11_2) }
    /// Whether forgotten passwords can be replaced five times in a quarter of an hour only.
    var limitsPasswordResets: Bool { since(.v4_10_11) }
    /// Whether a second factor, too, lets a forgotten password be replaced.
    var resetsTakeSecondFactor: Bool { since(.v4_11_2) }
    /// Whether keys are shown once, have scopes, and can expire.
    var showsKeysOnce: Bool { since(.v4_10_11, edition: .v4_10_7) }
    /// Whether deleted keys are still shown.
    var keepsRevokedKeys: Bool { since(.v4_10_11, documented: false) }
    /// Whether the configuration file can name a key that is valid everywhere.
    var takesGlobalKey: Bool { since(.v4_10_11, edition: .v4_10_3) }
    /// Whether the numbers of deleted keys are given to new ones.
    var reusesKeyNumbers: Bool { always(documented: false) }
    /// Whether a key is only found by its number as it is shown, and not by `01` for `1`.
    var keyNumbersAreExact: Bool { never(documented: true) }
    /// The same for the number of a task; otherwise what is not a number is an internal error.
    var taskNumbersAreExact: Bool { since(.v4_10_11, documented: true) }
    /// Whether tasks show only a status and a result, to users as to keys.
    var tasksAreBrief: Bool { never(documented: true) }
    /// Whether tasks show their creation time and the metadata of their context.
    var tasksShowCreation: Bool { since(.v4_9_7) }
    /// Whether a task is there from the start.
    var startsWithTask: Bool { always(documented: false) }
    /// Whether listing the sessions of the sandbox works without a sandbox.
    var listsSessionsWithoutSandbox: Bool { since(.v4_10_11, before: .v4_11_2) }
    /// Whether what is stored is also shown by process.
    var storageShowsProcesses: Bool { since(.v4_11_2) }
    /// Whether the calls of tools are counted among what is stored.
    var countsToolCalls: Bool { since(.v4_10_11) }
    /// Whether the current workspace shows its plan and its limits.
    var workspacesShowPlan: Bool { since(.v4_11_2) }
    /// Whether page limits are clamped to a range, instead of failing on invalid numbers.
    var clampsPages: Bool { since(.v4_11_2) }
}

/// Models and their providers.
extension Traits {
    /// Whether models refer to a provider that holds address and keys, instead of holding them themselves.
    var modelsHaveProviders: Bool { since(.v4_7_2) }
    /// Whether a model must have a requester that exists, and a configuration for it.
    var checksRequesters: Bool { always(documented: false) }
    /// Whether provider, kind and reasoning of a model are checked before it is stored.
    var checksModels: Bool { since(.v4_10_11) }
    /// Whether reasoning can be limited by a number of tokens.
    var reasoningTakesBudget: Bool { since(.v4_11_2) }
    /// Whether updating a model fails unless it names a provider, although the change is stored.
    var modelChangesNameProvider: Bool { since(.v4_7_2, before: .v4_10_11) }
    /// Whether a new pipeline can be made the default one.
    var newPipelinesMayBeDefault: Bool { since(.v4_10_11) }
    /// Whether the first model becomes the model of the default pipeline.
    var firstModelIsDefault: Bool { always(documented: false) }
    /// Whether the test of a draft, whose identifier is `_`, checks its members.
    var testsCheckDrafts: Bool { never(documented: true) }
    /// Whether the error about an unsupported kind of model says "requester", and quotes its name.
    var quotesRequesters: Bool { before(.v4_11_2) }
    /// Whether the keys of a provider are normalised to a list of distinct texts.
    var normalizesProviderKeys: Bool { since(.v4_10_11) }
    /// Whether readers without the permission to see secrets do not see them.
    var hidesSecrets: Bool { since(.v4_10_11, edition: .v4_10_7) }
    /// Whether the deletion of a provider first asks for its models, and fails on one that was never loaded.
    var deletesUnloadedProviders: Bool { before(.v4_10_11, documented: false) }
    /// Whether an address must be a text for a provider to be loaded; what is stored becomes one.
    var loadsTextAddresses: Bool { before(.v4_10_11, documented: false) }
    /// Whether those who may change an MCP server see its secrets, too; otherwise nobody does.
    var showsServerSecrets: Bool { never(documented: true) }
    /// Whether a query can hide the keys of providers.
    var canHideSecrets: Bool { since(.v4_10_11) }
    /// Whether a provider shows the number of its rerank models.
    var countsRerankModels: Bool { since(.v4_9_7) }
}

/// Bots and pipelines.
extension Traits {
    /// Whether pipelines are offered those plugins only that have a tool, a command or a listener.
    var pipelinesNeedComponents: Bool { since(.v4_6_5) }
    /// Whether a new installation has a default pipeline.
    var hasDefaultPipeline: Bool { before(.v4_9_7) }
    /// Whether any adapter with any configuration will do for a bot.
    var takesAnyAdapter: Bool { never(documented: true) }
    /// Whether a bot on an unknown platform is stored before the request fails.
    var keepsFailedBots: Bool { before(.v4_10_11) }
    /// Whether a bot fails only if it is enabled.
    var runsEnabledBotsOnly: Bool { since(.v4_11_2) }
    /// Whether bots that cannot run are reported as such.
    var reportsUnusableBots: Bool { since(.v4_11_2) }
    /// Whether a bot's log tells when it was created and changed.
    var logsBotChanges: Bool { never(documented: true) }
    /// Whether a bot that is created enabled does not run, and cannot be changed, until LangBot starts again.
    var newBotsDoNotRun: Bool { before(.v4_10_11, documented: false) }
    /// Whether monitoring refuses periods of more than a year.
    var limitsMonitoringPeriods: Bool { since(.v4_11_2) }
    /// Whether monitoring can be filtered by the state of executions and by debugging.
    var filtersExecutions: Bool { since(.v4_11_2) }
    /// Whether users' opinions of answers are kept.
    var hasFeedback: Bool { since(.v4_9_7) }
    /// Whether an export of a type that does not exist is refused, instead of a failure.
    var reportsExportTypes: Bool { since(.v4_11_2) }
    /// Whether there may be 16 webhooks at most.
    var limitsWebhooks: Bool { since(.v4_10_11) }
    /// The adapter of the chats of the web interface, which has no icon.
    var chatAdapter: String { since(.v4_6_5) ? "websocket" : "webchat" }
    /// Whether adapters have categories, help links and descriptions in more languages.
    var adaptersHaveCategories: Bool { since(.v4_9_7) }
    /// Whether the copy of a pipeline has every preference, including unset ones.
    var copiesHaveEveryPreference: Bool { since(.v4_11_2) }
}

/// Knowledge bases, files and MCP servers.
extension Traits {
    /// Whether knowledge bases need an engine, which a plugin provides.
    var knowledgeNeedsEngine: Bool { since(.v4_9_7) }
    /// Whether a knowledge base keeps its embedding model, which searches need.
    var basesKeepEmbeddingModel: Bool { before(.v4_9_7, documented: false) }
    /// Whether the name of a plugin is an author and a name with one slash between them, instead of anything with a slash.
    var splitsPluginNames: Bool { since(.v4_10_11) }
    /// Whether an engine that no plugin provides has settings without fields, instead of none.
    var unknownEnginesHaveSettings: Bool { since(.v4_9_7, before: .v4_10_11) }
    /// Whether a knowledge base can be created without its settings, and completed later.
    var basesCanBeDrafts: Bool { since(.v4_11_2) }
    /// Whether the outcome of storing a file can be unknown, which keeps the file and its base.
    var ingestionsCanBeInterrupted: Bool { since(.v4_11_2) }
    /// Whether a list of no texts can be embedded.
    var embedsNothing: Bool { since(.v4_10_11) }
    /// How many calls between plugin and LangBot an error of an embedding model passes.
    var embeddingErrorDepth: Int { since(.v4_10_11) ? 3 : 7 }
    /// Whether passages have their text as content, too.
    var passagesHaveContent: Bool { since(.v4_6_5, documented: true) }
    /// Whether a search can limit its results.
    var searchesTakeLimit: Bool { never(documented: true) }
    /// Whether a file of a knowledge base shows its upload and the name that it had there, instead of its base.
    var filesShowUpload: Bool { never(documented: true) }
    /// Whether files that do not exist are answered with 404.
    var missingFileIs404: Bool { never(documented: true) }
    /// Whether the name of an uploaded file may contain two dots; it must not be empty then.
    var fileNamesMayHaveDots: Bool { never(documented: true) }
    /// Whether what the database says of an MCP server is passed on.
    var passesServerFaultsOn: Bool { before(.v4_10_11, documented: false) }
    /// Whether several MCP servers may have the same name.
    var serverNamesRepeat: Bool { before(.v4_10_11) }
    /// Whether the content for a new MCP server may be anything that converts to a mapping.
    var readsServersAsMappings: Bool { since(.v4_10_11) }
    /// Whether MCP servers in `stdio` mode run in a box.
    var runsServersInBox: Bool { since(.v4_10_11) }
    /// The modes of MCP servers.
    var serverModes: Set<String> {
        var modes: Set = ["stdio", "sse"]
        if since(.v4_7_2, documented: true) { modes.insert("http") }
        if since(.v4_10_11, documented: true) { modes.insert("remote") }
        return modes
    }
    /// Whether a server that cannot be connected is tried several times.
    var retriesServers: Bool { since(.v4_10_11) }
    /// Whether nothing is learnt of what fails below MCP in the transport over HTTP.
    var failuresOverHTTPAreHidden: Bool { since(.v4_7_2, before: .v4_10_11) }
    /// Whether the state of a server has codes instead of the texts of exceptions, and shows its resources.
    var serversShowCodes: Bool { since(.v4_10_11) }
    /// Whether the tools of a server show their parameters.
    var serversShowParameters: Bool { since(.v4_10_11) }
    /// Whether the configuration of servers is shown without secrets.
    var serversHideSecrets: Bool { since(.v4_10_11) }
    /// Whether a change of a server stops it unless the change says that it is enabled.
    var serverChangesMustEnable: Bool { before(.v4_10_11, documented: false) }
    /// Whether the task of a server's test reports the state of the server.
    var serverTestsReport: Bool { since(.v4_10_11) }
    /// Whether the test of a server without a record needs an identifier.
    var serverTestsNeedIdentifier: Bool { before(.v4_7_2, documented: false) }
    /// Whether the end of a test also removes the templates of resources from its report.
    var endedTestsLoseTemplates: Bool { since(.v4_11_2) }
    /// Whether every MCP server is run, instead of those whose arguments can be read.
    var runsEveryServer: Bool { never(documented: true) }
}
