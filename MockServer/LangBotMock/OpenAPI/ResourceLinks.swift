import JSONCore
import LangBotContract

/// Where an answer says what another operation can be asked for (OpenAPI 3.1, "Link Object").
enum ResourceLinks {
    /// Where a new resource's identifier stands, and the first part of the path that takes it.
    private static let sources: [OperationID: String] = [
        "model.llm.create": "$response.body#/data/uuid", "model.embedding.create": "$response.body#/data/uuid",
        "model.rerank.create": "$response.body#/data/uuid", "provider.create": "$response.body#/data/uuid",
        "bot.create": "$response.body#/data/uuid", "pipeline.create": "$response.body#/data/uuid",
        "knowledge_base.create": "$response.body#/data/uuid", "mcp_server.create": "$request.body#/name",
        "api_key.create": "$response.body#/data/key/id",
        "mcp_server.test": "$response.body#/data/task_id",
    ]

    /// The operations that take what is not found below the path of the operation that makes it.
    private static let elsewhere: [OperationID: OperationID] = ["mcp_server.test": "task.get"]

    /// The links of an operation's success: to every operation below its path that has one parameter more.
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
