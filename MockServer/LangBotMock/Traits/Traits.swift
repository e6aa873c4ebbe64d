import JSONCore
import LangBotContract

/// In what one LangBot differs from another, as a client sees it.
///
/// A trait is a row that says what holds since which release. The documented profiles are like the release that LangBot's
/// guide was first written for, except where a row or ``documents(in:)`` says otherwise.
struct Traits: Sendable {
    let release: Release
    /// The edition of LangBot's guide that a documented profile follows; nil in a release.
    private var edition: Edition?
    private(set) var tables: [Resource: Table]
    private(set) var pipelines: PipelineTraits
    let requesters: [String: Requester]
    let adapters: [String: Adapter]
    /// What members of an operation's content must be, where a profile checks that.
    private(set) var contents: [OperationID: [ContentRule]] = [:]
    /// How bots refer to pipelines.
    private(set) var pipelineOfBot: PipelineOfBot
    /// The `adapter_runtime_values` of a bot; nil if bots have none.
    let botRuntime: JSONObject?
    /// The members of `runtime_info` of an MCP server that is not connected.
    let serverRuntime: JSONObject
    /// The `data` of a model's test that passes.
    private(set) var passedModel: JSONValue = .null
    /// The `data` of a change of a knowledge base.
    private(set) var changedBase: JSONValue = [:]
    /// The error about a form without a document.
    private(set) var missingDocument = "No file provided in request"
    /// The error about a file name that is a path.
    private(set) var badFileName = "File name contains invalid characters"
    /// The query parameters that select tasks, with the members that they are compared with.
    private(set) var taskFilters: [String: String]
    /// The members of `system/info` besides the version.
    private(set) var information: JSONObject
    /// The `data` of `system.health`.
    private(set) var health: JSONValue

    enum PipelineOfBot: Sendable {
        /// A bot stores identifier and name of a pipeline that exists, and gets one when it is created.
        case stored
        /// A bot may name any pipeline. It shows the current name of that pipeline or else of the default one.
        case lookedUp
        /// A bot has event bindings instead.
        case bound
    }

    init(_ release: Release) {
        self.release = release
        tables = Tables.release(release)
        pipelines = PipelineTraits(release)
        requesters = Catalog.requesters(in: release)
        adapters = Catalog.adapters(in: release)
        pipelineOfBot = release < .v4_11_2 ? .stored : .bound
        botRuntime = Self.botRuntimes[release] ?? nil
        serverRuntime = Self.serverRuntimes[release] ?? [:]
        taskFilters = release < .v4_9_7 ? ["type": "task_type"] : ["type": "task_type", "kind": "kind"]
        information = Self.informations[release] ?? [:]
        health = release < .v4_10_11 ? [:] : ["resources": [:]]
    }

    static let documented = documents(in: .own)

    /// Those of a documented profile, by the edition of LangBot's guide.
    static func documents(in edition: Edition) -> Traits {
        var traits = Traits(.v4_5_4)
        traits.edition = edition
        traits.tables = Tables.documented
        traits.pipelines = .documented
        traits.contents = ContentRule.documents(in: edition)
        traits.pipelineOfBot = .lookedUp
        traits.passedModel = [:]
        traits.changedBase = .null
        traits.missingDocument = "The form has no file part named 'file'"
        traits.badFileName = "The file name contains invalid characters"
        traits.taskFilters = [:]
        traits.information = ["debug": false, "enable_marketplace": false]
        traits.health = .null
        return traits
    }
}

/// Whether a trait holds: in which releases, and in the documented profiles, if that is a matter of its own.
extension Traits {
    func since(_ first: Release, before end: Release? = nil, documented: Bool? = nil) -> Bool {
        (edition == nil ? nil : documented) ?? (release >= first && end.map { release < $0 } ?? true)
    }

    /// What an edition of the guide brought.
    func since(_ first: Release, edition brought: Edition) -> Bool {
        edition.map { $0 >= brought } ?? (release >= first)
    }

    func before(_ end: Release, documented: Bool? = nil) -> Bool {
        (edition == nil ? nil : documented) ?? (release < end)
    }

    func always(documented: Bool) -> Bool { edition == nil || documented }

    func never(documented: Bool) -> Bool { edition != nil && documented }

    /// The release that decides something; another one in the documented profiles.
    func release(documented: Release) -> Release { edition == nil ? release : documented }
}

extension Traits {
    func table(_ resource: Resource) throws(DomainError) -> Table {
        guard let table = tables[resource] else { throw .notFound(resource) }
        return table
    }

    /// A time in an answer.
    func shown(_ time: Timestamp) -> JSONValue { .string(showsFractions ? time.text : time.secondsText) }

    /// Members in the order in which answers show them.
    func arranged(_ members: JSONObject) -> JSONObject { sortsMembers ? members.sortedByName() : members }
}
