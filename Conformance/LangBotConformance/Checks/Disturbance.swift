import JSONCore
import LangBotContract

/// What a request did to resources that it does not name.
struct Disturbance: Sendable {
    /// Resources of the run, by kind, that have changed or are gone.
    var own: [Resource: String] = [:]
    /// Resources of others, who may have changed them at the same time.
    var foreign: [Resource: String] = [:]

    /// What happened to resources of a kind, or of all other kinds.
    func sentence(_ resource: Resource, others: Bool, trusting isForeignTrue: Bool) -> String? {
        let all = isForeignTrue ? own.merging(foreign) { first, _ in first } : own
        return all.filter { ($0.key != resource) == others }.sorted { $0.key.rawValue < $1.key.rawValue }.first?.value
    }
}

extension CheckContext {
    /// The rows of all lists, by kind and identifier.
    typealias Neighbours = [Resource: [String: JSONValue]]

    func neighbours() async throws(Interruption) -> Neighbours {
        var all: Neighbours = [:]
        for recipe in ResourceRecipe.all {
            let reply = try await send(Probe("GET", Template(recipe.list.path.path())).apiKey()).reply
            guard reply.isSuccess, let rows = reply.data?[recipe.resource.plural]?.arrayValue else { continue }
            all[recipe.resource] = Dictionary(
                rows.compactMap { row in row[recipe.identifierMember]?.stringValue.map { ($0, row) } }
            ) { first, _ in first }
        }
        return all
    }

    /// Sends a request, and finds out what it did to all resources but one.
    func disturbance(
        besides made: MadeResource,
        _ request: () async throws(Interruption) -> AnsweredProbe
    ) async throws(Interruption) -> (AnsweredProbe, Disturbance) {
        let earlier = try await neighbours()
        let before = try await neighbours()
        let answer = try await request()
        let after = try await neighbours()
        var disturbance = differences(before, after, besides: made)
        // Where others write meanwhile, nothing is known of what is theirs.
        if !differences(earlier, before, besides: made).foreign.isEmpty { disturbance.foreign = [:] }
        return (answer, disturbance)
    }

    /// What has happened to all resources but one.
    func differences(_ before: Neighbours, _ after: Neighbours, besides made: MadeResource) -> Disturbance {
        var disturbance = Disturbance()
        for (resource, rows) in before {
            guard let later = after[resource] else { continue }
            for (identifier, row) in rows where identifier != made.identifier {
                let what: String
                if let other = later[identifier] {
                    let changed = JSONComparison.changed(row, other)
                    guard !changed.isEmpty else { continue }
                    what = "another \(resource.rawValue) has changed: \(changed.joined(separator: ", "))"
                } else {
                    what = "another \(resource.rawValue) is gone"
                }
                let isOwn = row["name"]?.stringValue?.hasPrefix(session.ledger.name("")) ?? false
                if isOwn { disturbance.own[resource] = what } else { disturbance.foreign[resource] = what }
            }
        }
        return disturbance
    }
}
