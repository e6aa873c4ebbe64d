import JSONCore
import LangBotContract

extension World {
    /// A pipeline as it runs; nil if it does not.
    func runningPipeline(_ uuid: String) -> JSONObject? {
        guard let stored = tables[.pipeline]?[uuid] else { return nil }
        return stalePipelines[uuid] ?? stored
    }

    /// The record with the given identifier.
    func record(_ resource: Resource, _ identifier: String) throws(DomainError) -> JSONObject {
        guard let record = tables[resource]?[identifier] else { throw .notFound(resource) }
        return record
    }

    /// All records of a resource, in order of creation.
    func records(_ resource: Resource) -> [JSONObject] { tables[resource]?.records ?? [] }

    /// Stores a new record if its table accepts it, and returns its `uuid`.
    mutating func insert(
        _ resource: Resource,
        _ members: JSONObject,
        _ traits: Traits,
        _ surroundings: Surroundings,
        uuid: String? = nil
    ) throws(DomainError) -> String {
        let table = try traits.table(resource)
        var record = try table.inserted(members)
        let uuid = uuid ?? surroundings.uuid()
        record["uuid"] = .string(uuid)
        let identifier = record[table.key]?.stringValue ?? uuid
        guard tables[resource]?.contains(identifier) != true else { throw .conflict("'\(identifier)' already exists") }
        let now = traits.shown(surroundings.now())
        record["created_at"] = now
        if table.hasUpdateTime { record["updated_at"] = now }
        if traits.hasWorkspaces { record["workspace_uuid"] = .string(workspace) }
        tables[resource, default: RecordTable()][identifier] = traits.arranged(record)
        return uuid
    }

    /// Changes a record if it exists.
    mutating func change(
        _ resource: Resource,
        _ identifier: String,
        _ members: JSONObject,
        _ traits: Traits,
        _ surroundings: Surroundings
    ) throws(DomainError) {
        let table = try traits.table(resource)
        let record = tables[resource]?[identifier]
        let changes = try table.changed(members, exists: record != nil)
        guard let record else { return }
        // Without `updated_at`, an empty change has nothing to write.
        if changes.isEmpty, !table.hasUpdateTime { throw .failure("near \"WHERE\": syntax error") }
        var changed = record.merging(changes)
        if table.hasUpdateTime { changed["updated_at"] = traits.shown(surroundings.now()) }
        tables[resource]?[identifier] = changed
    }

    /// Removes a record.
    mutating func remove(_ resource: Resource, _ identifier: String) throws(DomainError) {
        _ = try record(resource, identifier)
        tables[resource]?[identifier] = nil
    }
}
