import JSONCore
import LangBotContract

// Errors.
extension Traits {
    /// Whether error codes are texts, and internal errors show a request ID instead of the reason.
    var namesErrors: Bool { self[[.v4_10_11: true]] }
    /// Whether what does not exist is answered with 404 before anything is changed, instead of failing on the way.
    var missingIs404: Bool { self[[.v4_10_11: true], documented: true] }
    /// Whether an unknown identifier is reported before the content is looked at.
    var missingComesFirst: Bool { self[[:], documented: true] }
    /// Whether content of the wrong type is refused, instead of causing an internal error.
    var checksContents: Bool { self[[.v4_11_2: true]] }
    /// Whether HEAD fails on paths with several methods.
    var failsHead: Bool { self[[.v4_5_1: true, .v4_10_11: false]] }
}

// Accounts, keys and the system.
extension Traits {
    /// Whether every resource belongs to a workspace, and shows which.
    var hasWorkspaces: Bool { self[[.v4_10_11: true]] }
    /// Whether the name of an account must be a text; others belong to no account.
    var accountNamesAreTexts: Bool { self[[.v4_10_11: true]] }
    /// Whether users can sign in with passkeys.
    var hasPasskeys: Bool { self[[.v4_11_2: true]] }
    /// Whether keys are shown once, have scopes, can expire, and stay visible when deleted.
    var showsKeysOnce: Bool { self[[.v4_10_11: true]] }
    /// Whether the numbers of deleted keys are given to new ones.
    var reusesKeyNumbers: Bool { self[[.v4_5_1: true], documented: false] }
    /// Whether a key is only found by its number as it is shown, and not by `01` for `1`.
    var keyNumbersAreExact: Bool { self[[:], documented: true] }
    /// The same for the number of a task; otherwise what is no number is an internal error.
    var taskNumbersAreExact: Bool { self[[.v4_10_11: true], documented: true] }
    /// Whether tasks show only a status and a result, to users as to keys.
    var tasksAreBrief: Bool { self[[:], documented: true] }
    /// Whether tasks show their creation time and the metadata of their context.
    var tasksShowCreation: Bool { self[[.v4_9_7: true]] }
    /// The query parameters that select tasks, with the members that they are compared with.
    var taskFilters: [String: String] {
        self[[.v4_5_1: ["type": "task_type"], .v4_9_7: ["type": "task_type", "kind": "kind"]], documented: [:]] ?? [:]
    }
    /// Whether a task is there from the start.
    var startsWithTask: Bool { self[[.v4_5_1: true], documented: false] }
    /// The `data` of `system.health`.
    var health: JSONValue { self[[.v4_5_1: [:], .v4_10_11: ["resources": [:]]], documented: .null] ?? .null }
    /// Whether listing the sessions of the sandbox works without a sandbox.
    var listsSessionsWithoutSandbox: Bool { self[[.v4_10_11: true, .v4_11_2: false]] }
    /// Whether page limits are clamped to a range, instead of failing on invalid numbers.
    var clampsPages: Bool { self[[.v4_11_2: true]] }
}

// Models and providers.
extension Traits {
    /// Whether models refer to a provider that holds address and keys, instead of holding them themselves.
    var modelsHaveProviders: Bool { self[[.v4_7_2: true]] }
    /// Whether a model must have a requester that exists, and a configuration for it.
    var checksRequesters: Bool { self[[.v4_5_1: true], documented: false] }
    /// Whether provider, kind and reasoning of a model are checked before it is stored.
    var checksModels: Bool { self[[.v4_10_11: true]] }
    /// Whether updating a model fails unless it names a provider, although the change is stored.
    var modelChangesNeedProvider: Bool { self[[.v4_7_2: true, .v4_10_11: false]] }
    /// Whether the first model becomes the model of the default pipeline.
    var firstModelIsDefault: Bool { self[[.v4_5_1: true], documented: false] }
    /// Whether the test of a draft, whose identifier is `_`, checks its members.
    var testsCheckDrafts: Bool { self[[:], documented: true] }
    /// The `data` of a model's test that passes.
    var passedModel: JSONValue { self[[.v4_5_1: .null], documented: [:]] ?? .null }
    /// Whether the error about an unsupported kind of model says "requester", and quotes its name.
    var quotesRequesters: Bool { self[[.v4_5_1: true, .v4_11_2: false]] }
    /// Whether the keys of a provider are normalised to a list of distinct texts.
    var normalizesProviderKeys: Bool { self[[.v4_10_11: true]] }
    /// Whether a query can hide the keys of providers.
    var canHideSecrets: Bool { self[[.v4_10_11: true]] }
    /// Whether a provider shows the number of its rerank models.
    var countsRerankModels: Bool { self[[.v4_9_7: true]] }
}

// Bots and pipelines.
extension Traits {
    enum PipelineOfBot: Sendable {
        /// A bot stores identifier and name of a pipeline that exists, and gets one when it is created.
        case stored
        /// A bot may name any pipeline. It shows the current name of that pipeline or else of the default one.
        case lookedUp
        /// A bot has event bindings instead.
        case bound
    }

    /// How bots refer to pipelines.
    var pipelineOfBot: PipelineOfBot { self[[.v4_5_1: .stored, .v4_11_2: .bound], documented: .lookedUp] ?? .stored }
    /// Whether a new installation has a default pipeline.
    var hasDefaultPipeline: Bool { self[[.v4_5_1: true, .v4_9_7: false]] }
    /// Whether any adapter with any configuration will do for a bot.
    var takesAnyAdapter: Bool { self[[:], documented: true] }
    /// Whether a bot on an unknown platform is stored before the request fails.
    var keepsFailedBots: Bool { self[[.v4_5_1: true, .v4_10_11: false]] }
    /// Whether a bot fails only if it is enabled.
    var runsEnabledBotsOnly: Bool { self[[.v4_11_2: true]] }
    /// Whether bots that cannot run are reported as such.
    var reportsUnusableBots: Bool { self[[.v4_11_2: true]] }
    /// Whether a bot's log tells when it was created and changed.
    var logsBotChanges: Bool { self[[:], documented: true] }
    /// Whether adapters have categories, help links and descriptions in more languages.
    var adaptersTellMore: Bool { self[[.v4_9_7: true]] }
    /// Whether the chats with a pipeline need one that exists.
    var chatsNeedPipeline: Bool { self[[.v4_10_11: true]] }
    /// Whether the copy of a pipeline has every preference, including unset ones.
    var copiesHaveEveryPreference: Bool { self[[.v4_11_2: true]] }
}

// Knowledge, files and MCP servers.
extension Traits {
    /// Whether knowledge bases need an engine, which a plugin provides.
    var knowledgeNeedsEngine: Bool { self[[.v4_9_7: true]] }
    /// Whether a knowledge base keeps its embedding model, which searches need.
    var basesKeepEmbeddingModel: Bool { self[[.v4_5_1: true, .v4_9_7: false], documented: false] }
    /// Whether the name of an unknown engine must at least look like one.
    var checksEngineNames: Bool { self[[.v4_10_11: true]] }
    /// Whether a search can limit its results.
    var searchesTakeLimit: Bool { self[[:], documented: true] }
    /// The `data` of a change of a knowledge base.
    var changedBase: JSONValue { self[[.v4_5_1: [:]], documented: .null] ?? .null }
    /// Whether a file of a knowledge base shows its upload and the name that it had there, instead of its base.
    var filesShowUpload: Bool { self[[:], documented: true] }
    /// Whether files that do not exist are answered with 404.
    var missingFileIs404: Bool { self[[:], documented: true] }
    /// Whether the name of an uploaded file may contain two dots; it must not be empty then.
    var fileNamesMayHaveDots: Bool { self[[:], documented: true] }
    /// The error about a form without a document.
    var missingDocument: String {
        self[[.v4_5_1: "No file provided in request"], documented: "The form has no file part named 'file'"] ?? ""
    }
    /// The error about a file name that is a path.
    var badFileName: String {
        self[
            [.v4_5_1: "File name contains invalid characters"],
            documented: "The file name contains invalid characters"
        ] ?? ""
    }
    /// Whether several MCP servers may have the same name.
    var serverNamesRepeat: Bool { self[[.v4_5_1: true, .v4_10_11: false]] }
    /// Whether the content for a new MCP server may be anything that converts to a mapping.
    var readsServersAsMappings: Bool { self[[.v4_10_11: true]] }
    /// Whether MCP servers in `stdio` mode run in a box.
    var runsServersInBox: Bool { self[[.v4_10_11: true]] }
    /// Whether every MCP server is run, instead of those whose arguments can be read.
    var runsEveryServer: Bool { self[[:], documented: true] }
}
