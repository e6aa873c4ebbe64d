import JSONCore
import LangBotContract

/// The handlers of a release's operations.
///
/// Releases differ only in their traits.
struct ReleaseHandlers: Sendable {
    let traits: ReleaseTraits

    init(_ traits: ReleaseTraits) {
        self.traits = traits
    }

    /// The handlers of all operations of the release.
    var table: [OperationID: Handler] {
        [
            models("llm", .llmModel), models("embedding", .embeddingModel), models("rerank", .rerankModel), providers,
            bots, botAdministrators, pipelines, pipelineChats, knowledge, files, servers, keys, accounts, system,
            emptyInstallation,
        ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }

    /// Adds to a new world what the release installs itself.
    func furnish(_ world: inout World, _ surroundings: Surroundings) {
        if traits.modelsHaveProviders {
            world.store(.provider, "00000000-0000-0000-0000-000000000000", hostedProvider, traits, surroundings)
        }
        if traits.hasDefaultPipeline, let row = try? traits.tables[.pipeline]?.inserted(defaultPipeline) {
            world.store(.pipeline, surroundings.uuid(), row, traits, surroundings)
        }
        world.addRunningTasks(traits, surroundings)
    }

    private var hostedProvider: JSONObject {
        [
            "api_keys": [], "base_url": "https://api.langbot.cloud/v1", "name": "LangBot Models",
            "requester": "space-chat-completions",
        ]
    }

    private var defaultPipeline: JSONObject {
        newPipeline(["name": "ChatPipeline", "description": "The default pipeline"])
            .merging(["is_default": true, "extensions_preferences": [:]])
    }

    /// The text without leading and trailing white space.
    func trimmed(_ text: String) -> String {
        let blank: (Character) -> Bool = \.isWhitespace
        return String(text.drop(while: blank).reversed().drop(while: blank).reversed())
    }

    /// The members of the content, which must be an object.
    func object(_ call: Call) throws(DomainError) -> JSONObject {
        guard let object = try call.json().objectValue else { throw .failure("The content is not an object") }
        return object
    }
}

extension World {
    /// Stores a row without checking it.
    mutating func store(
        _ resource: Resource,
        _ uuid: String,
        _ members: JSONObject,
        _ traits: ReleaseTraits,
        _ surroundings: Surroundings
    ) {
        let now = JSONValue.string(surroundings.now().secondsText)
        var row = members
        row["uuid"] = .string(uuid)
        row["created_at"] = now
        if traits.tables[resource]?.hasUpdateTime == true { row["updated_at"] = now }
        if traits.hasWorkspaces { row["workspace_uuid"] = .string(workspace) }
        tables[resource, default: RecordTable()][uuid] = row.sortedByName()
    }

    /// Stores a new row if its table accepts it.
    mutating func insert(
        _ resource: Resource,
        _ members: JSONObject,
        _ traits: ReleaseTraits,
        _ call: Call
    ) throws(DomainError) -> String {
        guard let table = traits.tables[resource] else { throw .notFound(resource) }
        let uuid = call.surroundings.uuid()
        store(resource, uuid, try table.inserted(members), traits, call.surroundings)
        return uuid
    }

    /// Changes a row if it exists.
    mutating func change(
        _ resource: Resource,
        _ uuid: String,
        _ members: JSONObject,
        _ traits: ReleaseTraits,
        _ call: Call
    ) throws(DomainError) {
        guard let table = traits.tables[resource] else { throw .notFound(resource) }
        let row = tables[resource]?[uuid]
        let changes = try table.changed(members, exists: row != nil)
        guard let row else { return }
        // Without `updated_at`, an empty change has nothing to write.
        if changes.isEmpty, !table.hasUpdateTime { throw .failure("near \"WHERE\": syntax error") }
        var changed = row.merging(changes)
        if table.hasUpdateTime { changed["updated_at"] = .string(call.surroundings.now().secondsText) }
        tables[resource]?[uuid] = changed
    }

    /// Removes a row.
    mutating func remove(_ resource: Resource, _ uuid: String) throws(DomainError) {
        guard tables[resource]?.contains(uuid) == true else { throw .notFound(resource) }
        tables[resource]?[uuid] = nil
    }
}
