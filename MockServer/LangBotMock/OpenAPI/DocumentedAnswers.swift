import JSONCore
import LangBotContract

/// The `data` of the documented profile's answers, by operation.
enum DocumentedAnswers {
    static let data: [OperationID: JSONSchema] = [resources, knowledge, pipelines, accounts, system].reduce(into: [:]) {
        $0.merge($1) { _, last in last }
    }

    private static let identifier = JSONSchema.object(["uuid": .uuid])
    private static let task = JSONSchema.object(["task_id": .integer])

    /// A resource in an answer, which keeps unknown members.
    private static func record(_ resource: Resource) -> JSONSchema {
        var always: [(String, JSONSchema)] = []
        var sometimes: [(String, JSONSchema)] = []
        for column in Tables.documented[resource]?.columns ?? [] {
            if case .leftOut = column.absence {
                sometimes.append((column.name, column.schema))
            } else {
                always.append((column.name, column.schema))
            }
        }
        always += [("uuid", .uuid), ("created_at", .time), ("updated_at", .time)]
        switch resource {
        case .bot:
            sometimes = sometimes.filter { $0.0 != "use_pipeline_uuid" }
            always += [("use_pipeline_uuid", JSONSchema.text.orNull), ("use_pipeline_name", JSONSchema.text.orNull)]
        case .mcpServer:
            always.append(
                (
                    "runtime_info",
                    .object(["status": .only("connecting"), "tool_count": .integer, "tools": .emptyList])
                )
            )
        default: break
        }
        return .object(always, sometimes, isOpen: true)
    }

    private static let resources: [OperationID: JSONSchema] = {
        let rows: [(String, Resource)] = [
            ("model.llm", .llmModel), ("model.embedding", .embeddingModel), ("bot", .bot), ("pipeline", .pipeline),
            ("knowledge_base", .knowledgeBase), ("mcp_server", .mcpServer),
        ]
        return rows.reduce(into: [:]) { schemas, row in
            func id(_ action: String) -> OperationID { OperationID(rawValue: "\(row.0).\(action)") }
            let (resource, record) = (row.1, record(row.1))
            schemas[id("list")] = .object([(resource.plural, .list(record))])
            schemas[id("get")] = .object([(resource.singular, record)])
            schemas[id("create")] = identifier
            schemas[id("update")] = .null
            schemas[id("delete")] = .null
        }
    }()

    private static let knowledge: [OperationID: JSONSchema] = {
        let file = JSONSchema.object([
            "uuid": .uuid, "file_id": .text, "file_name": .text, "extension": .text, "status": .only("completed"),
            "created_at": .time,
        ])
        return [
            "knowledge_base.file.list": .object(["files": .list(file)]), "knowledge_base.file.store": task,
            "knowledge_base.file.delete": .null, "knowledge_base.retrieve": .object(["results": .list(.passage)]),
            "file.document.upload": .object(["file_id": .text]),
        ]
    }()

    private static let pipelines: [OperationID: JSONSchema] = {
        let line = JSONSchema.object([
            "seq_id": .integer, "timestamp": .integer, "level": .text, "text": .text, "images": .emptyList,
            "message_session_id": .text,
        ])
        return [
            "pipeline.metadata": .object(["configs": JSONSchema(like: [PipelineSample.metadata])]),
            "pipeline.extensions.get": .object([
                "bound_plugins": .array, "bound_mcp_servers": .array, "enable_all_plugins": .flag,
                "enable_all_mcp_servers": .flag, "available_plugins": .emptyList,
                "available_mcp_servers": .list(.mapping),
            ]), "pipeline.extensions.update": .null, "mcp_server.test": task,
            "model.llm.test": .object([:]), "model.embedding.test": .object([:]),
            "bot.logs": .object(["logs": .list(line), "total_count": .integer]),
        ]
    }()

    private static let accounts: [OperationID: JSONSchema] = {
        let key = JSONSchema.object([
            "id": .integer, "name": .text, "description": .text, "key": .text, "created_at": .time,
            "updated_at": .time,
        ])
        let token = JSONSchema.object(["token": .text])
        return [
            "api_key.list": .object(["keys": .list(key)]), "api_key.create": .object(["key": key]),
            "api_key.get": .object(["key": key]), "api_key.update": .null, "api_key.delete": .null,
            "user.init_status": .object(["initialized": .flag]), "user.init": .null, "user.auth": token,
            "user.check_token": token,
        ]
    }()

    private static let system: [OperationID: JSONSchema] = {
        let runtime = JSONSchema.object([
            "done": .flag, "state": .only("FINISHED"), "exception": .null, "result": .null,
        ])
        let finished = JSONSchema.object([
            "id": .integer, "kind": .text, "task_type": .text, "status": .only("completed"), "created_at": .time,
            "runtime": runtime,
        ])
        return [
            "system.info": .object(["version": .text, "debug": .flag, "enable_marketplace": .flag]),
            "system.health": .null, "task.list": .object(["tasks": .list(finished)]), "task.get": finished,
        ]
    }()
}

extension Column.Form {
    var schema: JSONSchema {
        switch self {
        case .string: .text
        case .text: .filledText
        case .object: .mapping
        case .array: .array
        case .bool: .flag
        case .integer: .integer
        }
    }
}
