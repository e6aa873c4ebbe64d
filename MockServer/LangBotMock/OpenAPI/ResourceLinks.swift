import JSONCore
import LangBotContract

/// Links from an answer to operations that take an identifier in it (OpenAPI 3.1, "Link Object").
enum ResourceLinks {
    /// Where the identifier of a new resource is found.
    private static let sources: [OperationID: String] = [
        "model.llm.create": "$response.body#/data/uuid", "model.embedding.create": "$response.body#/data/uuid",
        "model.rerank.create": "$response.body#/data/uuid", "provider.create": "$response.body#/data/uuid",
        "bot.create": "$response.body#/data/uuid", "pipeline.create": "$response.body#/data/uuid",
        "knowledge_base.create": "$response.body#/data/uuid", "mcp_server.create": "$request.body#/name",
        "api_key.create": "$response.body#/data/key/id",
        "mcp_server.test": "$response.body#/data/task_id",
    ]

    /// Links to operations that are not below the path of the linking operation.
    private static let elsewhere: [OperationID: OperationID] = ["mcp_server.test": "task.get"]

    /// The links of a successful answer: to every operation below its path with one more parameter.
    static func links(_ operation: Endpoint, _ all: [Endpoint]) -> JSONObject? {
        guard let source = sources[operation.id] else { return nil }
        let targets = all.filter { target in
            if let id = elsewhere[operation.id] { return target.id == id }
            return target.path.segments.starts(with: operation.path.segments) && target.path.parameters.count == 1
                && target.path.segments.dropFirst(operation.path.segments.count).first?.parameter != nil
        }
        return JSONObject(
            targets.map { target in
                let parameter = target.path.parameters.first ?? ""
                let link: JSONValue = [
                    "operationId": .string(target.id.rawValue), "parameters": .object([parameter: .string(source)]),
                ]
                return (target.id.rawValue, link)
            }
        )
    }
}
