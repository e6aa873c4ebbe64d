import JSONCore
import LangBotContract

/// The schemas of the content and the query of requests.
struct RequestSchemas {
    /// The release, or nil for the documented profile.
    let release: Release?

    /// The schema of JSON content.
    func content(_ operation: OperationID) -> JSONSchema {
        if release == nil, let schema = Self.documented[operation] { return schema }
        let release = release ?? Self.documentRelease
        guard case .json(let members)? = Contract.operation(operation)?.request.body else { return .mapping }
        let taken = members.filter { $0.isTaken(by: release) }
        return .object(
            taken.filter { $0.isRequired(by: release) }.map { ($0.name, $0.type) },
            taken.filter { !$0.isRequired(by: release) }.map { ($0.name, $0.type) },
            isOpen: true
        )
    }

    /// The query parameters with their schemas.
    func query(_ operation: OperationID) -> [(String, JSONSchema)] {
        let release = release ?? Self.documentRelease
        let members = Contract.operation(operation)?.request.query ?? []
        return members.filter { $0.isTaken(by: release) }.map { ($0.name, $0.type) }
    }

    /// The release that the document was written for.
    private static let documentRelease = Release.v4_5_4

    /// The content that the documented profile accepts; it validates every member.
    private static let documented: [OperationID: JSONSchema] = {
        var schemas = Traits.documented.contents.mapValues { rules in
            JSONSchema.object(
                rules.filter(\.isRequired).map { ($0.name, $0.schema) },
                rules.filter { !$0.isRequired }.map { ($0.name, $0.schema) },
                isOpen: true
            )
        }
        schemas["pipeline.extensions.update"] = .object(
            [],
            PipelineTraits.documented.extensions.map { ($0.shown, JSONSchema(kindOf: $0.initial)) },
            isOpen: true
        )
        let rows: [(String, Resource)] = [
            ("model.llm", .llmModel), ("model.embedding", .embeddingModel), ("bot", .bot), ("pipeline", .pipeline),
            ("knowledge_base", .knowledgeBase), ("mcp_server", .mcpServer),
        ]
        for (prefix, resource) in rows {
            guard let table = Tables.documented[resource] else { continue }
            let members = table.columns.map { ($0.name, $0.schema) }
            schemas[OperationID(rawValue: "\(prefix).update")] = .object([], members, isOpen: true)
            let complete = table.required.map { names in
                JSONSchema.object(
                    members.filter { names.contains($0.0) },
                    members.filter { !names.contains($0.0) },
                    isOpen: true
                )
            }
            schemas[OperationID(rawValue: "\(prefix).create")] = .any(of: complete)
        }
        return schemas
    }()
}

extension ContentRule {
    fileprivate var schema: JSONSchema {
        mayBeNegative ? form.schema : JSONSchema(["type": "integer", "minimum": 0])
    }
}
