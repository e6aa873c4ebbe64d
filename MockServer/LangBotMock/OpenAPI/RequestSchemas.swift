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
        let key: JSONSchema.Members = ["name": .filledText]
        let described: JSONSchema.Members = ["description": .text]
        let account = JSONSchema.object(["user": .filledText, "password": .filledText], isOpen: true)
        var schemas: [OperationID: JSONSchema] = [
            "api_key.create": .object(key, optional: described, isOpen: true),
            "api_key.update": .object([:], optional: ["name": .filledText, "description": .text], isOpen: true),
            "user.init": account, "user.auth": account,
            "bot.logs": .object(
                [:],
                optional: [
                    "from_index": .integer, "max_count": JSONSchema(["type": "integer", "minimum": 0]),
                ],
                isOpen: true
            ),
            "knowledge_base.file.store": .object(["file_id": .filledText], isOpen: true),
            "knowledge_base.retrieve": .object(["query": .filledText], optional: ["top_k": .integer], isOpen: true),
            "pipeline.extensions.update": .object(
                [:],
                optional: [
                    "bound_plugins": .array, "bound_mcp_servers": .array, "enable_all_plugins": .flag,
                    "enable_all_mcp_servers": .flag,
                ],
                isOpen: true
            ),
        ]
        let rows: [(String, Resource)] = [
            ("model.llm", .llmModel), ("model.embedding", .embeddingModel), ("bot", .bot), ("pipeline", .pipeline),
            ("knowledge_base", .knowledgeBase), ("mcp_server", .mcpServer),
        ]
        for (prefix, resource) in rows {
            guard let schema = ResourceSchema.all[resource] else { continue }
            let members = schema.members.map { ($0.name, $0.kind.schema) }
            schemas[OperationID(rawValue: "\(prefix).update")] = .object([], members, isOpen: true)
            let complete = schema.required.map { names in
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
