import HTTPCore
import JSONCore
import LangBotContract

/// The resources that a mock starts with, as in a seed file: lists of request bodies by kind of resource.
struct Seed: Sendable {
    /// The kinds of resource in the order of creation: those that others refer to come first.
    private static let kinds: [(name: String, operation: OperationID, resource: Resource)] = [
        ("providers", "provider.create", .provider),
        ("llm_models", "model.llm.create", .llmModel),
        ("embedding_models", "model.embedding.create", .embeddingModel),
        ("rerank_models", "model.rerank.create", .rerankModel),
        ("pipelines", "pipeline.create", .pipeline),
        ("bots", "bot.create", .bot),
        ("knowledge_bases", "knowledge_base.create", .knowledgeBase),
        ("mcp_servers", "mcp_server.create", .mcpServer),
    ]

    private let rows: [(operation: OperationID, resource: Resource, name: String, bodies: [JSONValue])]

    init(_ json: JSONValue) throws(MockInputError) {
        guard let object = json.objectValue else { throw MockInputError("a seed must be an object, not \(json.kind)") }
        let names = Self.kinds.map(\.name)
        for name in object.names where !names.contains(name) {
            throw MockInputError(MockFault.unknown("seed member", name, names))
        }
        var rows: [(OperationID, Resource, String, [JSONValue])] = []
        for kind in Self.kinds {
            guard let list = object[kind.name] else { continue }
            guard let bodies = list.arrayValue else { throw MockInputError("'\(kind.name)' must be a list") }
            rows.append((kind.operation, kind.resource, kind.name, bodies))
        }
        self.rows = rows
    }

    /// What a refusal says.
    private static func reason(_ refusal: Refusal) -> String {
        switch refusal {
        case .envelope(_, _, let message), .report(_, _, let message, _), .failure(let message), .text(_, let message),
            .demand(_, _, let message, _):
            message
        case .page(let status): "status \(status)"
        case .success: "nothing is created"
        }
    }

    /// Creates the resources, with the `uuid` of a body if it has one.
    ///
    /// - Throws: ``MockInputError`` that names the resource that the profile refuses.
    func sow(in world: inout World, _ profile: Profile, _ surroundings: Surroundings) throws(MockInputError) {
        for row in rows {
            guard let endpoint = profile.endpoints.first(where: { $0.id == row.operation }),
                let handler = profile.handlers[row.operation]
            else { throw MockInputError("profile \(profile.name) has no '\(row.name)'") }
            for (index, body) in row.bodies.enumerated() {
                let call = Call(
                    endpoint: endpoint,
                    parameters: [:],
                    query: [:],
                    fields: [:],
                    content: ContentReader.Content(json: .success(body)),
                    principal: .nobody,
                    surroundings: surroundings,
                    version: profile.version
                )
                let made: JSONValue
                do throws(DomainError) {
                    made = try handler(&world, call)
                } catch {
                    let reason = Self.reason(profile.errors.refusal(error, endpoint))
                    throw MockInputError("profile \(profile.name) refuses \(row.name)[\(index)]: \(reason)")
                }
                if let wanted = body["uuid"]?.stringValue, let uuid = made["uuid"]?.stringValue {
                    world.rename(row.resource, uuid, to: wanted)
                }
            }
        }
    }
}

extension World {
    fileprivate mutating func rename(_ resource: Resource, _ uuid: String, to wanted: String) {
        if var record = tables[resource]?[uuid] {
            record["uuid"] = .string(wanted)
            tables[resource]?[uuid] = nil
            tables[resource]?[wanted] = record
            // The log of an earlier bot with that identifier does not belong to this one.
            if resource == .bot { botLogs[wanted] = nil }
        } else if let entry = tables[resource]?.entries.last, entry.record["uuid"]?.stringValue == uuid {
            // Resources that are addressed by name keep the name as their identifier.
            tables[resource]?[entry.identifier] = entry.record.merging(["uuid": .string(wanted)])
        }
    }
}
