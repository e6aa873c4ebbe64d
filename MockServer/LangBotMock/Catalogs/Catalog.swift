import JSONCore
import LangBotContract

/// Facts about the releases, from files: a line for each thing, and a line for what a later release changed of it.
enum Catalog {
    /// The adapters of a release.
    static func adapters(in release: Release) -> [String: Adapter] {
        rows(adapterLines, release).mapValues(Adapter.init)
    }

    /// The requesters of a release: the clients for model services.
    static func requesters(in release: Release) -> [String: Requester] {
        rows(requesterLines, release).mapValues(Requester.init)
    }

    private static let adapterLines = lines(PackageResources.adapters_json)
    private static let requesterLines = lines(PackageResources.requesters_json)

    private static func lines(_ file: [UInt8]) -> [JSONObject] {
        ((try? JSONValue(parsing: file))?.arrayValue ?? []).compactMap(\.objectValue)
    }

    /// The lines of a release, by name.
    private static func rows(_ lines: [JSONObject], _ release: Release) -> [String: JSONObject] {
        lines.reduce(into: [:]) { rows, line in
            guard let name = line["name"]?.stringValue,
                let since = line["since"]?.stringValue.flatMap(Release.init(rawValue:)), since <= release
            else { return }
            rows[name, default: [:]].merge(line)
        }
    }
}

/// A requester of a release: the client for one kind of model service.
struct Requester: Sendable {
    /// The kinds of model that a requester supports.
    enum Ability: String, Hashable, Sendable {
        case llm
        case embedding = "text-embedding"
        case rerank
    }

    let abilities: [Ability]
    /// The address of the service if a provider does not say another.
    let address: String
    let category: String
    /// What the library of later releases calls the service.
    let libraryName: JSONValue
    /// The members of the configuration besides the address, for forms.
    let fields: [CatalogField]
    /// The levels of reasoning that can be chosen for its models.
    let reasoningLevels: [String]
    /// How many tokens a model may think, where the service takes that for a level.
    let reasoningBudget: JSONValue?

    init(_ json: JSONObject) {
        reasoningLevels = ["provider_default"] + (json["levels"]?.arrayValue ?? []).compactMap(\.stringValue)
        reasoningBudget = json["budget"]
        abilities = (json["abilities"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap(Ability.init) }
        address = json["address"]?.stringValue ?? ""
        category = json["category"]?.stringValue ?? ""
        libraryName = json["litellm"] ?? .null
        fields = CatalogField.list(json["config"])
    }
}
