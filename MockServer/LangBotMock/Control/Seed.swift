import JSONCore
import LangBotContract

/// Resources that a mock is to hold, as they are written in a file: lists of bodies by kind of resource.
struct Seed: Sendable {
    /// The kinds of resource, in the order in which they are made: what others name comes first.
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
        guard let object = json.objectValue else { throw MockInputError("a seed is an object, not \(json.kind)") }
        let names = Self.kinds.map(\.name)
        for name in object.names where !names.contains(name) {
            throw MockInputError(MockFault.unknown("part of a seed", name, names))
        }
        var rows: [(OperationID, Resource, String, [JSONValue])] = []
        for kind in Self.kinds {
            guard let list = object[kind.name] else { continue }
            guard let bodies = list.arrayValue else { throw MockInputError("'\(kind.name)' must be a list") }
            rows.append((kind.operation, kind.resource, kind.name, bodies))
        }
        self.rows = rows
    }

    /// Makes the resources, with the `uuid` that a body gives where it gives one.
    ///
    /// - Throws: a sentence that names the resource that the profile does not take.
    func sow(in world: inout World, _ profile: Profile, _ surroundings: Surroundings) throws(MockInputError) {
        for row in rows {
            guard let endpoint = profile.endpoints.first(where: { $0.id == row.operation }),
                let handler = profile.handlers[row.operation]
            else { throw MockInputError("\(profile.name) has no '\(row.name)'") }
            for (index, body) in row.bodies.enumerated() {
                let call = Call(
                    endpoint: endpoint,
                    parameters: [:],
                    query: [:],
                    content: ContentReader.Content(json: .success(body)),
                    principal: .nobody,
                    surroundings: surroundings,
                    version: profile.version
                )
                let made: JSONValue
                do {
                    made = try handler(&world, call)
                } catch {
                    throw MockInputError("\(profile.name) does not take \(row.name)[\(index)]: \(error)")
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
            // What happened to an earlier bot of that identifier did not happen to this one.
            if resource == .bot { botLogs[wanted] = nil }
        } else if let entry = tables[resource]?.entries.last, entry.record["uuid"]?.stringValue == uuid {
            // What is addressed by its name keeps the name as its identifier.
            tables[resource]?[entry.identifier] = entry.record.merging(["uuid": .string(wanted)])
        }
    }
}
